import { STEP_IDS } from '../costs/steps';
import { createHistogram, type HistogramState } from '../kernel/histogram';

export const ACCOUNTS = ['guest', 'kvm', 'vmm', 'vhost', 'softirq', 'pmd'] as const;
export const DROP_COUNT = 8;
export const REASON_COUNT = 64;

/** What one guest has cost and got so far. All counted where it happens. */
export interface Tally {
  sent: number;
  delivered: number;
  deliveredBytes: number;
  replicated: number;
  dropped: Int32Array;
  latency: HistogramState;
  /** By reason number; caused by I/O. */
  exits: Int32Array;
  /** By index into EXIT_CLASSES. */
  exitClasses: Int32Array;
  /** By reason number; what idling costs. */
  idleExits: Int32Array;
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
}

export function createTally(): Tally {
  return {
    sent: 0,
    delivered: 0,
    deliveredBytes: 0,
    replicated: 0,
    dropped: new Int32Array(DROP_COUNT),
    latency: createHistogram(),
    exits: new Int32Array(REASON_COUNT),
    exitClasses: new Int32Array(4),
    idleExits: new Int32Array(REASON_COUNT),
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
  };
}
