import { parseArgs } from 'node:util';
import { UsageError } from './usage';

/** Arguments of a command; what follows `--` belongs to the tool it runs. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly command: string | null;
  readonly sets: readonly string[];
  readonly vary: readonly string[];
  readonly dump: string | null;
  readonly format: string | null;
  readonly until: string | null;
  readonly packet: string | null;
  readonly depth: string | null;
  readonly lang: string | null;
  /** File that a command writes; `-` is standard output. */
  readonly out: string | null;
  /** Where frames are watched. */
  readonly tap: string | null;
  readonly taps: boolean;
  /** With how many seeds a lesson is tried. */
  readonly seeds: string | null;
  /** Of a quiz: how many questions, to which lessons, and whether the answers are printed. */
  readonly count: string | null;
  readonly lessons: string | null;
  readonly answers: boolean;
  /** Of a fault quest, or of a quiz. */
  readonly seed: string | null;
  readonly kind: string | null;
  readonly diagnose: string | null;
  /** The quest whose host a shell is on, as `7` or `7:mtu`. */
  readonly quest: string | null;
  readonly flags: readonly string[];
}

export function split(rest: readonly string[]): Arguments {
  const end = rest.indexOf('--');
  const own = end < 0 ? rest : rest.slice(0, end);
  const { values, positionals } = parseArgs({
    args: [...own],
    allowPositionals: true,
    options: {
      command: { type: 'string', short: 'c' },
      set: { type: 'string', multiple: true },
      vary: { type: 'string', multiple: true },
      import: { type: 'string' },
      format: { type: 'string' },
      until: { type: 'string' },
      packet: { type: 'string' },
      depth: { type: 'string' },
      lang: { type: 'string' },
      out: { type: 'string' },
      tap: { type: 'string' },
      taps: { type: 'boolean' },
      seeds: { type: 'string' },
      count: { type: 'string' },
      lessons: { type: 'string' },
      answers: { type: 'boolean' },
      seed: { type: 'string' },
      kind: { type: 'string' },
      diagnose: { type: 'string' },
      quest: { type: 'string' },
    },
  });
  return {
    positionals,
    command: values.command ?? null,
    sets: values.set ?? [],
    vary: values.vary ?? [],
    dump: values.import ?? null,
    format: values.format ?? null,
    until: values.until ?? null,
    packet: values.packet ?? null,
    depth: values.depth ?? null,
    lang: values.lang ?? null,
    out: values.out ?? null,
    tap: values.tap ?? null,
    taps: values.taps ?? false,
    seeds: values.seeds ?? null,
    count: values.count ?? null,
    lessons: values.lessons ?? null,
    answers: values.answers ?? false,
    seed: values.seed ?? null,
    kind: values.kind ?? null,
    diagnose: values.diagnose ?? null,
    quest: values.quest ?? null,
    flags: end < 0 ? [] : rest.slice(end + 1),
  };
}

/** The one SCENARIO, or null; `--quest 7` is the same as `quest:7`. */
export function onlyScenario({ positionals, quest }: Arguments): string | null {
  if (quest !== null) {
    if (positionals.length > 0) throw new UsageError(`--quest, or ${positionals.join(' ')}`);
    return `quest:${quest}`;
  }
  if (positionals.length > 1) throw new UsageError(`one SCENARIO, not ${positionals.join(' ')}`);
  return positionals[0] ?? null;
}

/** `--format`, the first of `known` where it is not given. */
export function formatOf<const T extends string>({ format }: Arguments, known: readonly T[]): T {
  return oneOf('format', format, known);
}

/** The value of an option that takes one of `known`, the first where it is not given. */
export function oneOf<const T extends string>(
  option: string,
  value: string | null,
  known: readonly T[],
): T {
  const found = value === null ? known[0] : known.find((each) => each === value);
  if (found === undefined) {
    throw new UsageError(`--${option} ${String(value)}: one of ${known.join(', ')}`);
  }
  return found;
}

/** `--until` as what `--set` would say. */
export function untilOf({ until }: Arguments): readonly string[] {
  return until === null ? [] : [`run.until=${JSON.stringify(until)}`];
}
