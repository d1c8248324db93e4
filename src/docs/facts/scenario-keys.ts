import * as v from 'valibot';
import { COSTS, type CostId } from '../../engine/costs/costs';
import { DEFAULT_MIGRATION, DEFAULT_SCENARIO } from '../../engine/scenario/defaults';
import { ACTS_ON, type TuningId } from '../../engine/scenario/effects';
import { formatQuantity, SIZE, TIME } from '../../engine/scenario/quantity';
import type { PathId } from '../../engine/scenario/scenario';
import { PATH_IDS } from '../../engine/scenario/scenario';
import { scenarioSchema } from '../../engine/scenario/schema';

/** One value of a scenario file, as its own check knows it. */
export interface Key {
  /** `vms.N.traffic.pps`. */
  readonly path: string;
  /** In the words of the check. */
  readonly allowed: string;
  /** As it is written in a file; '' where nothing stands there unless it is said. */
  readonly initial: string;
  /** English. */
  readonly about: string;
  /** The I/O paths on which it can make a difference; null: not a matter of the path. */
  readonly paths: readonly PathId[] | null;
}

/** A schema as valibot makes them, as far as it is looked at here. */
interface Shape {
  readonly type: string;
  readonly message?: unknown;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly wrapped?: Shape;
  readonly item?: Shape;
  readonly options?: readonly unknown[];
}

/** What the page writes there and nobody types. */
const MADE = new Set(['vms.N.traffic.replay']);

const LEFT_OPEN = ['mmioWindow32', 'firewall', 'vfsPerPf', 'lspci'];

/** A key has a row where it says something of itself; what is inside follows. */
function keysOf(shape: Shape, path: string, said = ''): readonly Key[] {
  const about = aboutOf(shape) || said;
  if (shape.wrapped !== undefined) return keysOf(shape.wrapped, path, about);
  const inner = MADE.has(path) ? [] : below(shape, path);
  const silent = inner.length > 0 && (about || ofOptions(shape)) === '';
  return silent ? inner : [keyOf(shape, path, about), ...inner];
}

function below({ entries, item, options, wrapped }: Shape, path: string): readonly Key[] {
  if (entries !== undefined) {
    const at = path === '' ? '' : `${path}.`;
    return Object.entries(entries).flatMap(([key, inner]) => keysOf(inner, `${at}${key}`));
  }
  const parts = [wrapped, item, ...(options ?? [])] as readonly (Shape | undefined)[];
  const at = item === undefined ? path : `${path}.N`;
  return parts.flatMap((part) => (typeof part === 'object' ? below(part, at) : []));
}

function aboutOf(shape: Shape): string {
  return v.getDescription(shape as unknown as v.GenericSchema) ?? '';
}

function keyOf(shape: Shape, path: string, about: string): Key {
  const allowed = typeof shape.message === 'string' ? shape.message : '';
  const [, tuning] = /^vms\.N\.tuning\.(\w+)$/u.exec(path) ?? [];
  return {
    path,
    allowed,
    initial: initialOf(path, allowed),
    about: about === '' ? ofOptions(shape) : about,
    paths: tuning === undefined ? null : actsOn(tuning as TuningId),
  };
}

/** A choice between text and object is described where its text is. */
function ofOptions({ options = [] }: Shape): string {
  const texts = options.map((each) => (typeof each === 'object' ? aboutOf(each as Shape) : ''));
  return texts.find((text) => text !== '') ?? '';
}

function actsOn(tuning: TuningId): readonly PathId[] | null {
  const paths = ACTS_ON[tuning];
  return paths.length === PATH_IDS.length || paths.length === 0 ? null : paths;
}

/** The default, as a file would write it. */
function initialOf(path: string, allowed: string): string {
  const [first = '', ...rest] = path.split('.');
  if (first === 'costs' || LEFT_OPEN.includes(rest.at(-1) ?? '')) return '';
  const start: unknown =
    first === 'migration' ? { migration: DEFAULT_MIGRATION } : DEFAULT_SCENARIO;
  let at: unknown = start;
  for (const step of [first, ...rest]) {
    if (typeof at !== 'object' || at === null) return '';
    at = (at as Readonly<Record<string, unknown>>)[step === 'N' ? '0' : step];
  }
  if (at === undefined || at === null) return '';
  if (typeof at === 'number' && allowed.includes('with a unit')) {
    const time = /\d(?:us|ms|s)\b/u.test(allowed);
    return JSON.stringify(formatQuantity(at, time ? TIME : SIZE));
  }
  if (path === 'host.pageSize') return JSON.stringify(formatQuantity(Number(at), SIZE));
  return typeof at === 'object' ? '' : JSON.stringify(at);
}

export const SCENARIO_KEYS: readonly Key[] = keysOf(scenarioSchema as unknown as Shape, '');

/** `vms.0.traffic.pps` or `vms.N.traffic.pps` → `vms.traffic.pps`, as a link names it. */
export const anchorOf = (path: string): string => path.replace(/\.(?:N|\d+)(?=\.|$)/gu, '');

/** The price that a key of `costs` sets, in the words of the cost table. */
export function priceOf(path: string): { readonly what: string; readonly unit: string } | null {
  const [, id] = /^costs\.(\w+)$/u.exec(path) ?? [];
  return id === undefined ? null : COSTS[id as CostId];
}
