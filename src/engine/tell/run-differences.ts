import type { MetricsBody } from '../metrics';

/** Figures of a whole run, each with how it is read from the metrics and what it is in. */
const FIGURES = {
  'exits-per-packet': ['events', (m) => m.exits.perPacket],
  exits: ['events', (m) => m.exits.total],
  'heavy-exits': ['events', (m) => m.exits.byClass.H],
  'idle-exits': ['events', (m) => m.exits.background.total],
  'copies-per-packet': ['events', (m) => m.copies.perPacket],
  copies: ['events', (m) => m.copies.count],
  'copied-bytes': ['bytes', (m) => m.copies.bytes],
  'context-switches': ['events', (m) => m.contextSwitches],
  'irq-physical': ['events', (m) => m.interrupts.physical],
  'irq-virtual': ['events', (m) => m.interrupts.virtual],
  'irq-posted': ['events', (m) => m.interrupts.posted],
  'irq-suppressed': ['events', (m) => m.interrupts.suppressed],
  'iotlb-lookups': ['events', (m) => m.iotlb.hits + m.iotlb.misses],
  'iotlb-misses': ['events', (m) => m.iotlb.misses],
  'pcie-up': ['bytes', (m) => m.pcie.bytesUp],
  'pcie-down': ['bytes', (m) => m.pcie.bytesDown],
  'cpu-guest': ['cores', (m) => m.cpu.guest],
  'cpu-kvm': ['cores', (m) => m.cpu.kvm],
  'cpu-vmm': ['cores', (m) => m.cpu.vmm],
  'cpu-vhost': ['cores', (m) => m.cpu.vhost],
  'cpu-pmd': ['cores', (m) => m.cpu.pmd],
  'cpu-softirq': ['cores', (m) => m.cpu.softirq],
  'latency-p50': ['ns', (m) => m.latencyNs.p50],
  'latency-p99': ['ns', (m) => m.latencyNs.p99],
  throughput: ['Gb/s', (m) => m.throughputGbps],
  delivered: ['events', (m) => m.packets.delivered],
  dropped: ['events', (m) => Object.values(m.packets.dropped).reduce((a, b) => a + b, 0)],
} as const satisfies Readonly<
  Record<
    string,
    readonly ['events' | 'bytes' | 'cores' | 'ns' | 'Gb/s', (m: MetricsBody) => number]
  >
>;
export type RunFigure = keyof typeof FIGURES;

export interface RunDifference {
  readonly what: RunFigure;
  readonly unit: (typeof FIGURES)[RunFigure][0];
  readonly base: number;
  readonly other: number;
  /** `other` less `base`. */
  readonly delta: number;
  /** Exits by reason, copies and the like have none; exits: each reason's own difference. */
  readonly parts: Readonly<Record<string, number>>;
}

/** The books of two runs side by side, for the same time of both. */
export function runDifferences(base: MetricsBody, other: MetricsBody): readonly RunDifference[] {
  return (Object.keys(FIGURES) as RunFigure[]).map((what) => {
    const [unit, read] = FIGURES[what];
    const [one, two] = [read(base), read(other)];
    const parts = what === 'exits' ? reasons(base, other) : {};
    return { what, unit, base: one, other: two, delta: two - one, parts };
  });
}

function reasons(base: MetricsBody, other: MetricsBody): Record<string, number> {
  const [one, two] = [base.exits.byReason, other.exits.byReason];
  const deltas = [...new Set([...Object.keys(one), ...Object.keys(two)])].map(
    (name) => [name, (two[name] ?? 0) - (one[name] ?? 0)] as const,
  );
  return Object.fromEntries(deltas.filter(([, delta]) => delta !== 0));
}
