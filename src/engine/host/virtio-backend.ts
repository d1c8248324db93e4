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
import type { HostNet, TapReader } from './host-net';
import type { Kvm } from './kvm';
import type { LoopHandler, Vmm } from './vmm';

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
 * receives, one writev or read a frame (virtio_net_flush_tx, virtio_net_receive).
 */
export class VirtioBackend implements Part, TapReader, LoopHandler {
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
      backends: Array.from({ length: m.vmCount }, () => ({ txPending: false, rxStarved: false })),
    };
    m.sim.add(this);
    this.aSend = cpus.action((_, __, arg) => this.sendNext(arg >> 10, arg & 1023));
    this.aToTap = cpus.action((_, packet, vm) => this.net.fromTap(vm, packet));
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
  addGuest(vm: number, ioeventfd: boolean): void {
    this.ioeventfd[vm] = ioeventfd;
    this.vmm.addHandler(vm, this);
    this.net.addTap(vm, this);
    enableNotify(this.rings.tx(vm));
  }

  /** Work of the trapped store to a notify address: matched to an ioeventfd in the kernel. */
  notify(vm: number, queue: number, reg: number, packet: number): void {
    const { exits } = this.kvm;
    const place = this.vmm.placeOf(vm);
    const { lock, unlock } = this.vmm;
    if (this.ioeventfd[vm]) exits.kick(vm, queue, reg, packet, this.aNotified, place);
    else exits.kickVmm(vm, queue, reg, packet, this.aNotified, { place, lock, unlock });
  }

  /** The main loop sleeps until it is notified: it polls no ring. */
  published(): void {}

  private notified(vm: number, queue: number, packet: number): void {
    const b = this.backend(vm);
    if (queue === TX) b.txPending = true;
    else b.rxStarved = false;
    const from = this.ioeventfd[vm] ? this.m.kvmPlace : this.vmm.placeOf(vm);
    this.vmm.signal(vm, from, packet);
  }

  readable(vm: number, packet: number): void {
    if (!this.backend(vm).rxStarved) this.vmm.signal(vm, this.net.tapPlaceOf(vm), packet);
  }

  ready(vm: number): boolean {
    const b = this.backend(vm);
    return b.txPending || (!b.rxStarved && this.net.waiting(vm) > 0);
  }

  run(vm: number): void {
    const b = this.backend(vm);
    if (b.txPending) {
      b.txPending = false;
      disableNotify(this.rings.tx(vm));
      this.later(vm, this.aSend);
    }
    if (this.net.waiting(vm) > 0 && !b.rxStarved) this.later(vm, this.aReceive);
  }

  private sendNext(vm: number, count: number): void {
    const tx = this.rings.tx(vm);
    if (count >= TX_BURST) {
      this.backend(vm).txPending = true;
      return;
    }
    const packet = takeAvail(tx);
    if (packet < 0) {
      if (enableNotify(tx)) return;
      disableNotify(tx);
      this.later(vm, this.aSend, count);
      return;
    }
    const vmm = this.vmm.placeOf(vm);
    this.cpus.work(STEP['virtqueue-pop'], vmm, vmm, packet);
    this.cpus.work(
      STEP['copy-to-tap'],
      this.m.drivers[vm] as number,
      this.net.tapPlaceOf(vm),
      packet,
      this.aToTap,
      vm,
    );
    this.cpus.work(
      STEP['virtqueue-pop'],
      vmm,
      vmm,
      packet,
      this.aSent,
      (vm << 10) | (count + 1),
      0,
    );
  }

  private sent(vm: number, packet: number, count: number): void {
    const tx = this.rings.tx(vm);
    this.m.wrote(vm, 'ring', TX);
    pushUsed(tx, packet);
    if (callNeeded(tx))
      this.vmm.raise(STEP['signal-msi'], vm, packet, this.aInject, (vm << 1) | TX);
    else this.unasked(vm, packet);
    this.later(vm, this.aSend, count);
  }

  /** The driver asked for no interrupt yet: by the event index, or by its flag. */
  private unasked(vm: number, packet: number): void {
    this.m.tally(vm).irqSuppressed++;
    this.m.fact(FACT['irq-suppressed'], vm, packet, EVENT_IDX, -1, 0);
  }

  private receiveNext(vm: number, count: number): void {
    const rx = this.rings.rx(vm);
    if (count >= TAP_BURST || this.net.waiting(vm) === 0) return;
    if (availPending(rx) === 0) {
      if (enableNotify(rx)) {
        this.backend(vm).rxStarved = true;
        return;
      }
      disableNotify(rx);
    }
    const packet = this.net.read(vm);
    const vmm = this.vmm.placeOf(vm);
    takeAvail(rx);
    this.cpus.work(STEP['copy-tap-to-vmm'], this.net.tapPlaceOf(vm), vmm, packet);
    this.cpus.work(
      STEP['copy-model-to-guest'],
      vmm,
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
    if (callNeeded(rx))
      this.vmm.raise(STEP['signal-msi'], vm, packet, this.aInject, (vm << 1) | RX);
    else this.unasked(vm, packet);
    this.later(vm, this.aReceive, count + 1);
  }

  private later(vm: number, action: number, count = 0): void {
    const vmm = this.vmm.placeOf(vm);
    this.cpus.work(STEP['virtqueue-pop'], vmm, vmm, 0, action, (vm << 10) | count, 0);
  }

  private backend(vm: number): Backend {
    return this.s.backends[vm] as Backend;
  }
}
