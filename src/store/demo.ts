import * as v from 'valibot';
import type { PlaceKind } from '../engine/costs/places';
import { MODEL_VERSION, PATH_IDS, PLACE_KINDS } from '../worker/vocabulary';
import type { SweepSetup } from './sweep-order';

/** One moment of a demo: what an address says of it, and the presenter's own words. */
export interface DemoMoment {
  readonly title: string;
  readonly notes: string;
  /** As the address bar writes it, from `?` on. */
  readonly address: string;
  /** The kinds of parts that are drawn, where not all are: what the lesson it was kept in had come to. */
  readonly parts?: readonly PlaceKind[] | undefined;
  /** What is run beside it, and which of its figures is looked at: an address has no words for that. */
  readonly sweep?: KeptSweep | undefined;
}

export interface KeptSweep {
  readonly setup: SweepSetup;
  readonly figure: string;
}

/** A list of moments to walk through in front of people. */
export interface Demo {
  readonly title: string;
  readonly moments: readonly DemoMoment[];
}

export const NO_DEMO: Demo = { title: '', moments: [] };

const FORMAT = 'sriov-lab-demo';
const VERSION = 1;
export const MOST_MOMENTS = 200;
export const LONGEST_TITLE = 200;
export const LONGEST_NOTES = 10_000;
/** A replayed capture stands in an address too. */
const LONGEST_ADDRESS = 2 ** 20;
const LONGEST_SHOWN = 48;
/** Of a list of numbers that a sweep varies, and of a figure's name. */
const LONGEST_RANGE = 200;
const LONGEST_VERSION = 20;

/** What is wrong with a file, and where in it. */
export interface DemoIssue {
  /** `moments[2].title`; '' for the file as a whole. */
  readonly place: string;
  readonly found: string;
  readonly allowed: string;
}

export type DemoFile =
  | {
      readonly ok: true;
      readonly demo: Demo;
      /** With another version of the model, that: figures may differ. */
      readonly made?: string;
    }
  | { readonly ok: false; readonly issues: readonly DemoIssue[] };

const upTo = (most: number) =>
  v.pipe(v.string('text'), v.maxLength(most, `at most ${String(most)} characters`));

const someOf = <const T extends readonly string[]>(names: T) =>
  v.pipe(
    v.array(v.picklist(names, names.join(', ')), 'a list'),
    v.maxLength(names.length, `at most ${String(names.length)}`),
  );

const schema = v.object({
  format: v.literal(FORMAT, `"${FORMAT}"`),
  version: v.literal(VERSION, String(VERSION)),
  model: v.optional(upTo(LONGEST_VERSION)),
  title: v.optional(upTo(LONGEST_TITLE), ''),
  moments: v.pipe(
    v.array(
      v.object({
        title: v.optional(upTo(LONGEST_TITLE), ''),
        notes: v.optional(upTo(LONGEST_NOTES), ''),
        address: v.pipe(
          v.string('text'),
          v.regex(/^$|^[?#]/u, '?path=sriov&t=30us …'),
          v.maxLength(LONGEST_ADDRESS, `at most ${String(LONGEST_ADDRESS)} characters`),
        ),
        parts: v.optional(someOf(PLACE_KINDS)),
        sweep: v.optional(
          v.object({
            setup: v.object({
              paths: someOf(PATH_IDS),
              sizes: upTo(LONGEST_RANGE),
              guests: upTo(LONGEST_RANGE),
              rates: upTo(LONGEST_RANGE),
            }),
            figure: upTo(LONGEST_RANGE),
          }),
        ),
      }),
      'a list',
    ),
    v.maxLength(MOST_MOMENTS, `at most ${String(MOST_MOMENTS)} moments`),
  ),
});

/** Reads a demo's file. Never throws; what is wrong with it is named with its place. */
export function readDemo(text: string): DemoFile {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    return { ok: false, issues: [{ place: '', found: short(reason), allowed: 'JSON' }] };
  }
  const read = v.safeParse(schema, found, { abortPipeEarly: true });
  if (read.success) {
    const { title, moments, model } = read.output;
    const other = model === undefined || model === MODEL_VERSION ? {} : { made: model };
    return { ok: true, demo: { title, moments }, ...other };
  }
  return {
    ok: false,
    issues: read.issues.slice(0, 10).map(({ path, input, message }) => ({
      place: placeOf(path?.map(({ key }) => key) ?? []),
      found: short(JSON.stringify(input) ?? 'nothing'),
      // What the schema has no words for says what it expects.
      allowed: message.replace(/^Invalid \w+: Expected (.+) but received .*$/u, '$1'),
    })),
  };
}

/** As it is saved: with the model's version, since another one may show other figures. */
export function writeDemo({ title, moments }: Demo): string {
  const file = { format: FORMAT, version: VERSION, model: MODEL_VERSION, title, moments };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The name of its file: what the title allows, in any writing. */
export function demoFileName({ title }: Demo): string {
  const name = title
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/gu, '')
    .slice(0, 60);
  return `${name === '' ? 'demo' : name}.sriov-demo.json`;
}

/** With a moment elsewhere in the order. */
export function moved(demo: Demo, from: number, to: number): Demo {
  const { moments } = demo;
  const moment = moments[from];
  if (moment === undefined || to < 0 || to >= moments.length) return demo;
  return { ...demo, moments: moments.toSpliced(from, 1).toSpliced(to, 0, moment) };
}

export const without = (demo: Demo, at: number): Demo => ({
  ...demo,
  moments: demo.moments.toSpliced(at, 1),
});

/** With a moment more, at the end or where it is said; the same where the list is full. */
export function withMoment(demo: Demo, moment: DemoMoment, at = demo.moments.length): Demo {
  if (demo.moments.length >= MOST_MOMENTS) return demo;
  return { ...demo, moments: demo.moments.toSpliced(at, 0, moment) };
}

export function reworded(demo: Demo, at: number, words: Partial<DemoMoment>): Demo {
  const moments = demo.moments.map((moment, i) => (i === at ? { ...moment, ...words } : moment));
  return { ...demo, moments };
}

function placeOf(keys: readonly unknown[]): string {
  const parts = keys.map((key) =>
    typeof key === 'number' ? `[${String(key)}]` : `.${String(key)}`,
  );
  return parts.join('').replace(/^\./u, '');
}

const short = (text: string) =>
  text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`;
