import type { Metrics } from '../../engine/metrics';

/** Names of the numbers in a body of metrics; a family of names ends in `.*`. */
type Names<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends number
    ? `${Prefix}${K}`
    : string extends keyof T[K]
      ? `${Prefix}${K}.*`
      : Names<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

export type MetricName = Names<Omit<Metrics, 'vms'>>;

/** Every name there is; the compiler says which is missing. */
const NAMES: Readonly<Record<MetricName, true>> = {
  simulatedNs: true,
  'packets.sent': true,
  'packets.delivered': true,
  'packets.replicated': true,
  'packets.dropped.*': true,
  'packets.inFlight': true,
  throughputGbps: true,
  pps: true,
  'latencyNs.min': true,
  'latencyNs.p50': true,
  'latencyNs.p90': true,
  'latencyNs.p99': true,
  'latencyNs.p999': true,
  'latencyNs.max': true,
  'latencyNs.mean': true,
  'exits.total': true,
  'exits.perPacket': true,
  'exits.perSecond': true,
  'exits.byReason.*': true,
  'exits.time.*': true,
  'exits.byClass.LF': true,
  'exits.byClass.L': true,
  'exits.byClass.LX': true,
  'exits.byClass.H': true,
  'exits.background.total': true,
  'exits.background.perSecond': true,
  'exits.background.byReason.*': true,
  'exits.background.time.*': true,
  'interrupts.physical': true,
  'interrupts.virtual': true,
  'interrupts.posted': true,
  'interrupts.suppressed': true,
  'copies.count': true,
  'copies.bytes': true,
  'copies.perPacket': true,
  contextSwitches: true,
  'cpu.guest': true,
  'cpu.kvm': true,
  'cpu.vmm': true,
  'cpu.vhost': true,
  'cpu.pmd': true,
  'cpu.softirq': true,
  'cpu.idle': true,
  'pcie.bytesUp': true,
  'pcie.bytesDown': true,
  'pcie.utilisation': true,
  'wire.bytesOut': true,
  'wire.bytesIn': true,
  'wire.utilisation': true,
  'iotlb.hits': true,
  'iotlb.misses': true,
  'iotlb.pasidMisses': true,
};

export const METRICS = Object.keys(NAMES) as readonly MetricName[];
