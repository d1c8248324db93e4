import { DROP_CAUSES } from '../costs/facts';
import { PS_PER_NS } from '../units';
import { valuesAt } from './grid';
import type { Measured } from './point';
import type { PointResult } from './sweep';
import type { Axis } from './vary';

type Cell = string | number | null;

/** Columns of a file with the points of a sweep: name, with its unit, and value. Public: names stay. */
const COLUMNS: readonly (readonly [name: string, value: (point: Measured) => Cell])[] = [
  ['limiter', (p) => p.limiter],
  ['throughput_gbps', (p) => p.metrics.throughputGbps],
  ['pps', (p) => p.metrics.pps],
  ['latency_p50_ns', (p) => p.metrics.latencyNs.p50],
  ['latency_p99_ns', (p) => p.metrics.latencyNs.p99],
  ['latency_max_ns', (p) => p.metrics.latencyNs.max],
  ['sent', (p) => p.metrics.packets.sent],
  ['delivered', (p) => p.metrics.packets.delivered],
  ...DROP_CAUSES.map(
    (cause) =>
      [
        `dropped_${cause.replaceAll('-', '_')}`,
        (p: Measured) => p.metrics.packets.dropped[cause] ?? 0,
      ] as const,
  ),
  ['exits_per_packet', (p) => p.metrics.exits.perPacket],
  ['exits_per_s', (p) => p.metrics.exits.perSecond],
  ['interrupts_physical', (p) => p.metrics.interrupts.physical],
  ['interrupts_virtual', (p) => p.metrics.interrupts.virtual],
  ['interrupts_posted', (p) => p.metrics.interrupts.posted],
  ['copies_per_packet', (p) => p.metrics.copies.perPacket],
  ['context_switches', (p) => p.metrics.contextSwitches],
  ['cpu_guest_cores', (p) => p.metrics.cpu.guest],
  ['cpu_kvm_cores', (p) => p.metrics.cpu.kvm],
  ['cpu_vmm_cores', (p) => p.metrics.cpu.vmm],
  ['cpu_vhost_cores', (p) => p.metrics.cpu.vhost],
  ['cpu_pmd_cores', (p) => p.metrics.cpu.pmd],
  ['cpu_softirq_cores', (p) => p.metrics.cpu.softirq],
  ['wire_tx_share', (p) => p.usage.wireTx],
  ['wire_rx_share', (p) => p.usage.wireRx],
  ['pcie_up_share', (p) => p.usage.pcieUp],
  ['pcie_down_share', (p) => p.usage.pcieDown],
  ['busiest_vcpu_share', (p) => p.usage.vcpu],
  ['busiest_back_end_share', (p) => p.usage.backEnd],
  ['softirq_share', (p) => p.usage.softirq],
  ['iotlb_hits', (p) => p.metrics.iotlb.hits],
  ['iotlb_misses', (p) => p.metrics.iotlb.misses],
  ['warm_up_ns', (p) => p.warmUp / PS_PER_NS],
  ['simulated_ns', (p) => p.metrics.simulatedNs],
  ['events', (p) => p.events],
  ['ended_by', (p) => p.ended],
];

/** `point` says what became of it, `reason` why where it is not `measured`. */
export function sweepHeader(axes: readonly Axis[]): readonly string[] {
  return [...axes.map(({ key }) => key), 'point', 'reason', ...COLUMNS.map(([name]) => name)];
}

/** One row of the table; `null` for a point that was not computed. */
export function sweepRow(
  axes: readonly Axis[],
  index: number,
  result: PointResult | null,
): readonly Cell[] {
  const keys = valuesAt(axes, index).map((value) =>
    typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value),
  );
  const state = result?.kind ?? 'missing';
  const reason = result === null ? '' : reasonOf(result);
  return [
    ...keys,
    state,
    reason,
    ...COLUMNS.map(([, value]) => (result?.kind === 'measured' ? value(result) : null)),
  ];
}

/** In English, as the command line prints it; '' where there is nothing to explain. */
export function reasonOf(result: PointResult): string {
  switch (result.kind) {
    case 'measured':
      return '';
    case 'no-device':
      return `${String(result.without)} of ${String(result.guests)} guests have no network device`;
    case 'refused':
      return result.issues
        .map(({ path, found, allowed }) => `${path}: found ${found}; allowed: ${allowed}`)
        .join('; ');
    case 'failed':
      return result.message;
  }
}

/** The same as an object, metrics whole: a row of the JSON file. */
export function sweepObject(axes: readonly Axis[], index: number, result: PointResult | null) {
  const values = valuesAt(axes, index);
  const set = Object.fromEntries(axes.map(({ key }, i) => [key, values[i]]));
  if (result === null) return { set, point: 'missing' };
  const { kind, ...rest } = result;
  if (result.kind !== 'measured') return { set, point: kind, reason: reasonOf(result) };
  const { warmUp, end: _end, ...measured } = rest as Omit<Measured, 'kind'>;
  return { set, point: kind, ...measured, warmUpNs: warmUp / PS_PER_NS };
}
