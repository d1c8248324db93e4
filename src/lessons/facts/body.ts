import { DROP_CAUSES, EXIT_CLASSES, EXIT_REASONS } from '../../engine/costs/facts';
import type { MetricsBody } from '../../engine/metrics';
import type { Value } from '../predicate/expression';

/** A figure of a whole run, and of each of its guests. */
export interface BodyFact {
  /** `*` stands for one of `keys`. */
  readonly name: string;
  readonly keys?: readonly string[];
  readonly about: string;
  readonly read: (body: MetricsBody, key: string) => Value;
}

const REASONS = Object.values(EXIT_REASONS);
const PAYERS = ['guest', 'kvm', 'vmm', 'vhost', 'pmd', 'softirq', 'idle'] as const;
const QUANTILES = ['min', 'p50', 'p90', 'p99', 'p999', 'max', 'mean'] as const;
const INTERRUPTS = ['physical', 'virtual', 'posted', 'suppressed'] as const;

const counted = (of: Readonly<Record<string, number>>, key: string): number =>
  Object.hasOwn(of, key) ? (of[key] ?? 0) : 0;

const one = <K extends string>(keys: readonly K[], key: string): K => {
  const found = keys.find((each) => each === key);
  if (found === undefined) throw new Error(`no fact ends in ${key}`);
  return found;
};

/** As `sim run --format json` names them, where it does. */
export const BODY_FACTS: readonly BodyFact[] = [
  { name: 'time.ns', about: 'simulated time so far, nanoseconds', read: (b) => b.simulatedNs },
  { name: 'packets.sent', about: 'packets that were created', read: (b) => b.packets.sent },
  {
    name: 'packets.delivered',
    about: 'packets that reached their destination',
    read: (b) => b.packets.delivered,
  },
  {
    name: 'packets.replicated',
    about: 'copies that a bridge or switch made of broadcasts',
    read: (b) => b.packets.replicated,
  },
  { name: 'packets.inFlight', about: 'packets on their way', read: (b) => b.packets.inFlight },
  {
    name: 'drops.total',
    about: 'packets that were lost',
    read: (b) => Object.values(b.packets.dropped).reduce((sum, n) => sum + n, 0),
  },
  {
    name: 'drops.*',
    keys: DROP_CAUSES,
    about: 'packets lost for one cause',
    read: (b, key) => counted(b.packets.dropped, key),
  },
  { name: 'throughput.gbps', about: 'delivered, Gbit/s', read: (b) => b.throughputGbps },
  { name: 'throughput.pps', about: 'delivered, packets a second', read: (b) => b.pps },
  {
    name: 'latency.*',
    keys: QUANTILES.map((each) => `${each}Ns`),
    about: 'latency of delivered packets, nanoseconds',
    read: (b, key) => b.latencyNs[one(QUANTILES, key.slice(0, -2))],
  },
  { name: 'exits.total', about: 'VM exits that I/O caused', read: (b) => b.exits.total },
  {
    name: 'exits.perPacket',
    about: 'VM exits that I/O caused, per delivered packet',
    read: (b) => b.exits.perPacket,
  },
  {
    name: 'exits.perSecond',
    about: 'VM exits that I/O caused, a second',
    read: (b) => b.exits.perSecond,
  },
  {
    name: 'exits.byReason.*',
    keys: REASONS,
    about: 'VM exits for one reason, named as perf kvm stat prints it',
    read: (b, key) => counted(b.exits.byReason, key),
  },
  {
    name: 'exits.byClass.*',
    keys: EXIT_CLASSES,
    about:
      'VM exits of one class: LF fast path, L in KVM, LX in KVM with emulation, H out to the VMM',
    read: (b, key) => b.exits.byClass[one(EXIT_CLASSES, key)],
  },
  {
    name: 'exits.timeNs.*',
    keys: REASONS,
    about: 'time that exits for one reason took, nanoseconds',
    read: (b, key) => (Object.hasOwn(b.exits.time, key) ? (b.exits.time[key]?.totalNs ?? 0) : 0),
  },
  {
    name: 'exits.background',
    about: 'VM exits of an idle guest: HLT and its timer',
    read: (b) => b.exits.background.total,
  },
  {
    name: 'interrupts.*',
    keys: INTERRUPTS,
    about: 'interrupts: taken by the host, taken by guests, posted by the IOMMU, held back',
    read: (b, key) => b.interrupts[one(INTERRUPTS, key)],
  },
  { name: 'copies.count', about: "payload copies by the host's CPUs", read: (b) => b.copies.count },
  { name: 'copies.bytes', about: 'bytes of those copies', read: (b) => b.copies.bytes },
  {
    name: 'copies.perPacket',
    about: 'payload copies per delivered packet',
    read: (b) => b.copies.perPacket,
  },
  {
    name: 'contextSwitches',
    about: 'context switches of the host',
    read: (b) => b.contextSwitches,
  },
  {
    name: 'cpu.*',
    keys: PAYERS,
    about: 'cores busy on average, by who pays',
    read: (b, key) => b.cpu[one(PAYERS, key)],
  },
  {
    name: 'cpu.host',
    about: "cores of the host that work for packets and are no guest's: kvm to softirq together",
    read: ({ cpu }) => cpu.kvm + cpu.vmm + cpu.vhost + cpu.pmd + cpu.softirq,
  },
  { name: 'pcie.bytesUp', about: 'bytes from the card to memory', read: (b) => b.pcie.bytesUp },
  { name: 'pcie.bytesDown', about: 'bytes from memory to the card', read: (b) => b.pcie.bytesDown },
  {
    name: 'wire.bytesOut',
    about: 'bytes on the wire, away from the card',
    read: (b) => b.wire.bytesOut,
  },
  { name: 'wire.bytesIn', about: 'bytes on the wire, to the card', read: (b) => b.wire.bytesIn },
  { name: 'iotlb.hits', about: 'translations found in the IOTLB', read: (b) => b.iotlb.hits },
  {
    name: 'iotlb.misses',
    about: 'translations that walked the table',
    read: (b) => b.iotlb.misses,
  },
  {
    name: 'iotlb.pasidMisses',
    about: 'PASIDs that the IOMMU looked up in memory; only in scalable mode',
    read: (b) => b.iotlb.pasidMisses,
  },
];
