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
import type { TapReader } from './bridge-ports';
import type { HostNet } from './host-net';
import type { Kvm } from './kvm';

interface Worker {
  txPending: boolean;
  rxPending: boolean;
  rxStarved: boolean;
  /** Frames copied and not yet handed to the tap. */
  batch: number[];
  sentInRow: number;
}

const IDLE = { txPending: false, rxPending: false, rxStarved: false, sentInRow: 0 } as const;
const idleWorker = (): Worker => ({ ...IDLE, batch: [] });

/** drivers/vhost/net.c: VHOST_NET_BATCH, and the quota after which the other direction gets its turn. */
const BATCH = 64;
const QUOTA = 256;
const EVENT_IDX = SUPPRESSIONS.indexOf('event-idx');

/**
 * vhost-net: one kernel worker a queue pair serves both queues (QEMU opens /dev/vhost-net once for each); it sleeps
 * when both are empty (handle_tx_copy, handle_rx, vhost_net_busy_poll).
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
    this.s = { workers: Array.from({ length: m.channels.count }, idleWorker) };
    m.sim.add(this);
    this.aTx = cpus.action((_, __, ch) => this.tx(ch));
    this.aCopied = cpus.action((_, packet, ch) => void this.worker(ch).batch.push(packet));
    this.aFlushed = cpus.action((_, packet, ch) => this.flushed(ch, packet));
    this.aToTap = cpus.action((_, packet, ch) => this.net.fromTap(ch, packet));
    this.aPolled = cpus.action((_, __, ch) => this.polled(ch));
    this.aRx = cpus.action((_, __, arg) => this.rx(arg >> 10, arg & 1023));
    this.aFilled = cpus.action((_, packet, arg) => this.filled(arg >> 10, packet, arg & 1023));
    this.aInject = cpus.action((_, packet, arg) => this.kvm.inject(arg >> 1, arg & 1, packet));
    this.aNotified = cpus.action((_, packet, arg) => this.notified(arg >> 1, arg & 1, packet));
  }

  on(): void {
    throw new Error('vhost: has no events');
  }

  addChannel(ch: number, cpu: number, busyPoll: Picos): void {
    const vm = this.m.guestOf(ch);
    const home = this.m.place('vhost', vm);
    this.place[ch] = home;
    this.busyPoll[ch] = busyPoll;
    const program = { next: () => this.next(ch) };
    this.threads[ch] = this.cpus.addThread('vhost', vm, cpu, home, program);
    this.net.addTap(ch, this);
    enableNotify(this.rings.tx(ch));
  }

  /** The same exit as with the back end in the VMM: an ioeventfd; only who wakes differs. */
  notify(ch: number, queue: number, reg: number, packet: number): void {
    this.kvm.exits.kick(ch, queue, reg, packet, this.aNotified, this.place[ch] as number);
  }

  private notified(ch: number, queue: number, packet: number): void {
    const w = this.worker(ch);
    if (queue === TX) w.txPending = true;
    else {
      w.rxStarved = false;
      w.rxPending = true;
    }
    this.signal(ch, this.m.kvmPlace, packet);
  }

  /** Thread of the worker of a queue pair; -1 where it has none. */
  threadOf(ch: number): number {
    return this.threads[ch] ?? -1;
  }

  /** The guest published buffers without a notification: a worker that polls the ring sees them. */
  published(ch: number): void {
    const thread = this.threads[ch] as number;
    if (this.cpus.runningStep(thread) === STEP['vhost-busy-poll']) this.cpus.cutShort(thread);
  }

  readable(ch: number, packet: number): void {
    const w = this.worker(ch);
    w.rxPending = true;
    if (w.rxStarved) return;
    this.published(ch);
    this.signal(ch, this.net.tapPlaceOf(ch), packet);
  }

  private signal(ch: number, from: number, packet: number): void {
    this.cpus.wake(this.threads[ch] as number, from, this.place[ch] as number, packet);
  }

  private next(ch: number): void {
    const w = this.worker(ch);
    if (w.rxPending && !w.rxStarved) {
      w.rxPending = false;
      this.later(ch, this.aRx, ch << 10);
    }
    if (w.txPending) {
      w.txPending = false;
      w.sentInRow = 0;
      disableNotify(this.rings.tx(ch));
      this.later(ch, this.aTx, ch);
    }
  }

  /** Guest to host: handle_tx_copy. */
  private tx(ch: number): void {
    const w = this.worker(ch);
    const tx = this.rings.tx(ch);
    const packet = w.batch.length >= BATCH ? -1 : takeAvail(tx);
    if (packet > 0) {
      const at = this.place[ch] as number;
      this.cpus.work(STEP['vhost-get-desc'], at, at, packet);
      this.cpus.work(
        STEP['vhost-copy-tx'],
        this.m.drivers[ch] as number,
        at,
        packet,
        this.aCopied,
        ch,
      );
      this.later(ch, this.aTx, ch);
      return;
    }
    if (w.batch.length > 0) {
      this.flushBatch(ch);
      return;
    }
    if (w.sentInRow >= QUOTA && availPending(tx) > 0) {
      w.txPending = true;
      return;
    }
    if ((this.busyPoll[ch] as Picos) > 0) {
      const at = this.place[ch] as number;
      this.cpus.work(
        STEP['vhost-busy-poll'],
        at,
        at,
        0,
        this.aPolled,
        ch,
        this.busyPoll[ch] as Picos,
      );
      return;
    }
    this.goToSleep(ch);
  }

  /** vhost_tx_batch: one sendmsg with all frames, then the used ring, then at most one interrupt. */
  private flushBatch(ch: number): void {
    const w = this.worker(ch);
    const at = this.place[ch] as number;
    const tap = this.net.tapPlaceOf(ch);
    w.sentInRow += w.batch.length;
    let last = 0;
    for (const packet of w.batch) {
      this.cpus.work(STEP['vhost-sendmsg'], at, tap, packet, this.aToTap, ch);
      last = packet;
    }
    this.cpus.work(STEP['vhost-get-desc'], at, at, last, this.aFlushed, ch, 0);
  }

  private flushed(ch: number, packet: number): void {
    const w = this.worker(ch);
    const tx = this.rings.tx(ch);
    for (const sent of w.batch) pushUsed(tx, sent);
    this.m.wrote(this.m.guestOf(ch), 'ring', TX);
    w.batch = [];
    this.call(ch, TX, packet);
    if (w.sentInRow >= QUOTA && availPending(tx) > 0) w.txPending = true;
    else this.later(ch, this.aTx, ch);
  }

  private polled(ch: number): void {
    const w = this.worker(ch);
    if (availPending(this.rings.tx(ch)) > 0) this.later(ch, this.aTx, ch);
    else if (w.rxPending) w.txPending = true;
    else this.goToSleep(ch);
  }

  private goToSleep(ch: number): void {
    const tx = this.rings.tx(ch);
    if (enableNotify(tx)) return;
    disableNotify(tx);
    this.later(ch, this.aTx, ch);
  }

  /** Host to guest: handle_rx. */
  private rx(ch: number, count: number): void {
    const rx = this.rings.rx(ch);
    if (this.net.waiting(ch) === 0 || count >= QUOTA) {
      if (this.net.waiting(ch) > 0) this.worker(ch).rxPending = true;
      if (count > 0) this.call(ch, RX, 0);
      return;
    }
    if (availPending(rx) === 0) {
      if (enableNotify(rx)) {
        this.worker(ch).rxStarved = true;
        this.worker(ch).rxPending = true;
        if (count > 0) this.call(ch, RX, 0);
        return;
      }
      disableNotify(rx);
    }
    const packet = this.net.read(ch);
    takeAvail(rx);
    this.cpus.work(
      STEP['vhost-copy-rx'],
      this.net.tapPlaceOf(ch),
      this.m.drivers[ch] as number,
      packet,
      this.aFilled,
      (ch << 10) | count,
    );
  }

  private filled(ch: number, packet: number, count: number): void {
    const rx = this.rings.rx(ch);
    this.m.wrote(this.m.guestOf(ch), 'rx', rx.usedIdx);
    this.m.wrote(this.m.guestOf(ch), 'ring', RX);
    pushUsed(rx, packet);
    const done = count + 1;
    // Signalled when 64 heads are pending and at the end of the loop.
    if (done % BATCH === 0) this.call(ch, RX, packet);
    else if (this.net.waiting(ch) === 0) {
      this.call(ch, RX, packet);
      return;
    }
    this.later(ch, this.aRx, (ch << 10) | done);
  }

  private call(ch: number, queue: number, packet: number): void {
    const ring = queue === TX ? this.rings.tx(ch) : this.rings.rx(ch);
    if (ring.usedIdx === ring.signalledUsed && ring.signalledValid) return;
    if (!callNeeded(ring)) {
      const vm = this.m.guestOf(ch);
      this.m.tally(vm).irqSuppressed++;
      this.m.fact(FACT['irq-suppressed'], vm, packet, EVENT_IDX, -1, 0);
      return;
    }
    const [at, arg] = [this.place[ch] as number, (ch << 1) | queue];
    this.cpus.work(STEP['vhost-signal'], at, this.m.kvmPlace, packet, this.aInject, arg);
  }

  private later(ch: number, action: number, arg: number): void {
    const at = this.place[ch] as number;
    this.cpus.work(STEP['vhost-get-desc'], at, at, 0, action, arg, 0);
  }

  private worker(ch: number): Worker {
    return this.s.workers[ch] as Worker;
  }
}
