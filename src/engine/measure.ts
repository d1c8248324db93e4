import { DROP_CAUSES, EXIT_REASONS, type ExitReason } from './costs/facts';
import { ACCOUNTS, addTally, createTally, EXIT_NUMBERS, type Tally } from './hw/ledger';
import { GUEST, STEP_LIST } from './hw/threads';
import { mean, quantile, type HistogramState } from './kernel/histogram';
import type { ExitTime, Metrics, MetricsBody } from './metrics';
import type { HostParts } from './paths/host';
import { PS_PER_NS, PS_PER_S, type Picos } from './units';

const PMD = ACCOUNTS.indexOf('pmd');

/** The books of one guest at simulated time `at`, its part of a switch process included. */
export function guestBooks(host: HostParts, vm: number, at: Picos): Tally {
  return withPolled(host, booked(host, at), vm);
}

/** Reads the books of a host at simulated time `at`. */
export function measure(host: HostParts, at: Picos): Metrics {
  const capacity = capacityOf(host);
  const tallies = booked(host, at);
  const cores = host.cpus.s.cpus.length;
  return {
    ...body(sumOf(tallies), at, cores, capacity),
    vms: host.plan.vms.map((vm) => ({
      name: `vm${String(vm.index)}`,
      path: vm.config.path,
      ...body(withPolled(host, tallies, vm.index), at, null, capacity),
    })),
  };
}

/** The books of every guest and of nobody, with what CPUs have spent on work that still goes on. */
function booked({ machine, cpus }: HostParts, at: Picos): readonly Tally[] {
  const tallies = machine.s.tallies.map((tally) => ({
    ...tally,
    cpu: tally.cpu.slice(),
    stepTime: tally.stepTime.slice(),
  }));
  cpus.eachUnbooked(at, (vm, account, step, spent) => {
    const { cpu, stepTime } = tallies[vm < 0 ? machine.vmCount : vm] as Tally;
    cpu[account] = (cpu[account] as number) + spent;
    if (account !== GUEST) stepTime[step] = (stepTime[step] as number) + spent;
  });
  return tallies;
}

function sumOf(tallies: readonly Tally[]): Tally {
  const total = createTally();
  for (const tally of tallies) addTally(total, tally);
  return total;
}

/** A switch process works for all its guests alike, busy or not: the equal part of it that a guest has, 0 to 1. */
export function polledShare({ plan, switchProcess }: HostParts, vm: number): number {
  if (switchProcess?.ports.serves(vm) !== true) return 0;
  return 1 / plan.vms.filter(({ index }) => switchProcess.ports.serves(index)).length;
}

function withPolled(host: HostParts, tallies: readonly Tally[], vm: number): Tally {
  const [own, shared] = [tallies[vm] as Tally, tallies[host.machine.vmCount] as Tally];
  const share = polledShare(host, vm);
  if (share === 0) return own;
  const cpu = own.cpu.slice();
  cpu[PMD] = (cpu[PMD] as number) + (shared.cpu[PMD] as number) * share;
  return {
    ...own,
    cpu,
    stepTime: plusPolled(own.stepTime, shared.stepTime, share),
    stepCount: plusPolled(own.stepCount, shared.stepCount, share),
  };
}

function plusPolled(own: Float64Array, shared: Float64Array, share: number): Float64Array {
  return own.map((n, step) =>
    STEP_LIST[step]?.account === 'pmd' ? n + (shared[step] as number) * share : n,
  );
}

/** What the lines can carry in one direction, Gb/s: the card's PCIe link, and its ports that guests use together. */
export interface Capacity {
  readonly pcieGbps: number;
  readonly wireGbps: number;
}

export function capacityOf({ link, plan }: HostParts): Capacity {
  const ports = new Set(plan.vms.map(({ port }) => port)).size;
  return { pcieGbps: link.gbps, wireGbps: plan.card.device.linkGbps * Math.max(1, ports) };
}

/** The latencies of one guest's packets, or of all (null). */
export function latencyOf(host: HostParts, vm: number | null): HistogramState {
  const { tallies } = host.machine.s;
  return (vm === null ? sumOf(tallies) : (tallies[vm] as Tally)).latency;
}

/** `cores` null: one guest's part, of whose CPUs nothing is known to be idle. */
function body(t: Tally, at: Picos, cores: number | null, capacity: Capacity): MetricsBody {
  const seconds = at / PS_PER_S;
  const perSecond = (n: number) => (seconds > 0 ? n / seconds : 0);
  const dropped = named(t.dropped, (i) => DROP_CAUSES[i] ?? String(i));
  const lost = t.dropped.reduce((a, b) => a + b, 0);
  const exits = t.exits.reduce((a, b) => a + b, 0);
  const idle = t.idleExits.reduce((a, b) => a + b, 0);
  const reasonName = (i: number) => EXIT_REASONS[i as ExitReason] ?? String(i);
  const busy = (account: (typeof ACCOUNTS)[number]) =>
    at > 0 ? (t.cpu[ACCOUNTS.indexOf(account)] as number) / at : 0;
  const cpu = {
    guest: busy('guest'),
    kvm: busy('kvm'),
    vmm: busy('vmm'),
    vhost: busy('vhost'),
    pmd: busy('pmd'),
    softirq: busy('softirq'),
  };
  const used = cpu.guest + cpu.kvm + cpu.vmm + cpu.vhost + cpu.pmd + cpu.softirq;
  const ns = (ps: number) => ps / PS_PER_NS;
  const latency = t.latency;
  /** Of one direction of a line. */
  const utilisation = (bytes: number, gbps: number) =>
    at > 0 ? (bytes * 8 * PS_PER_NS) / (gbps * at) : 0;
  return {
    simulatedNs: ns(at),
    packets: {
      sent: t.sent,
      delivered: t.delivered,
      replicated: t.replicated,
      dropped,
      inFlight: t.sent + t.replicated - t.delivered - lost,
    },
    throughputGbps: perSecond(t.deliveredBytes * 8) / 1e9,
    pps: perSecond(t.delivered),
    latencyNs:
      latency.count === 0
        ? { min: 0, p50: 0, p90: 0, p99: 0, p999: 0, max: 0, mean: 0 }
        : {
            min: ns(latency.min),
            p50: ns(quantile(latency, 0.5)),
            p90: ns(quantile(latency, 0.9)),
            p99: ns(quantile(latency, 0.99)),
            p999: ns(quantile(latency, 0.999)),
            max: ns(latency.max),
            mean: ns(mean(latency)),
          },
    exits: {
      total: exits,
      perPacket: t.delivered > 0 ? exits / t.delivered : 0,
      perSecond: perSecond(exits),
      byReason: named(t.exits, reasonName),
      time: exitTimes(t, 0),
      byClass: {
        LF: t.exitClasses[0] as number,
        L: t.exitClasses[1] as number,
        LX: t.exitClasses[2] as number,
        H: t.exitClasses[3] as number,
      },
      background: {
        total: idle,
        perSecond: perSecond(idle),
        byReason: named(t.idleExits, reasonName),
        time: exitTimes(t, EXIT_NUMBERS.length),
      },
    },
    interrupts: {
      physical: t.irqPhysical,
      virtual: t.irqVirtual,
      posted: t.irqPosted,
      suppressed: t.irqSuppressed,
    },
    copies: {
      count: t.copies,
      bytes: t.copiedBytes,
      perPacket: t.delivered > 0 ? t.deliveredCopies / t.delivered : 0,
    },
    contextSwitches: t.contextSwitches,
    cpu: { ...cpu, idle: cores === null ? 0 : Math.max(0, cores - used) },
    pcie: {
      bytesUp: t.pcieUp,
      bytesDown: t.pcieDown,
      utilisation: utilisation(Math.max(t.pcieUp, t.pcieDown), capacity.pcieGbps),
    },
    wire: {
      bytesOut: t.wireOut,
      bytesIn: t.wireIn,
      utilisation: utilisation(Math.max(t.wireOut, t.wireIn), capacity.wireGbps),
    },
    iotlb: { hits: t.iotlbHits, misses: t.iotlbMisses, pasidMisses: t.pasidMisses },
  };
}

function named(counts: Int32Array, name: (i: number) => string): Record<string, number> {
  const out: Record<string, number> = {};
  counts.forEach((n, i) => {
    if (n > 0) out[name(i)] = n;
  });
  return out;
}

/** What the exits took that are over, by reason; `first` is where the rows begin. */
function exitTimes({ exitTimes: t }: Tally, first: number): Record<string, ExitTime> {
  const out: Record<string, ExitTime> = {};
  EXIT_NUMBERS.forEach((reason, i) => {
    const row = first + i;
    const count = t.ended[row] as number;
    if (count === 0) return;
    const totalNs = (t.sum[row] as number) / PS_PER_NS;
    const squares = t.squares[row] as number;
    // Rounding may leave a little less than nothing.
    const differ = t.min[row] !== t.max[row];
    const variance = !differ ? 0 : Math.max(0, squares - totalNs ** 2 / count) / (count - 1);
    out[EXIT_REASONS[reason as ExitReason]] = {
      count,
      totalNs,
      minNs: (t.min[row] as number) / PS_PER_NS,
      maxNs: (t.max[row] as number) / PS_PER_NS,
      sdNs: Math.sqrt(variance),
    };
  });
  return out;
}
