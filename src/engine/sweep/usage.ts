import { OUTSTANDING, RING, type QueuePair } from '../hw/queue-pair';
import type { ThreadKind } from '../hw/threads';
import type { HostParts } from '../paths/host';
import type { Picos } from '../units';

/** How much each part of a host was in use, counted since the start of its run. */
export interface Counters {
  /** By port of the card. */
  readonly wire: readonly { readonly tx: Picos; readonly rx: Picos }[];
  readonly pcie: { readonly up: Picos; readonly down: Picos };
  /** By thread. */
  readonly busy: readonly Picos[];
}

export function countersOf({ plan, link, nic, cpus }: HostParts): Counters {
  return {
    wire: plan.card.pfs.map((pf) => nic.ports.wireTime(pf.index)),
    pcie: link.lineTime(),
    busy: cpus.s.threads.map(({ busy }) => busy),
  };
}

export interface ThreadUse {
  readonly kind: ThreadKind;
  readonly vm: number;
  readonly cpu: number;
  /** Share of the time, without what was spent on polling in vain. */
  readonly share: number;
}

/** Shares (0 … 1) of a stretch of time for which the parts were in use. */
export interface Usage {
  /** The busiest port: either direction. */
  readonly wireTx: number;
  readonly wireRx: number;
  readonly pcieUp: number;
  readonly pcieDown: number;
  readonly threads: readonly ThreadUse[];
  /** By CPU of the host. */
  readonly cpus: readonly number[];
}

/** `span` lies between the two. */
export function usageBetween(host: HostParts, from: Counters, to: Counters, span: Picos): Usage {
  const share = (then: Picos | undefined, now: Picos) =>
    Math.min(1, Math.max(0, (now - (then ?? 0)) / Math.max(1, span)));
  const threads = host.cpus.s.threads.map(({ kind, vm, cpu }, i) => ({
    kind,
    vm,
    cpu,
    share: share(from.busy[i], to.busy[i] ?? 0),
  }));
  const cpus = host.cpus.s.cpus.map(() => 0);
  for (const thread of threads) cpus[thread.cpu] = (cpus[thread.cpu] ?? 0) + thread.share;
  const most = (way: 'tx' | 'rx') =>
    Math.max(0, ...to.wire.map((port, i) => share(from.wire[i]?.[way], port[way])));
  return {
    wireTx: most('tx'),
    wireRx: most('rx'),
    pcieUp: share(from.pcie.up, to.pcie.up),
    pcieDown: share(from.pcie.down, to.pcie.down),
    threads,
    cpus: cpus.map((sum) => Math.min(1, sum)),
  };
}

/** What was seen at moments spread over a stretch, as averages over the moments. */
export interface Glimpses {
  /** Of the guests' functions, the share that kept as many reads of data under way as it can, with more to read. */
  readonly readsFull: number;
  /** The share whose ring was full while its interrupt waited for the throttle. */
  readonly throttled: number;
  /** The share of guests whose VMM had its big lock taken. */
  readonly locked: number;
  /** Threads that wanted to run and waited for their CPU, by CPU. */
  readonly waiting: readonly number[];
}

/** Looks at queues of the card and of the CPUs now and then. */
export class Glimpser {
  private moments = 0;
  private readsFull = 0;
  private throttled = 0;
  private locked = 0;
  private readonly waiting: number[];
  private readonly host: HostParts;
  private readonly fns: readonly number[];

  constructor(host: HostParts) {
    this.host = host;
    this.waiting = host.cpus.s.cpus.map(() => 0);
    this.fns = host.plan.vms.flatMap(({ queues }) => queues);
  }

  look(): void {
    const { nic, cpus, machine, vmm } = this.host;
    this.moments++;
    for (const fn of this.fns) {
      const { pending, masked, notBefore } = nic.msix.vector(fn);
      const q = nic.queue(fn);
      if (q.reading >= OUTSTANDING && q.txHead < q.txDoorbell) this.readsFull++;
      if (pending && !masked && machine.now < notBefore && isFull(q)) this.throttled++;
    }
    for (let vm = 0; vm < machine.vmCount; vm++) if (vmm.describe(vm).holder >= 0) this.locked++;
    cpus.s.cpus.forEach(({ ready }, cpu) => {
      this.waiting[cpu] = (this.waiting[cpu] ?? 0) + ready.length;
    });
  }

  result(): Glimpses {
    const moments = Math.max(1, this.moments);
    const share = (n: number, of: number) => n / (moments * Math.max(1, of));
    return {
      readsFull: share(this.readsFull, this.fns.length),
      throttled: share(this.throttled, this.fns.length),
      locked: share(this.locked, this.host.machine.vmCount),
      waiting: this.waiting.map((n) => n / moments),
    };
  }
}

/** Most descriptors of a direction hold what the driver has not cleaned. */
function isFull(q: QueuePair): boolean {
  return q.txDone - q.txClean > RING / 2 || q.rxDone - q.rxClean > RING / 2;
}
