import {
  EXIT_CLASSES,
  EXIT_REASONS,
  FACT,
  FACT_KINDS,
  REG,
  REGISTERS,
  type ExitReason,
  type FactKind,
} from '../costs/facts';
import { STEP, STEP_IDS, STEPS, type Account, type StepId } from '../costs/steps';
import type { Picos } from '../units';
import type { PacketTrace } from './packet-trace';

/** What is counted of one packet. Those of time come last. */
export const COUNTED = [
  'exits',
  'heavy-exits',
  'idle-exits',
  'copies',
  'copied-bytes',
  'wake-ups',
  'context-switches',
  'irq-physical',
  'irq-host',
  'irq-virtual',
  'irq-posted',
  'irq-suppressed',
  'kicks',
  'doorbells',
  'iotlb-lookups',
  'iotlb-misses',
  'dma',
  'cpu',
  'cpu-guest',
  'cpu-kvm',
  'cpu-vmm',
  'cpu-vhost',
  'cpu-pmd',
  'cpu-softirq',
  'waiting',
] as const;
export type Counted = (typeof COUNTED)[number];

/** One figure of a packet with the rows that make it up. */
export interface Count {
  readonly what: Counted;
  readonly unit: 'events' | 'bytes' | 'ps';
  readonly value: number;
  /** How long the events took; 0 where an event has no length of its own. */
  readonly time: Picos;
  /** Rows of the trace behind it. */
  readonly hops: readonly number[];
  readonly facts: readonly number[];
  /** Exits by the register touched, else by reason, as their specifications spell them. */
  readonly parts: Readonly<Record<string, number>>;
}

const IDLE_BIT = 16;
const HEAVY = EXIT_CLASSES.indexOf('H');
const NOTIFIES: ReadonlySet<number> = new Set([REG.virtioNotifyTx, REG.virtioNotifyRx]);
/** Latency until a CPU begins, or a thread that would do the same with nothing to do: no CPU time of a packet. */
const NO_WORK: ReadonlySet<StepId> = new Set([
  'thread-wake',
  'vcpu-wake',
  'halt-poll',
  'guest-idle',
  'vhost-busy-poll',
  'pmd-poll',
]);
const CPU_OF: Readonly<Partial<Record<Account, Counted>>> = {
  guest: 'cpu-guest',
  kvm: 'cpu-kvm',
  vmm: 'cpu-vmm',
  vhost: 'cpu-vhost',
  pmd: 'cpu-pmd',
  softirq: 'cpu-softirq',
};
/** Kinds of hops that are the length of events which are themselves facts. */
const LENGTH_OF: Readonly<Partial<Record<StepId, Counted>>> = {
  'thread-wake': 'wake-ups',
  'context-switch': 'context-switches',
  'host-irq': 'irq-host',
  'vfio-irq': 'irq-host',
  'vdpa-irq': 'irq-host',
  'pi-wakeup': 'irq-host',
  isr: 'irq-virtual',
  msix: 'irq-physical',
};

/** Facts that count as what they are. */
const OF_FACT: Readonly<Partial<Record<FactKind, readonly Counted[]>>> = {
  copy: ['copies'],
  'thread-wake': ['wake-ups'],
  'context-switch': ['context-switches'],
  'irq-host': ['irq-host'],
  'irq-injected': ['irq-virtual'],
  'irq-posted': ['irq-posted'],
  'irq-suppressed': ['irq-suppressed'],
  'iotlb-hit': ['iotlb-lookups'],
  'iotlb-miss': ['iotlb-lookups', 'iotlb-misses'],
};

type Add = (what: Counted, row: number, value?: number) => Sum;

class Sum {
  value = 0;
  time = 0;
  readonly hops: number[] = [];
  readonly facts: number[] = [];
  readonly parts: Record<string, number> = {};
}

/** Every figure of {@link COUNTED}, zeros included, in that order. */
export function countsOf(trace: PacketTrace): readonly Count[] {
  const sums = new Map<Counted, Sum>(COUNTED.map((what) => [what, new Sum()]));
  const sum = (what: Counted) => sums.get(what) as Sum;
  countFacts(trace, sum);
  countHops(trace, sum);
  return COUNTED.map((what) => {
    const { value, time, hops, facts, parts } = sum(what);
    return { what, unit: unitOf(what), value, time, hops, facts, parts };
  });
}

function unitOf(what: Counted): Count['unit'] {
  if (what === 'copied-bytes') return 'bytes';
  return what === 'waiting' || what.startsWith('cpu') ? 'ps' : 'events';
}

function countFacts({ facts }: PacketTrace, sum: (what: Counted) => Sum): void {
  const add: Add = (what, row, value = 1) => {
    const s = sum(what);
    s.value += value;
    s.facts.push(row);
    return s;
  };
  for (let i = 0; i < facts.count; i++) {
    const kind = FACT_KINDS[facts.kind[i] as number];
    const [a, b] = [facts.a[i] as number, facts.b[i] as number];
    for (const what of (kind === undefined ? undefined : OF_FACT[kind]) ?? []) add(what, i);
    if (kind === 'vm-exit') countExit(facts, i, add);
    else if (kind === 'copy') add('copied-bytes', i, a);
    // A line that a model in software raises is no interrupt of a device.
    else if (kind === 'irq-raised' && b >= 0) add('irq-physical', i);
    else if (kind === 'register' && NOTIFIES.has(a)) add('kicks', i);
  }
}

function countExit(facts: PacketTrace['facts'], row: number, add: Add): void {
  const took = exitLength(facts, row);
  const flags = facts.b[row] as number;
  if ((flags & IDLE_BIT) !== 0) {
    add('idle-exits', row).time += took;
    return;
  }
  const reason = EXIT_REASONS[facts.a[row] as ExitReason];
  const name = REGISTERS[facts.c[row] as number]?.name ?? reason;
  const exits = add('exits', row);
  exits.time += took;
  exits.parts[name] = (exits.parts[name] ?? 0) + 1;
  if ((flags & 3) === HEAVY) add('heavy-exits', row).time += took;
}

/** From an exit to the next entry of the same vCPU; to the end of what is known where none follows. */
function exitLength(facts: PacketTrace['facts'], row: number): Picos {
  const vcpu = (facts.b[row] as number) >> 8;
  for (let i = row + 1; i < facts.count; i++) {
    if (facts.kind[i] === FACT['vm-entry'] && facts.vm[i] === facts.vm[row] && facts.c[i] === vcpu)
      return (facts.time[i] as number) - (facts.time[row] as number);
  }
  return 0;
}

function countHops(trace: PacketTrace, sum: (what: Counted) => Sum): void {
  const { hops, packet } = trace;
  const add = (what: Counted, row: number, value: number, length: Picos) => {
    const s = sum(what);
    s.value += value;
    s.time += length;
    s.hops.push(row);
  };
  for (let i = 0; i < hops.count; i++) {
    const step = hops.step[i] as number;
    const id = STEP_IDS[step];
    if (id === undefined) continue;
    const length = (hops.end[i] as number) - (hops.start[i] as number);
    const { glyph, account } = STEPS[id];
    const told = LENGTH_OF[id];
    if (told !== undefined) add(told, i, 0, length);
    if (glyph === 'copy') {
      add('copies', i, 0, length);
      sum('copied-bytes').hops.push(i);
    }
    // What names no packet here are refills and the like, for packets to come.
    const own = hops.packet[i] === packet;
    if (own && step === STEP.doorbell) add('doorbells', i, 1, length);
    if (own && (glyph === 'dma' || glyph === 'dma-descriptor')) add('dma', i, 1, length);
    if (glyph === 'wait') {
      if (own) add('waiting', i, length, length);
      continue;
    }
    const cpu = CPU_OF[account];
    if (cpu === undefined || NO_WORK.has(id)) continue;
    add(cpu, i, length, length);
    add('cpu', i, length, length);
  }
}
