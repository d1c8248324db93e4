import { REG } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import { E1000_RING, type E1000Rings } from '../hw/e1000-rings';
import type { Machine } from '../hw/machine';
import type { GuestDriver } from '../hw/ports';
import type { Part } from '../kernel/sim';
import { count, createItr, E1000_START, nextE1000, type Itr } from './itr';

/** The card's registers, as the driver sees them; whether an access traps is not its business. */
export interface RegisterPort {
  /** Work of a store. */
  write(vm: number, reg: number, value: number, packet: number): void;
  /** Work of a load; `value` gives the result afterwards. */
  read(vm: number, reg: number, packet: number): void;
  value(vm: number): number;
}

interface GuestKernel {
  eoi(vm: number, packet: number, level: boolean): void;
  receive(vm: number, packet: number): void;
  /** The poll has used up its budget: the application gets its turn before the next (ksoftirqd). */
  share(vm: number): void;
}

interface Poll {
  work: number;
  refill: number;
  packet: number;
  itr: Itr;
}

const BUDGET = 64;
/** E1000_RX_BUFFER_WRITE */
const BUFFER_WRITE = 16;
/** What Linux unmasks: RXT0, TXDW, RXDMT0, RXSEQ, LSC. */
export const E1000_IMS_LINUX = 0x80 | 0x01 | 0x10 | 0x08 | 0x04;

/**
 * Linux driver of the 82540EM: e1000_xmit_frame, e1000_intr, e1000_clean.
 * MODEL: no watchdog (58 statistics reads every 2 s).
 */
export class E1000Driver implements Part, GuestDriver {
  readonly name = 'e1000-driver';
  s: { polls: Poll[] };
  private readonly napi: boolean[] = [];
  private readonly adaptive: boolean[] = [];
  private readonly place: number[] = [];
  private readonly aCause: number;
  private readonly aPoll: number;
  private readonly aCleaned: number;
  private readonly aReceive: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly rings: E1000Rings;
  private readonly port: RegisterPort;
  private readonly kernel: GuestKernel;

  constructor(m: Machine, cpus: Cpus, rings: E1000Rings, port: RegisterPort, kernel: GuestKernel) {
    this.m = m;
    this.cpus = cpus;
    this.rings = rings;
    this.port = port;
    this.kernel = kernel;
    this.s = {
      polls: Array.from({ length: m.vmCount }, () => ({
        work: 0,
        refill: 0,
        packet: 0,
        itr: createItr(E1000_START),
      })),
    };
    m.sim.add(this);
    this.aCause = cpus.action((_, packet, vm) => this.cause(vm, packet));
    this.aPoll = cpus.action((_, __, vm) => this.poll(vm));
    this.aCleaned = cpus.action((_, packet, vm) => {
      this.rings.of(vm).txClean++;
      if (this.adaptive[vm]) count(this.itr(vm).tx, this.m.bytesOf(packet));
    });
    this.aReceive = cpus.action((_, __, vm) => this.receiveNext(vm));
  }

  on(): void {
    throw new Error('e1000-driver: has no events');
  }

  /** `adaptive`: the driver sets ITR by what the last interrupts brought; else it stays as it was. */
  addGuest(vm: number, napi: boolean, adaptive: boolean): void {
    this.napi[vm] = napi;
    this.adaptive[vm] = adaptive;
    this.place[vm] = this.m.drivers[vm] as number;
  }

  txSpace(vm: number): number {
    const r = this.rings.of(vm);
    return E1000_RING - 1 - (r.txTail - r.txClean);
  }

  xmit(vm: number, packet: number, more: boolean): void {
    const r = this.rings.of(vm);
    r.tx[r.txTail % E1000_RING] = packet;
    r.txTail++;
    if (!more) this.port.write(vm, REG.e1000Tdt, r.txTail, packet);
  }

  /** e1000_intr: a read of ICR tells the causes and clears them. */
  interrupt(vm: number, packet: number): void {
    const poll = this.s.polls[vm] as Poll;
    poll.packet = packet;
    poll.work = 0;
    this.port.read(vm, REG.e1000Icr, packet);
    this.later(vm, packet, this.aCause);
  }

  private cause(vm: number, packet: number): void {
    if (this.port.value(vm) === 0) {
      this.kernel.eoi(vm, packet, true);
      return;
    }
    if (this.napi[vm]) {
      this.port.write(vm, REG.e1000Imc, 0x7fffffff, packet);
      this.port.read(vm, REG.e1000Status, packet);
      this.kernel.eoi(vm, packet, true);
    }
    this.later(vm, packet, this.aPoll);
  }

  private poll(vm: number): void {
    const r = this.rings.of(vm);
    const place = this.place[vm] as number;
    for (let i = r.txClean; i < r.txDone; i++) {
      const packet = r.tx[i % E1000_RING] as number;
      this.cpus.work(STEP['napi-tx-clean'], place, place, packet, this.aCleaned, vm);
    }
    this.later(vm, 0, this.aReceive);
  }

  private receiveNext(vm: number): void {
    const r = this.rings.of(vm);
    const poll = this.s.polls[vm] as Poll;
    if (r.rxClean < r.rxDone && poll.work < BUDGET) {
      const packet = r.rx[r.rxClean % E1000_RING] as number;
      r.rxClean++;
      poll.work++;
      poll.refill++;
      if (this.adaptive[vm]) count(poll.itr.rx, this.m.bytesOf(packet));
      poll.packet = packet;
      this.kernel.receive(vm, packet);
      if (poll.refill >= BUFFER_WRITE) this.refill(vm, packet);
      this.later(vm, packet, this.aReceive);
      return;
    }
    if (poll.refill > 0) this.refill(vm, poll.packet);
    if (poll.work >= BUDGET) {
      poll.work = 0;
      this.kernel.share(vm);
      this.later(vm, 0, this.aPoll);
      return;
    }
    this.adapt(vm, poll.packet);
    if (this.napi[vm]) {
      this.port.write(vm, REG.e1000Ims, E1000_IMS_LINUX, poll.packet);
      this.port.read(vm, REG.e1000Status, poll.packet);
    } else {
      this.kernel.eoi(vm, poll.packet, true);
    }
  }

  /** e1000_set_itr, before interrupts are enabled again. */
  private adapt(vm: number, packet: number): void {
    const next = this.adaptive[vm] ? nextE1000(this.itr(vm)) : -1;
    if (next >= 0) this.port.write(vm, REG.e1000Itr, next, packet);
  }

  private itr(vm: number): Itr {
    return (this.s.polls[vm] as Poll).itr;
  }

  private refill(vm: number, packet: number): void {
    const r = this.rings.of(vm);
    const poll = this.s.polls[vm] as Poll;
    r.rxTail += poll.refill;
    poll.refill = 0;
    this.port.write(vm, REG.e1000Rdt, r.rxTail, packet);
  }

  private later(vm: number, packet: number, action: number): void {
    const place = this.place[vm] as number;
    this.cpus.work(STEP.isr, place, place, packet, action, vm, 0);
  }
}
