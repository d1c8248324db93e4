import { REG } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { GuestDriver } from '../hw/ports';
import { RTL8139_RING, type Rtl8139Rings } from '../hw/rtl8139-rings';
import type { Part } from '../kernel/sim';
import type { RegisterPort } from './e1000-driver';

interface GuestKernel {
  eoi(vm: number, packet: number, level: boolean): void;
  receive(vm: number, packet: number): void;
  /** The poll has used up its budget: the application gets its turn before the next (ksoftirqd). */
  share(vm: number): void;
}

interface Poll {
  work: number;
  packet: number;
  /** NAPI_STATE_SCHED, NAPI_STATE_MISSED */
  scheduled: boolean;
  missed: boolean;
}

/** Weight of the driver's NAPI. */
const BUDGET = 16;
/** Descriptors kept free: the queue stops before a frame of MAX_SKB_FRAGS + 1 pieces would not fit. */
const SPARE = 18;
/** RxOK, RxErr, RxEmpty, RxFIFOOvr */
const RX_MASK = 0x01 | 0x02 | 0x10 | 0x40;
/** TxOK, TxErr, TxEmpty, SWInt */
const TX_MASK = 0x04 | 0x08 | 0x80 | 0x100;
/** cp_intr_mask: the above without SWInt, LinkChg, PciErr. */
export const RTL8139_INTR_MASK = RX_MASK | 0x04 | 0x08 | 0x80 | 0x20 | 0x8000;

/**
 * Linux 8139cp: cp_start_xmit, cp_interrupt, cp_rx_poll. Every packet sent is announced, whatever follows it;
 * sent ones are taken back in the handler; receive buffers go back by their OWN bit, without a register.
 */
export class Rtl8139Driver implements Part, GuestDriver {
  readonly name = 'rtl8139-driver';
  s: { polls: Poll[] };
  private readonly napi: boolean[] = [];
  private readonly aMask: number;
  private readonly aCause: number;
  private readonly aPoll: number;
  private readonly aCleaned: number;
  private readonly aReceive: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly rings: Rtl8139Rings;
  private readonly port: RegisterPort;
  private readonly kernel: GuestKernel;

  constructor(
    m: Machine,
    cpus: Cpus,
    rings: Rtl8139Rings,
    port: RegisterPort,
    kernel: GuestKernel,
  ) {
    this.m = m;
    this.cpus = cpus;
    this.rings = rings;
    this.port = port;
    this.kernel = kernel;
    this.s = {
      polls: Array.from({ length: m.vmCount }, () => ({
        work: 0,
        packet: 0,
        scheduled: false,
        missed: false,
      })),
    };
    m.sim.add(this);
    this.aMask = cpus.action((_, packet, vm) => this.maskRead(vm, packet));
    this.aCause = cpus.action((_, packet, vm) => this.cause(vm, packet));
    this.aPoll = cpus.action((_, __, vm) => this.poll(vm));
    this.aCleaned = cpus.action((_, __, vm) => void this.rings.of(vm).txTail++);
    this.aReceive = cpus.action((_, __, vm) => this.receiveNext(vm));
  }

  on(): void {
    throw new Error('rtl8139-driver: has no events');
  }

  addGuest(vm: number, napi: boolean): void {
    this.napi[vm] = napi;
  }

  txSpace(vm: number): number {
    const r = this.rings.of(vm);
    return Math.max(0, RTL8139_RING - 1 - SPARE - (r.txHead - r.txTail));
  }

  /** `more` is not looked at: TxPoll is written for each packet. */
  xmit(vm: number, packet: number): void {
    const r = this.rings.of(vm);
    r.tx[r.txHead % RTL8139_RING] = packet;
    r.txHead++;
    this.port.write(vm, REG.rtlTxPoll, 0x40, packet);
  }

  /** cp_interrupt */
  interrupt(vm: number, packet: number): void {
    this.port.read(vm, REG.rtlIntrMask, packet);
    this.later(vm, packet, this.aMask);
  }

  private maskRead(vm: number, packet: number): void {
    if (this.port.value(vm) === 0) {
      this.kernel.eoi(vm, packet, true);
      return;
    }
    this.port.read(vm, REG.rtlIntrStatus, packet);
    this.later(vm, packet, this.aCause);
  }

  private cause(vm: number, packet: number): void {
    const status = this.port.value(vm);
    if (status === 0) {
      this.kernel.eoi(vm, packet, true);
      return;
    }
    // What the poll answers for is left to it.
    this.port.write(vm, REG.rtlIntrStatus, status & ~RX_MASK, packet);
    const starts = (status & RX_MASK) !== 0 && this.schedule(vm, packet);
    if (starts && this.napi[vm]) {
      this.port.write(vm, REG.rtlIntrMask, RTL8139_INTR_MASK & ~RX_MASK, packet);
      this.port.read(vm, REG.rtlIntrMask, packet);
    }
    if (status & TX_MASK) this.reclaim(vm);
    if (this.napi[vm] || !starts) this.kernel.eoi(vm, packet, true);
    if (starts) this.later(vm, packet, this.aPoll);
  }

  /** napi_schedule_prep */
  private schedule(vm: number, packet: number): boolean {
    const poll = this.pollOf(vm);
    if (poll.scheduled) {
      poll.missed = true;
      return false;
    }
    poll.scheduled = true;
    poll.packet = packet;
    return true;
  }

  /** cp_tx: all whose OWN bit is clear. */
  private reclaim(vm: number): void {
    const r = this.rings.of(vm);
    const place = this.m.drivers[vm] as number;
    for (let i = r.txTail; i < r.txDone; i++) {
      const packet = r.tx[i % RTL8139_RING] as number;
      this.cpus.work(STEP['napi-tx-clean'], place, place, packet, this.aCleaned, vm);
    }
  }

  private poll(vm: number): void {
    const poll = this.pollOf(vm);
    poll.work = 0;
    this.port.write(vm, REG.rtlIntrStatus, RX_MASK, poll.packet);
    this.later(vm, poll.packet, this.aReceive);
  }

  private receiveNext(vm: number): void {
    const r = this.rings.of(vm);
    const poll = this.pollOf(vm);
    if (poll.work < BUDGET && r.rxTail < r.rxDone) {
      const packet = r.rx[r.rxTail % RTL8139_RING] as number;
      r.rxTail++;
      r.rxOwned++;
      poll.work++;
      poll.packet = packet;
      this.kernel.receive(vm, packet);
      this.later(vm, packet, this.aReceive);
      return;
    }
    if (poll.work >= BUDGET || poll.missed) {
      poll.missed = false;
      if (poll.work >= BUDGET) this.kernel.share(vm);
      this.later(vm, poll.packet, this.aPoll);
      return;
    }
    poll.scheduled = false;
    if (this.napi[vm]) {
      this.port.write(vm, REG.rtlIntrMask, RTL8139_INTR_MASK, poll.packet);
      this.port.read(vm, REG.rtlIntrMask, poll.packet);
    } else {
      this.kernel.eoi(vm, poll.packet, true);
    }
  }

  private later(vm: number, packet: number, action: number): void {
    const place = this.m.drivers[vm] as number;
    this.cpus.work(STEP.isr, place, place, packet, action, vm, 0);
  }

  private pollOf(vm: number): Poll {
    return this.s.polls[vm] as Poll;
  }
}
