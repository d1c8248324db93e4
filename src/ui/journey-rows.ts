import {
  DROP_CAUSES,
  EXIT_CLASSES,
  EXIT_REASONS,
  FACT_KINDS,
  REGISTERS,
  STEP_IDS,
  STEPS,
  SUPPRESSIONS,
} from '../store/vocabulary';
import type {
  ExitClass,
  ExitReason,
  FactKind,
  Picos,
  RunWindow,
  StepId,
} from '../store/vocabulary';
import { formatBytes, formatPicos } from '../i18n/format';
import type { Messages } from '../i18n';

/** A VM exit as its specifications spell it. */
export interface ExitWords {
  readonly at: Picos;
  readonly reason: string;
  /** '' where no register was the cause. */
  readonly register: string;
  readonly cls: ExitClass;
}

/** One line of the event list. */
export type Row =
  | {
      readonly kind: 'hop';
      readonly at: Picos;
      readonly end: Picos;
      readonly vm: number;
      readonly step: StepId;
      readonly from: number;
      readonly to: number;
      /** The exit that is being handled when it begins. */
      readonly exit: ExitWords | null;
      /** The device register accessed without a trap by this hop, else the last before it; '' before the first. */
      readonly register: string;
    }
  | {
      readonly kind: 'fact';
      readonly at: Picos;
      readonly fact: ToldFact;
      readonly a: number;
      readonly b: number;
    };

/** Facts that say something the hops beside them do not. */
const TOLD = [
  'sent',
  'irq-suppressed',
  'kick',
  'delivered',
  'dropped',
] as const satisfies readonly FactKind[];
type ToldFact = (typeof TOLD)[number];

/** Bit of a register fact's `c`: the access trapped. */
const TRAPPED = 0b10;

export const MOST_ROWS = 400;

/** Hops and facts of one packet in the order they begin; a fact comes before a hop of the same moment. */
export function journeyRows({ hops, facts }: RunWindow): readonly Row[] {
  const rows: Row[] = [];
  const exits: ExitWords[] = [];
  const entries: Picos[] = [];
  const written: { readonly at: Picos; readonly name: string }[] = [];
  for (let i = 0; i < facts.count; i++) {
    const kind = FACT_KINDS[facts.kind[i] as number];
    const fact = TOLD.find((told) => told === kind);
    const at = facts.time[i] as number;
    const a = facts.a[i] as number;
    if (kind === 'vm-entry') entries.push(at);
    if (kind === 'register' && ((facts.c[i] ?? 0) & TRAPPED) === 0) {
      written.push({ at, name: REGISTERS[a]?.name ?? '' });
    }
    if (kind === 'vm-exit') exits.push(exitWords(at, a, facts.b[i] ?? 0, facts.c[i] ?? -1));
    // A device that was told shows as a doorbell; only one that was not needs words.
    if (fact === undefined || (fact === 'kick' && a === 1)) continue;
    rows.push({ kind: 'fact', fact, at, a, b: facts.b[i] ?? -1 });
  }
  for (let i = 0; i < hops.count; i++) {
    const step = STEP_IDS[hops.step[i] as number];
    const at = hops.start[i] as number;
    if (step === undefined) continue;
    const end = hops.end[i] as number;
    // A write reaches its register when it is over; what it rang is on its way from then on.
    const own = step === 'direct-write' ? written.find((w) => w.at > at && w.at <= end) : undefined;
    rows.push({
      kind: 'hop',
      step,
      at,
      end,
      vm: hops.vm[i] as number,
      from: hops.from[i] as number,
      to: hops.to[i] as number,
      exit:
        exits.findLast((exit) => exit.at <= at && !entries.some((e) => e > exit.at && e < at)) ??
        null,
      register: (own ?? written.findLast((w) => w.at <= at))?.name ?? '',
    });
  }
  return rows.toSorted((one, other) => one.at - other.at).slice(0, MOST_ROWS);
}

function exitWords(at: Picos, reason: number, cls: number, register: number): ExitWords {
  return {
    at,
    reason: EXIT_REASONS[reason as ExitReason] ?? String(reason),
    register: REGISTERS[register]?.name ?? '',
    cls: EXIT_CLASSES[cls & 0b11] ?? 'L',
  };
}

/**
 * Index of what happens at `cursor`: the last row that has begun and still goes on, waiting left aside;
 * in a pause the last that has begun; -1 before the first.
 */
export function currentRow(rows: readonly Row[], cursor: Picos): number {
  const goesOn = (row: Row) => {
    if (row.at > cursor) return false;
    return row.kind === 'fact' ? row.at === cursor : row.end > cursor && !waits(row.step);
  };
  const now = rows.findLastIndex(goesOn);
  return now === -1 ? rows.findLastIndex((row) => row.at <= cursor) : now;
}

function waits(step: StepId): boolean {
  return STEPS[step].glyph === 'wait';
}

/** The sentence of a fact; `placeOf` names the place of an index. */
export function factText(
  m: Messages['shell']['events'],
  { fact, a, b }: Extract<Row, { kind: 'fact' }>,
  placeOf: (place: number) => string,
): string {
  switch (fact) {
    case 'sent':
      return m.sent(formatBytes(a));
    case 'delivered':
      return m.delivered(formatPicos(a * 1e3));
    case 'dropped':
      return m.droppedAt(m.dropped[DROP_CAUSES[a] ?? 'ring-full'], placeOf(b));
    case 'irq-suppressed':
      return m.suppressed[SUPPRESSIONS[a] ?? 'merged'];
    case 'kick':
      return m.noKick;
  }
}
