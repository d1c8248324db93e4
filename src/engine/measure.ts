import { DROP_CAUSES, EXIT_REASONS, type ExitReason } from './costs/facts';
import { ACCOUNTS, createTally, type Tally } from './hw/ledger';
import { STEP_LIST } from './hw/threads';
import { merge, quantile } from './kernel/histogram';
import type { Metrics, MetricsBody } from './metrics';
import type { HostParts } from './paths/host';
import { PS_PER_NS, PS_PER_S, type Picos } from './units';

const PMD = ACCOUNTS.indexOf('pmd');

/** The books of one guest, its part of a switch process included. */
export function guestBooks({ machine, plan, switchProcess }: HostParts, vm: number): Tally {
  const { tallies } = machine.s;
  const own = tallies[vm] as Tally;
  if (switchProcess?.serves(vm) !== true) return own;
  const among = plan.vms.filter(({ index }) => switchProcess.serves(index)).length;
  return withShare(own, tallies[machine.vmCount] as Tally, among);
}

/** Reads the books of a host at simulated time `at`. */
export function measure(host: HostParts, at: Picos): Metrics {
  const { machine, plan, link } = host;
  const { tallies } = machine.s;
  const total = createTally();
  for (const tally of tallies) addTally(total, tally);
  const cores = host.cpus.s.cpus.length;
  return {
    ...body(total, at, cores, link.gbps),
    vms: plan.vms.map((vm) => ({
      name: `vm${String(vm.index)}`,
      path: vm.config.path,
      ...body(guestBooks(host, vm.index), at, null, link.gbps),
    })),
  };
}

/** A switch process works for all its guests alike, busy or not: each has an equal part of it. */
function withShare(own: Tally, shared: Tally, among: number): Tally {
  const cpu = own.cpu.slice();
  cpu[PMD] = (cpu[PMD] as number) + (shared.cpu[PMD] as number) / among;
  return {
    ...own,
    cpu,
    stepTime: plusPolled(own.stepTime, shared.stepTime, among),
    stepCount: plusPolled(own.stepCount, shared.stepCount, among),
  };
}

function plusPolled(own: Float64Array, shared: Float64Array, among: number): Float64Array {
  return own.map((n, step) =>
    STEP_LIST[step]?.account === 'pmd' ? n + (shared[step] as number) / among : n,
  );
}

/** `cores` null: one guest's part, of whose CPUs nothing is known to be idle. */
function body(t: Tally, at: Picos, cores: number | null, linkGbps: number): MetricsBody {
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
  const linkBytes = (linkGbps * at) / 8000;
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
        ? { min: 0, p50: 0, p99: 0, max: 0 }
        : {
            min: ns(latency.min),
            p50: ns(quantile(latency, 0.5)),
            p99: ns(quantile(latency, 0.99)),
            max: ns(latency.max),
          },
    exits: {
      total: exits,
      perPacket: t.delivered > 0 ? exits / t.delivered : 0,
      perSecond: perSecond(exits),
      byReason: named(t.exits, reasonName),
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
      utilisation: linkBytes > 0 ? Math.max(t.pcieUp, t.pcieDown) / linkBytes : 0,
    },
    iotlb: { hits: t.iotlbHits, misses: t.iotlbMisses },
  };
}

function named(counts: Int32Array, name: (i: number) => string): Record<string, number> {
  const out: Record<string, number> = {};
  counts.forEach((n, i) => {
    if (n > 0) out[name(i)] = n;
  });
  return out;
}

function addTally(sum: Tally, t: Tally): void {
  for (const key of Object.keys(t) as (keyof Tally)[]) {
    const value = t[key];
    if (typeof value === 'number') (sum[key] as number) += value;
    else if (value instanceof Int32Array || value instanceof Float64Array) {
      const into = sum[key] as Int32Array | Float64Array;
      value.forEach((n, i) => {
        into[i] = (into[i] as number) + n;
      });
    } else {
      merge(sum.latency, t.latency);
    }
  }
}
