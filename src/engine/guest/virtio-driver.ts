import { FACT, REG } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { GuestDriver } from '../hw/ports';
import { RX, TX, type VirtioRings } from '../hw/virtio-rings';
import {
  addBuffer,
  disableCallbacks,
  enableCallbacks,
  enableCallbacksDelayed,
  kickNeeded,
  takeUsed,
  usedPending,
} from '../hw/vring';
import type { Part } from '../kernel/sim';
import type { PolledDevice } from './polling-guest';

/** The device on the other side of the rings; which one is the path's choice. */
export interface VirtioDevice {
  /** Work of the store to a queue's notify address; queue 0 receives, 1 transmits. */
  notify(vm: number, queue: number, reg: number, packet: number): void;
  /** The available ring has grown; a device that polls it can see that. */
  published(vm: number): void;
}

/** What the driver needs of its guest's kernel. */
interface GuestKernel {
  eoi(vm: number, packet: number, level: boolean): void;
  receive(vm: number, packet: number): void;
  /** The poll has used up its budget: the application gets its turn before the next (ksoftirqd). */
  share(vm: number): void;
}

interface Poll {
  work: number;
}

const BUDGET = 64;

/**
 * Linux virtio_net: start_xmit, virtnet_poll, virtnet_poll_tx. Without `napi` it runs as with
 * napi_tx=off: sent buffers are taken back at the next transmission and no interrupt is asked for.
 */
export class VirtioDriver implements Part, GuestDriver {
  readonly name = 'virtio-driver';
  s: { polls: Poll[] };
  private readonly napiTx: boolean[] = [];
  private readonly device: VirtioDevice[] = [];
  private readonly place: number[] = [];
  private readonly aCleanTx: number;
  private readonly aCleaned: number;
  private readonly aTxDone: number;
  private readonly aReceive: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly rings: VirtioRings;
  private readonly kernel: GuestKernel;

  constructor(m: Machine, cpus: Cpus, rings: VirtioRings, kernel: GuestKernel) {
    this.m = m;
    this.cpus = cpus;
    this.rings = rings;
    this.kernel = kernel;
    this.s = { polls: Array.from({ length: m.vmCount }, () => ({ work: 0 })) };
    m.sim.add(this);
    this.aCleanTx = cpus.action((_, __, vm) => this.cleanTx(vm));
    this.aCleaned = cpus.action((_, __, vm) => void takeUsed(this.rings.tx(vm)));
    this.aTxDone = cpus.action((_, __, vm) => this.txDone(vm));
    this.aReceive = cpus.action((_, __, vm) => this.receiveNext(vm));
  }

  on(): void {
    throw new Error('virtio-driver: has no events');
  }

  addGuest(vm: number, napiTx: boolean, device: VirtioDevice): void {
    this.device[vm] = device;
    this.napiTx[vm] = napiTx;
    this.place[vm] = this.m.drivers[vm] as number;
    const tx = this.rings.tx(vm);
    if (napiTx) enableCallbacks(tx);
    else disableCallbacks(tx);
    enableCallbacks(this.rings.rx(vm));
  }

  /** A program drives the rings itself: neither side ever interrupts or notifies the other. */
  addPolled(vm: number, device: VirtioDevice): PolledDevice {
    this.device[vm] = device;
    this.place[vm] = this.m.drivers[vm] as number;
    disableCallbacks(this.rings.rx(vm));
    disableCallbacks(this.rings.tx(vm));
    return {
      received: (own) => usedPending(this.rings.rx(own)),
      take: (own) => takeUsed(this.rings.rx(own)),
      refill: (own) => this.refill(own),
      txSpace: (own) => this.rings.tx(own).numFree + usedPending(this.rings.tx(own)),
      post: (own, packet) => this.xmit(own, packet, true),
      ring: (own, packet) => this.tell(own, TX, kickNeeded(this.rings.tx(own)), packet),
    };
  }

  txSpace(vm: number): number {
    const tx = this.rings.tx(vm);
    const space = tx.numFree + (this.napiTx[vm] ? 0 : usedPending(tx));
    // The queue is stopped and asks for an interrupt before it is full (check_sq_full_and_disable).
    if (space === 0) enableCallbacksDelayed(tx);
    return space;
  }

  xmit(vm: number, packet: number, more: boolean): void {
    const tx = this.rings.tx(vm);
    // start_xmit takes sent buffers back first; with napi_tx the next interrupt is asked for late.
    while (usedPending(tx) > 0) takeUsed(tx);
    if (this.napiTx[vm] && !more) enableCallbacksDelayed(tx);
    addBuffer(tx, packet);
    if (more) return;
    const kick = kickNeeded(tx);
    this.tell(vm, TX, kick, packet);
  }

  /** skb_xmit_done */
  interruptTx(vm: number, packet: number): void {
    disableCallbacks(this.rings.tx(vm));
    this.kernel.eoi(vm, packet, false);
    this.later(vm, packet, this.aCleanTx);
  }

  private cleanTx(vm: number): void {
    const tx = this.rings.tx(vm);
    const place = this.place[vm] as number;
    const pending = usedPending(tx);
    for (let i = 0; i < pending; i++) {
      const packet = tx.used[(tx.lastUsed + i) % tx.size] as number;
      this.cpus.work(STEP['napi-tx-clean'], place, place, packet, this.aCleaned, vm);
    }
    this.later(vm, 0, this.aTxDone);
  }

  private txDone(vm: number): void {
    const tx = this.rings.tx(vm);
    if (!this.napiTx[vm] || enableCallbacks(tx)) return;
    disableCallbacks(tx);
    this.later(vm, 0, this.aCleanTx);
  }

  /** skb_recv_done */
  interruptRx(vm: number, packet: number): void {
    disableCallbacks(this.rings.rx(vm));
    (this.s.polls[vm] as Poll).work = 0;
    this.kernel.eoi(vm, packet, false);
    this.later(vm, packet, this.aReceive);
  }

  private receiveNext(vm: number): void {
    const rx = this.rings.rx(vm);
    const poll = this.s.polls[vm] as Poll;
    if (usedPending(rx) > 0 && poll.work < BUDGET) {
      const packet = takeUsed(rx);
      poll.work++;
      this.kernel.receive(vm, packet);
      this.later(vm, packet, this.aReceive);
      return;
    }
    if (rx.numFree > Math.min(BUDGET, rx.size) / 2) this.refill(vm);
    const exhausted = poll.work >= BUDGET;
    poll.work = 0;
    if (!exhausted && enableCallbacks(rx)) return;
    if (exhausted) this.kernel.share(vm);
    disableCallbacks(rx);
    this.later(vm, 0, this.aReceive);
  }

  /** try_fill_recv: the device is told only if it had run out and asked. */
  private refill(vm: number): void {
    const rx = this.rings.rx(vm);
    while (rx.numFree > 0) addBuffer(rx, 0);
    const kick = kickNeeded(rx);
    this.tell(vm, RX, kick, 0);
  }

  private tell(vm: number, queue: number, kick: boolean, packet: number): void {
    const device = this.device[vm] as VirtioDevice;
    this.m.fact(FACT.kick, vm, packet, kick ? 1 : 0, queue, 0);
    device.published(vm);
    const reg = queue === RX ? REG.virtioNotifyRx : REG.virtioNotifyTx;
    if (kick) device.notify(vm, queue, reg, packet);
  }

  private later(vm: number, packet: number, action: number): void {
    const place = this.place[vm] as number;
    this.cpus.work(STEP.isr, place, place, packet, action, vm, 0);
  }
}
