import type { PathId } from '../engine/scenario/scenario';
import type { Lane } from '../worker/compare-api';

/** One value of a scenario that is another. */
export interface ValueChange {
  readonly kind: 'value';
  /** `vms.1.traffic.pps`. */
  readonly place: string;
  readonly was: unknown;
  readonly is: unknown;
}

/** What one edit did, as far as its two ends tell. */
export type Change =
  | ValueChange
  /** Lines typed on the host, oldest first. */
  | { readonly kind: 'typed'; readonly lines: readonly string[] }
  /** As many lines hold no more: the host is another, or starts anew. */
  | { readonly kind: 'untyped'; readonly count: number }
  | { readonly kind: 'beside'; readonly path: PathId | null }
  | { readonly kind: 'lane-added'; readonly lane: Lane }
  | { readonly kind: 'lane-removed'; readonly lane: Lane }
  | { readonly kind: 'lane-set'; readonly number: number; readonly lane: Lane }
  | { readonly kind: 'lanes' }
  | { readonly kind: 'forked' }
  | { readonly kind: 'fork-closed' };

/** Everything of the page that an edit can change. */
export interface Page {
  readonly input: unknown;
  readonly beside: PathId | null;
  readonly lanes: readonly Lane[];
  /** How many futures are kept. */
  readonly futures?: number;
}

/** Told as one, whatever of them changes. */
const WHOLE = /^(?:fork|machine|nic\.lspci|vms\.\d+\.(?:attack|traffic\.(?:replay|direction)))$/u;
/** Told part by part only where both ends have it; of the first group of guests, what is left out is all default. */
const PARTED = /^(?:migration|vms\.[1-9]\d*)$/u;

/** First what others follow from. */
const TELLING: readonly RegExp[] = [
  /^machine$/u,
  /^nic\.lspci$/u,
  /^nic\.device$/u,
  /^vms\.\d+\.traffic\.replay$/u,
  /^vms\.\d+\.path$/u,
  /^vms\.\d+\.function$/u,
  /^migration/u,
  /^nic\.(?:numVfs|vfsPerPf)$/u,
  /^vms\.\d+$/u,
  /^vms\.\d+\.traffic\.kind$/u,
  /^vms/u,
  /^nic/u,
  /^host/u,
];

/** What changed from one page to the next, the most telling first. */
export function changesBetween(before: Page, after: Page): readonly Change[] {
  const more = (after.futures ?? 1) - (before.futures ?? 1);
  // What is in another future is no edit of this one.
  if (more !== 0) return [{ kind: more > 0 ? 'forked' : 'fork-closed' }];
  const values = valuesBetween(before.input, after.input);
  // What a fork was before follows from what is changed after it.
  const others = values.filter(({ place }) => place !== 'edits' && place !== 'fork');
  const told = others.length > 0 ? others : values.filter(({ place }) => place === 'fork');
  return [
    ...editsBetween(linesOf(before.input), linesOf(after.input)),
    ...told.toSorted((a, b) => rank(a.place) - rank(b.place)),
    ...(before.beside === after.beside ? [] : [{ kind: 'beside', path: after.beside } as const]),
    // Lanes that are the futures of the run follow what is changed in one.
    ...(told.length > 0 && (after.futures ?? 1) > 1 ? [] : lanesBetween(before.lanes, after.lanes)),
  ];
}

/** Every value that is another, lines typed on the host among them. */
export function valuesBetween(before: unknown, after: unknown): readonly ValueChange[] {
  const values: ValueChange[] = [];
  compare('', before, after, values);
  return values;
}

function rank(place: string): number {
  const found = TELLING.findIndex((pattern) => pattern.test(place));
  return found === -1 ? TELLING.length : found;
}

function compare(place: string, was: unknown, is: unknown, into: ValueChange[]): void {
  if (same(was, is)) return;
  const isGroups = place === 'vms' && (Array.isArray(was) || Array.isArray(is));
  const parts = isGroups || (isPart(was) && isPart(is));
  const isWhole = PARTED.test(place) ? !isObject(was) || !isObject(is) : WHOLE.test(place);
  if (!parts || isWhole) {
    into.push({ kind: 'value', place, was, is });
    return;
  }
  const [old, now] = [entries(was), entries(is)];
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const inner = place === '' ? key : `${place}.${key}`;
    compare(inner, own(old, key), own(now, key), into);
  }
}

/** What is left out is all default, and so are its parts. */
const isPart = (value: unknown) => value === undefined || isObject(value);

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const entries = (value: unknown) => (value ?? {}) as Readonly<Record<string, unknown>>;
const own = (value: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined;

/** As a file tells them apart: what is empty says nothing. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function linesOf(input: unknown): readonly string[] {
  const edits: unknown = own(entries(input), 'edits');
  if (!Array.isArray(edits)) return [];
  return edits.map((edit: unknown) => String(own(entries(edit), 'shell')));
}

function editsBetween(before: readonly string[], after: readonly string[]): Change[] {
  const common = after.findIndex((line, i) => before[i] !== line);
  const lines = common === -1 ? [] : after.slice(common);
  if (lines.length > 0) return [{ kind: 'typed', lines }];
  const count = before.length - after.length;
  return count === 0 ? [] : [{ kind: 'untyped', count }];
}

function lanesBetween(before: readonly Lane[], after: readonly Lane[]): Change[] {
  if (same(before, after)) return [];
  const missing = (of: readonly Lane[], from: readonly Lane[]) =>
    of.filter((lane) => !from.some((each) => same(each, lane)));
  const [gone, come] = [missing(before, after), missing(after, before)];
  const [left, right] = [gone[0], come[0]];
  if (after.length === before.length + 1 && gone.length === 0) {
    return [{ kind: 'lane-added', lane: right ?? (after.at(-1) as Lane) }];
  }
  if (after.length === before.length - 1 && come.length === 0) {
    const at = before.findIndex((lane, i) => !same(lane, after[i]));
    return [{ kind: 'lane-removed', lane: left ?? (before[at] as Lane) }];
  }
  const differing = after.flatMap((lane, i) => (same(lane, before[i]) ? [] : [i]));
  const [at] = differing;
  if (after.length === before.length && differing.length === 1 && at !== undefined) {
    return [{ kind: 'lane-set', number: at + 1, lane: after[at] as Lane }];
  }
  return [{ kind: 'lanes' }];
}
