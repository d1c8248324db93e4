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
  notify(ch: number, queue: number, reg: number, packet: number): void;
  /** The available ring has grown; a device that polls it can see that. */
  published(ch: number): void;
}

/** What the driver needs of its guest's kernel. */
interface GuestKernel {
  eoi(ch: number, packet: number, level: boolean): void;
  receive(ch: number, packet: number): void;
  /** The poll has used up its budget: the application gets its turn before the next (ksoftirqd). */
  share(ch: number): void;
}

interface Poll {
  work: number;
  /** NAPI of each queue is scheduled; a further interrupt finds it so and adds nothing (napi_schedule_prep). */
  rx: boolean;
  tx: boolean;
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
    this.s = {
      polls: Array.from({ length: m.channels.count }, () => ({ work: 0, rx: false, tx: false })),
    };
    m.sim.add(this);
    this.aCleanTx = cpus.action((_, __, ch) => this.cleanTx(ch));
    this.aCleaned = cpus.action((_, __, ch) => void takeUsed(this.rings.tx(ch)));
    this.aTxDone = cpus.action((_, __, ch) => this.txDone(ch));
    this.aReceive = cpus.action((_, __, ch) => this.receiveNext(ch));
  }

  on(): void {
    throw new Error('virtio-driver: has no events');
  }

  addChannel(ch: number, napiTx: boolean, device: VirtioDevice): void {
    this.device[ch] = device;
    this.napiTx[ch] = napiTx;
    this.place[ch] = this.m.drivers[ch] as number;
    const tx = this.rings.tx(ch);
    if (napiTx) enableCallbacks(tx);
    else disableCallbacks(tx);
    enableCallbacks(this.rings.rx(ch));
  }

  /** A program drives the rings itself: neither side ever interrupts or notifies the other. */
  addPolled(ch: number, device: VirtioDevice): PolledDevice {
    this.device[ch] = device;
    this.place[ch] = this.m.drivers[ch] as number;
    disableCallbacks(this.rings.rx(ch));
    disableCallbacks(this.rings.tx(ch));
    return {
      received: (own) => usedPending(this.rings.rx(own)),
      take: (own) => takeUsed(this.rings.rx(own)),
      refill: (own) => this.refill(own),
      txSpace: (own) => this.rings.tx(own).numFree + usedPending(this.rings.tx(own)),
      post: (own, packet) => this.xmit(own, packet, true),
      ring: (own, packet) => this.tell(own, TX, kickNeeded(this.rings.tx(own)), packet),
    };
  }

  txSpace(ch: number): number {
    const tx = this.rings.tx(ch);
    const space = tx.numFree + (this.napiTx[ch] ? 0 : usedPending(tx));
    // The queue is stopped and asks for an interrupt before it is full (check_sq_full_and_disable).
    if (space === 0) enableCallbacksDelayed(tx);
    return space;
  }

  xmit(ch: number, packet: number, more: boolean): void {
    const tx = this.rings.tx(ch);
    // start_xmit takes sent buffers back first; with napi_tx the next interrupt is asked for late.
    while (usedPending(tx) > 0) takeUsed(tx);
    if (this.napiTx[ch] && !more) enableCallbacksDelayed(tx);
    addBuffer(tx, packet);
    if (more) return;
    const kick = kickNeeded(tx);
    this.tell(ch, TX, kick, packet);
  }

  /** skb_xmit_done */
  interruptTx(ch: number, packet: number): void {
    const poll = this.s.polls[ch] as Poll;
    disableCallbacks(this.rings.tx(ch));
    this.kernel.eoi(ch, packet, false);
    if (poll.tx) return;
    poll.tx = true;
    this.later(ch, packet, this.aCleanTx);
  }

  private cleanTx(ch: number): void {
    const tx = this.rings.tx(ch);
    const place = this.place[ch] as number;
    const pending = usedPending(tx);
    for (let i = 0; i < pending; i++) {
      const packet = tx.used[(tx.lastUsed + i) % tx.size] as number;
      this.cpus.work(STEP['napi-tx-clean'], place, place, packet, this.aCleaned, ch);
    }
    this.later(ch, 0, this.aTxDone);
  }

  private txDone(ch: number): void {
    const tx = this.rings.tx(ch);
    if (!this.napiTx[ch] || enableCallbacks(tx)) {
      (this.s.polls[ch] as Poll).tx = false;
      return;
    }
    disableCallbacks(tx);
    this.later(ch, 0, this.aCleanTx);
  }

  /** skb_recv_done */
  interruptRx(ch: number, packet: number): void {
    disableCallbacks(this.rings.rx(ch));
    const poll = this.s.polls[ch] as Poll;
    this.kernel.eoi(ch, packet, false);
    if (poll.rx) return;
    poll.rx = true;
    poll.work = 0;
    this.later(ch, packet, this.aReceive);
  }

  private receiveNext(ch: number): void {
    const rx = this.rings.rx(ch);
    const poll = this.s.polls[ch] as Poll;
    if (usedPending(rx) > 0 && poll.work < BUDGET) {
      const packet = takeUsed(rx);
      poll.work++;
      this.kernel.receive(ch, packet);
      this.later(ch, packet, this.aReceive);
      return;
    }
    if (rx.numFree > Math.min(BUDGET, rx.size) / 2) this.refill(ch);
    const exhausted = poll.work >= BUDGET;
    poll.work = 0;
    if (!exhausted && enableCallbacks(rx)) {
      poll.rx = false;
      return;
    }
    if (exhausted) this.kernel.share(ch);
    disableCallbacks(rx);
    this.later(ch, 0, this.aReceive);
  }

  /** try_fill_recv: the device is told only if it had run out and asked. */
  private refill(ch: number): void {
    const rx = this.rings.rx(ch);
    while (rx.numFree > 0) addBuffer(rx, 0);
    const kick = kickNeeded(rx);
    this.tell(ch, RX, kick, 0);
  }

  private tell(ch: number, queue: number, kick: boolean, packet: number): void {
    const device = this.device[ch] as VirtioDevice;
    this.m.fact(FACT.kick, this.m.guestOf(ch), packet, kick ? 1 : 0, queue, 0);
    device.published(ch);
    const reg = queue === RX ? REG.virtioNotifyRx : REG.virtioNotifyTx;
    if (kick) device.notify(ch, queue, reg, packet);
  }

  private later(ch: number, packet: number, action: number): void {
    const place = this.place[ch] as number;
    this.cpus.work(STEP.isr, place, place, packet, action, ch, 0);
  }
}
