import { FACT, SUPPRESSIONS } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import { RX, TX, type VirtioRings } from '../hw/virtio-rings';
import {
  availPending,
  callNeeded,
  disableNotify,
  enableNotify,
  pushUsed,
  takeAvail,
} from '../hw/vring';
import type { Part } from '../kernel/sim';
import type { Picos } from '../units';
import type { HostNet, TapReader } from './host-net';
import type { Kvm } from './kvm';

interface Worker {
  txPending: boolean;
  rxPending: boolean;
  rxStarved: boolean;
  /** Frames copied and not yet handed to the tap. */
  batch: number[];
  sentInRow: number;
}

const idleWorker = (): Worker => {
  return { txPending: false, rxPending: false, rxStarved: false, batch: [], sentInRow: 0 };
};

/** drivers/vhost/net.c: VHOST_NET_BATCH, and the quota after which the other direction gets its turn. */
const BATCH = 64;
const QUOTA = 256;
const EVENT_IDX = SUPPRESSIONS.indexOf('event-idx');

/**
 * vhost-net: one kernel worker a guest serves both queues; it sleeps when both are empty
 * (handle_tx_copy, handle_rx, vhost_net_busy_poll).
 */
export class Vhost implements Part, TapReader {
  readonly name = 'vhost';
  s: { workers: Worker[] };
  private readonly threads: number[] = [];
  private readonly place: number[] = [];
  private readonly busyPoll: Picos[] = [];
  private readonly aTx: number;
  private readonly aCopied: number;
  private readonly aFlushed: number;
  private readonly aToTap: number;
  private readonly aPolled: number;
  private readonly aRx: number;
  private readonly aFilled: number;
  private readonly aInject: number;
  private readonly aNotified: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly kvm: Kvm;
  private readonly net: HostNet;
  private readonly rings: VirtioRings;

  constructor(m: Machine, cpus: Cpus, kvm: Kvm, net: HostNet, rings: VirtioRings) {
    this.m = m;
    this.cpus = cpus;
    this.kvm = kvm;
    this.net = net;
    this.rings = rings;
    this.s = { workers: Array.from({ length: m.vmCount }, idleWorker) };
    m.sim.add(this);
    this.aTx = cpus.action((_, __, vm) => this.tx(vm));
    this.aCopied = cpus.action((_, packet, vm) => void this.worker(vm).batch.push(packet));
    this.aFlushed = cpus.action((_, packet, vm) => this.flushed(vm, packet));
    this.aToTap = cpus.action((_, packet, vm) => this.net.fromTap(vm, packet));
    this.aPolled = cpus.action((_, __, vm) => this.polled(vm));
    this.aRx = cpus.action((_, __, arg) => this.rx(arg >> 10, arg & 1023));
    this.aFilled = cpus.action((_, packet, arg) => this.filled(arg >> 10, packet, arg & 1023));
    this.aInject = cpus.action((_, packet, arg) => this.kvm.inject(arg >> 1, arg & 1, packet));
    this.aNotified = cpus.action((_, packet, arg) => this.notified(arg >> 1, arg & 1, packet));
  }

  on(): void {
    throw new Error('vhost: has no events');
  }

  addGuest(vm: number, cpu: number, busyPoll: Picos): void {
    this.place[vm] = this.m.place('vhost', vm);
    this.busyPoll[vm] = busyPoll;
    this.threads[vm] = this.cpus.addThread('vhost', vm, cpu, this.m.place('vhost', vm), {
      next: () => this.next(vm),
    });
    this.net.addTap(vm, this);
    enableNotify(this.rings.tx(vm));
  }

  /** The same exit as with the back end in the VMM: an ioeventfd; only who wakes differs. */
  notify(vm: number, queue: number, reg: number, packet: number): void {
    this.kvm.exits.kick(vm, queue, reg, packet, this.aNotified, this.place[vm] as number);
  }

  private notified(vm: number, queue: number, packet: number): void {
    const w = this.worker(vm);
    if (queue === TX) w.txPending = true;
    else {
      w.rxStarved = false;
      w.rxPending = true;
    }
    this.signal(vm, this.m.kvmPlace, packet);
  }

  /** Thread of a guest's worker; -1 where it has none. */
  threadOf(vm: number): number {
    return this.threads[vm] ?? -1;
  }

  /** The guest published buffers without a notification: a worker that polls the ring sees them. */
  published(vm: number): void {
    const thread = this.threads[vm] as number;
    if (this.cpus.runningStep(thread) === STEP['vhost-busy-poll']) this.cpus.cutShort(thread);
  }

  readable(vm: number, packet: number): void {
    const w = this.worker(vm);
    w.rxPending = true;
    if (w.rxStarved) return;
    this.published(vm);
    this.signal(vm, this.net.tapPlaceOf(vm), packet);
  }

  private signal(vm: number, from: number, packet: number): void {
    this.cpus.wake(this.threads[vm] as number, from, this.place[vm] as number, packet);
  }

  private next(vm: number): void {
    const w = this.worker(vm);
    if (w.rxPending && !w.rxStarved) {
      w.rxPending = false;
      this.later(vm, this.aRx, vm << 10);
    }
    if (w.txPending) {
      w.txPending = false;
      w.sentInRow = 0;
      disableNotify(this.rings.tx(vm));
      this.later(vm, this.aTx, vm);
    }
  }

  /** Guest to host: handle_tx_copy. */
  private tx(vm: number): void {
    const w = this.worker(vm);
    const tx = this.rings.tx(vm);
    const packet = w.batch.length >= BATCH ? -1 : takeAvail(tx);
    if (packet > 0) {
      const at = this.place[vm] as number;
      this.cpus.work(STEP['vhost-get-desc'], at, at, packet);
      this.cpus.work(
        STEP['vhost-copy-tx'],
        this.m.drivers[vm] as number,
        at,
        packet,
        this.aCopied,
        vm,
      );
      this.later(vm, this.aTx, vm);
      return;
    }
    if (w.batch.length > 0) {
      this.flushBatch(vm);
      return;
    }
    if (w.sentInRow >= QUOTA && availPending(tx) > 0) {
      w.txPending = true;
      return;
    }
    if ((this.busyPoll[vm] as Picos) > 0) {
      const at = this.place[vm] as number;
      this.cpus.work(
        STEP['vhost-busy-poll'],
        at,
        at,
        0,
        this.aPolled,
        vm,
        this.busyPoll[vm] as Picos,
      );
      return;
    }
    this.goToSleep(vm);
  }

  /** vhost_tx_batch: one sendmsg with all frames, then the used ring, then at most one interrupt. */
  private flushBatch(vm: number): void {
    const w = this.worker(vm);
    const at = this.place[vm] as number;
    const tap = this.net.tapPlaceOf(vm);
    w.sentInRow += w.batch.length;
    let last = 0;
    for (const packet of w.batch) {
      this.cpus.work(STEP['vhost-sendmsg'], at, tap, packet, this.aToTap, vm);
      last = packet;
    }
    this.cpus.work(STEP['vhost-get-desc'], at, at, last, this.aFlushed, vm, 0);
  }

  private flushed(vm: number, packet: number): void {
    const w = this.worker(vm);
    const tx = this.rings.tx(vm);
    for (const sent of w.batch) pushUsed(tx, sent);
    this.m.wrote(vm, 'ring', TX);
    w.batch = [];
    this.call(vm, TX, packet);
    if (w.sentInRow >= QUOTA && availPending(tx) > 0) w.txPending = true;
    else this.later(vm, this.aTx, vm);
  }

  private polled(vm: number): void {
    const w = this.worker(vm);
    if (availPending(this.rings.tx(vm)) > 0) this.later(vm, this.aTx, vm);
    else if (w.rxPending) w.txPending = true;
    else this.goToSleep(vm);
  }

  private goToSleep(vm: number): void {
    const tx = this.rings.tx(vm);
    if (enableNotify(tx)) return;
    disableNotify(tx);
    this.later(vm, this.aTx, vm);
  }

  /** Host to guest: handle_rx. */
  private rx(vm: number, count: number): void {
    const rx = this.rings.rx(vm);
    if (this.net.waiting(vm) === 0 || count >= QUOTA) {
      if (this.net.waiting(vm) > 0) this.worker(vm).rxPending = true;
      if (count > 0) this.call(vm, RX, 0);
      return;
    }
    if (availPending(rx) === 0) {
      if (enableNotify(rx)) {
        this.worker(vm).rxStarved = true;
        this.worker(vm).rxPending = true;
        if (count > 0) this.call(vm, RX, 0);
        return;
      }
      disableNotify(rx);
    }
    const packet = this.net.read(vm);
    takeAvail(rx);
    this.cpus.work(
      STEP['vhost-copy-rx'],
      this.net.tapPlaceOf(vm),
      this.m.drivers[vm] as number,
      packet,
      this.aFilled,
      (vm << 10) | count,
    );
  }

  private filled(vm: number, packet: number, count: number): void {
    const rx = this.rings.rx(vm);
    this.m.wrote(vm, 'rx', rx.usedIdx);
    this.m.wrote(vm, 'ring', RX);
    pushUsed(rx, packet);
    const done = count + 1;
    // Signalled when 64 heads are pending and at the end of the loop.
    if (done % BATCH === 0) this.call(vm, RX, packet);
    else if (this.net.waiting(vm) === 0) {
      this.call(vm, RX, packet);
      return;
    }
    this.later(vm, this.aRx, (vm << 10) | done);
  }

  private call(vm: number, queue: number, packet: number): void {
    const ring = queue === TX ? this.rings.tx(vm) : this.rings.rx(vm);
    if (ring.usedIdx === ring.signalledUsed && ring.signalledValid) return;
    if (!callNeeded(ring)) {
      this.m.tally(vm).irqSuppressed++;
      this.m.fact(FACT['irq-suppressed'], vm, packet, EVENT_IDX, -1, 0);
      return;
    }
    this.cpus.work(
      STEP['vhost-signal'],
      this.place[vm] as number,
      this.m.kvmPlace,
      packet,
      this.aInject,
      (vm << 1) | queue,
    );
  }

  private later(vm: number, action: number, arg: number): void {
    const at = this.place[vm] as number;
    this.cpus.work(STEP['vhost-get-desc'], at, at, 0, action, arg, 0);
  }

  private worker(vm: number): Worker {
    return this.s.workers[vm] as Worker;
  }
}
