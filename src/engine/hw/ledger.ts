import { DROP_CAUSES, EXIT_REASONS } from '../costs/facts';
import { STEP_IDS } from '../costs/steps';
import { createHistogram, merge, type HistogramState } from '../kernel/histogram';
import { PS_PER_NS, type Picos } from '../units';

export const ACCOUNTS = ['guest', 'kvm', 'vmm', 'vhost', 'softirq', 'pmd'] as const;
const DROP_COUNT = DROP_CAUSES.length;
export const REASON_COUNT = 64;

/** Reason numbers in the order of the tables below. */
export const EXIT_NUMBERS = Object.keys(EXIT_REASONS).map(Number);
/** Index into `EXIT_NUMBERS` by reason number; -1 for what is none. */
const EXIT_INDEX = Int8Array.from({ length: REASON_COUNT }, (_, reason) =>
  EXIT_NUMBERS.indexOf(reason),
);

/** Row of `ExitTimes` for a reason: first those of I/O, then those that idling causes. -1 where it is no reason. */
export function exitRow(reason: number, idle: boolean): number {
  const index = EXIT_INDEX[reason] ?? -1;
  return index < 0 || !idle ? index : index + EXIT_NUMBERS.length;
}

/** What exits took, from the CPU's leaving the guest to its being back: picoseconds, by `exitRow`. */
export interface ExitTimes {
  /** Exits that are over. */
  ended: Int32Array;
  sum: Float64Array;
  /** Sum of the squares, ns². */
  squares: Float64Array;
  min: Float64Array;
  max: Float64Array;
}

/** What one guest has cost and got so far. All counted where it happens. */
export interface Tally {
  sent: number;
  delivered: number;
  deliveredBytes: number;
  /** Of those delivered: created before their guest went on after its migration. */
  late: number;
  replicated: number;
  dropped: Int32Array;
  latency: HistogramState;
  /** By reason number; caused by I/O. */
  exits: Int32Array;
  /** By index into EXIT_CLASSES. */
  exitClasses: Int32Array;
  /** By reason number; what idling costs. */
  idleExits: Int32Array;
  exitTimes: ExitTimes;
  irqPhysical: number;
  irqVirtual: number;
  irqPosted: number;
  irqSuppressed: number;
  copies: number;
  copiedBytes: number;
  /** Copies of those packets that were delivered. */
  deliveredCopies: number;
  contextSwitches: number;
  kicks: number;
  /** Register accesses of the guest's driver, by index into REGISTERS. */
  registers: Int32Array;
  wakeups: number;
  /** Picoseconds of CPU, by index into ACCOUNTS. */
  cpu: Float64Array;
  /** The host's part of it (everything but `guest`) by step: picoseconds, and how often each was done. */
  stepTime: Float64Array;
  stepCount: Float64Array;
  pcieUp: number;
  pcieDown: number;
  iotlbHits: number;
  iotlbMisses: number;
  /** In scalable mode: PASID-table entries that the cache did not have. */
  pasidMisses: number;
  /** Bytes' worth of time that frames took on the wire, preamble and gap included; out is away from the card. */
  wireOut: number;
  wireIn: number;
}

function createExitTimes(): ExitTimes {
  const rows = 2 * EXIT_NUMBERS.length;
  return {
    ended: new Int32Array(rows),
    sum: new Float64Array(rows),
    squares: new Float64Array(rows),
    min: new Float64Array(rows).fill(Infinity),
    max: new Float64Array(rows),
  };
}

/** Counts one exit that took `time`. */
export function countExitTime(t: ExitTimes, row: number, time: Picos): void {
  const ns = time / PS_PER_NS;
  t.ended[row] = (t.ended[row] as number) + 1;
  t.sum[row] = (t.sum[row] as number) + time;
  t.squares[row] = (t.squares[row] as number) + ns * ns;
  if (time < (t.min[row] as number)) t.min[row] = time;
  if (time > (t.max[row] as number)) t.max[row] = time;
}

/** Adds everything counted in `from` to `into`. */
export function addTally(into: Tally, from: Tally): void {
  for (const key of Object.keys(from) as (keyof Tally)[]) {
    const value = from[key];
    if (typeof value === 'number') (into[key] as number) += value;
    else if (value instanceof Int32Array || value instanceof Float64Array) {
      addTo(into[key] as Int32Array | Float64Array, value);
    }
  }
  merge(into.latency, from.latency);
  const [a, b] = [into.exitTimes, from.exitTimes];
  addTo(a.ended, b.ended);
  addTo(a.sum, b.sum);
  addTo(a.squares, b.squares);
  b.min.forEach((time, row) => {
    a.min[row] = Math.min(a.min[row] as number, time);
    a.max[row] = Math.max(a.max[row] as number, b.max[row] as number);
  });
}

function addTo(into: Int32Array | Float64Array, from: Int32Array | Float64Array): void {
  from.forEach((n, i) => {
    into[i] = (into[i] as number) + n;
  });
}

/** Adds `count` to one of the counters; returns what it was before. */
export function numberOn(books: { flows: Int32Array }, at: number, count: number): number {
  if (at >= books.flows.length) {
    const longer = new Int32Array(2 * at + 2);
    longer.set(books.flows);
    books.flows = longer;
  }
  const before = books.flows[at] as number;
  books.flows[at] = before + count;
  return before;
}

export function createTally(): Tally {
  return {
    sent: 0,
    delivered: 0,
    deliveredBytes: 0,
    late: 0,
    replicated: 0,
    dropped: new Int32Array(DROP_COUNT),
    latency: createHistogram(),
    exits: new Int32Array(REASON_COUNT),
    exitClasses: new Int32Array(4),
    idleExits: new Int32Array(REASON_COUNT),
    exitTimes: createExitTimes(),
    irqPhysical: 0,
    irqVirtual: 0,
    irqPosted: 0,
    irqSuppressed: 0,
    copies: 0,
    copiedBytes: 0,
    deliveredCopies: 0,
    contextSwitches: 0,
    kicks: 0,
    registers: new Int32Array(32),
    wakeups: 0,
    cpu: new Float64Array(ACCOUNTS.length),
    stepTime: new Float64Array(STEP_IDS.length),
    stepCount: new Float64Array(STEP_IDS.length),
    pcieUp: 0,
    pcieDown: 0,
    iotlbHits: 0,
    iotlbMisses: 0,
    pasidMisses: 0,
    wireOut: 0,
    wireIn: 0,
  };
}
