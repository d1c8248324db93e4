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
import type { TapReader } from './bridge-ports';
import type { HostNet } from './host-net';
import type { Kvm } from './kvm';
import type { Vmm } from './vmm';

interface Backend {
  /** The ioeventfd of the transmit queue was signalled, or the bottom half asked to run again. */
  txPending: boolean;
  /** Receive buffers ran out; the guest was asked for a notification. */
  rxStarved: boolean;
}

const TX_BURST = 256;
const TAP_BURST = 50;
const EVENT_IDX = SUPPRESSIONS.indexOf('event-idx');

/**
 * virtio-net with its back end in the VMM (`vhost=off`): the main loop under the big lock sends and
 * receives for all queue pairs, one writev or read a frame (virtio_net_flush_tx, virtio_net_receive).
 */
export class VirtioBackend implements Part, TapReader {
  readonly name = 'virtio-backend';
  s: { backends: Backend[] };
  private readonly ioeventfd: boolean[] = [];
  private readonly aSend: number;
  private readonly aToTap: number;
  private readonly aSent: number;
  private readonly aReceive: number;
  private readonly aFilled: number;
  private readonly aInject: number;
  private readonly aNotified: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly kvm: Kvm;
  private readonly vmm: Vmm;
  private readonly net: HostNet;
  private readonly rings: VirtioRings;

  constructor(m: Machine, cpus: Cpus, kvm: Kvm, vmm: Vmm, net: HostNet, rings: VirtioRings) {
    this.m = m;
    this.cpus = cpus;
    this.kvm = kvm;
    this.vmm = vmm;
    this.net = net;
    this.rings = rings;
    this.s = {
      backends: Array.from({ length: m.channels.count }, () => ({
        txPending: false,
        rxStarved: false,
      })),
    };
    m.sim.add(this);
    this.aSend = cpus.action((_, __, arg) => this.sendNext(arg >> 10, arg & 1023));
    this.aToTap = cpus.action((_, packet, ch) => this.net.fromTap(ch, packet));
    this.aSent = cpus.action((_, packet, arg) => this.sent(arg >> 10, packet, arg & 1023));
    this.aReceive = cpus.action((_, __, arg) => this.receiveNext(arg >> 10, arg & 1023));
    this.aFilled = cpus.action((_, packet, arg) => this.filled(arg >> 10, packet, arg & 1023));
    this.aInject = cpus.action((_, packet, arg) => this.kvm.inject(arg >> 1, arg & 1, packet));
    this.aNotified = cpus.action((_, packet, arg) => this.notified(arg >> 1, arg & 1, packet));
  }

  on(): void {
    throw new Error('virtio-backend: has no events');
  }

  /** Without `ioeventfd` every notification goes out to the VMM. */
  addChannel(ch: number, ioeventfd: boolean): void {
    this.ioeventfd[ch] = ioeventfd;
    this.vmm.addHandler(this.m.guestOf(ch), {
      ready: () => this.ready(ch),
      run: () => this.run(ch),
    });
    this.net.addTap(ch, this);
    enableNotify(this.rings.tx(ch));
  }

  /** Work of the trapped store to a notify address: matched to an ioeventfd in the kernel. */
  notify(ch: number, queue: number, reg: number, packet: number): void {
    const { exits } = this.kvm;
    const place = this.vmmPlace(ch);
    const { lock, unlock } = this.vmm;
    if (this.ioeventfd[ch]) exits.kick(ch, queue, reg, packet, this.aNotified, place);
    else exits.kickVmm(ch, queue, reg, packet, this.aNotified, { place, lock, unlock });
  }

  /** The main loop sleeps until it is notified: it polls no ring. */
  published(): void {}

  private notified(ch: number, queue: number, packet: number): void {
    const b = this.backend(ch);
    if (queue === TX) b.txPending = true;
    else b.rxStarved = false;
    const from = this.ioeventfd[ch] ? this.m.kvmPlace : this.vmmPlace(ch);
    this.vmm.signal(this.m.guestOf(ch), from, packet);
  }

  readable(ch: number, packet: number): void {
    if (!this.backend(ch).rxStarved)
      this.vmm.signal(this.m.guestOf(ch), this.net.tapPlaceOf(ch), packet);
  }

  private ready(ch: number): boolean {
    const b = this.backend(ch);
    return b.txPending || (!b.rxStarved && this.net.waiting(ch) > 0);
  }

  private run(ch: number): void {
    const b = this.backend(ch);
    if (b.txPending) {
      b.txPending = false;
      disableNotify(this.rings.tx(ch));
      this.later(ch, this.aSend);
    }
    if (this.net.waiting(ch) > 0 && !b.rxStarved) this.later(ch, this.aReceive);
  }

  private sendNext(ch: number, count: number): void {
    const tx = this.rings.tx(ch);
    if (count >= TX_BURST) {
      this.backend(ch).txPending = true;
      return;
    }
    const packet = takeAvail(tx);
    if (packet < 0) {
      if (enableNotify(tx)) return;
      disableNotify(tx);
      this.later(ch, this.aSend, count);
      return;
    }
    const vmm = this.vmmPlace(ch);
    this.cpus.work(STEP['virtqueue-pop'], vmm, vmm, packet);
    this.cpus.work(
      STEP['copy-to-tap'],
      this.m.drivers[ch] as number,
      this.net.tapPlaceOf(ch),
      packet,
      this.aToTap,
      ch,
    );
    this.cpus.work(
      STEP['virtqueue-pop'],
      vmm,
      vmm,
      packet,
      this.aSent,
      (ch << 10) | (count + 1),
      0,
    );
  }

  private sent(ch: number, packet: number, count: number): void {
    const tx = this.rings.tx(ch);
    this.m.wrote(this.m.guestOf(ch), 'ring', TX);
    pushUsed(tx, packet);
    if (callNeeded(tx))
      this.vmm.raise(STEP['signal-msi'], this.m.guestOf(ch), packet, this.aInject, (ch << 1) | TX);
    else this.unasked(ch, packet);
    this.later(ch, this.aSend, count);
  }

  /** The driver asked for no interrupt yet: by the event index, or by its flag. */
  private unasked(ch: number, packet: number): void {
    const vm = this.m.guestOf(ch);
    this.m.tally(vm).irqSuppressed++;
    this.m.fact(FACT['irq-suppressed'], vm, packet, EVENT_IDX, -1, 0);
  }

  private receiveNext(ch: number, count: number): void {
    const rx = this.rings.rx(ch);
    if (count >= TAP_BURST || this.net.waiting(ch) === 0) return;
    if (availPending(rx) === 0) {
      if (enableNotify(rx)) {
        this.backend(ch).rxStarved = true;
        return;
      }
      disableNotify(rx);
    }
    const packet = this.net.read(ch);
    const vmm = this.vmmPlace(ch);
    takeAvail(rx);
    this.cpus.work(STEP['copy-tap-to-vmm'], this.net.tapPlaceOf(ch), vmm, packet);
    this.cpus.work(
      STEP['copy-model-to-guest'],
      vmm,
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
    if (callNeeded(rx))
      this.vmm.raise(STEP['signal-msi'], this.m.guestOf(ch), packet, this.aInject, (ch << 1) | RX);
    else this.unasked(ch, packet);
    this.later(ch, this.aReceive, count + 1);
  }

  private later(ch: number, action: number, count = 0): void {
    const vmm = this.vmmPlace(ch);
    this.cpus.work(STEP['virtqueue-pop'], vmm, vmm, 0, action, (ch << 10) | count, 0);
  }

  private vmmPlace(ch: number): number {
    return this.vmm.placeOf(this.m.guestOf(ch));
  }

  private backend(ch: number): Backend {
    return this.s.backends[ch] as Backend;
  }
}
