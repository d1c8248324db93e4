import { REG } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { GuestDriver } from '../hw/ports';
import { RING, type QueuePair } from '../hw/queue-pair';
import type { Part } from '../kernel/sim';
import type { PolledDevice } from './polling-guest';
import { count, createItr, IXGBEVF_START, nextIxgbevf, type Itr } from './itr';

/** The function's registers, mapped into the guest: what is written here reaches the card without an exit. */
export interface MappedFunction {
  queue(vm: number): QueuePair;
  txSpace(vm: number): number;
  post(vm: number, packet: number): void;
  ringTx(vm: number, packet: number): number;
  ringRx(vm: number, count: number, packet: number): number;
  unmask(vm: number, packet: number): void;
  /** Interval of the vector, in quarters of a microsecond; the value written. */
  setThrottle(vm: number, quarters: number, packet: number): number;
}

/** What the driver needs of its guest's kernel. */
export interface GuestKernel {
  eoi(vm: number, packet: number, level: boolean): void;
  receive(vm: number, packet: number): void;
  /** The poll has used up its budget: the application gets its turn before the next (ksoftirqd). */
  share(vm: number): void;
  countRegister(
    vm: number,
    reg: number,
    packet: number,
    value: number,
    write: boolean,
    trapped: boolean,
  ): void;
}

interface Poll {
  work: number;
  refill: number;
  itr: Itr;
  /** The function is gone, or its driver is on its way out. */
  off: boolean;
}

export interface VfDriverSettings {
  /** Registers are the VF's, or the PF's where the whole card was given away. */
  readonly pf: boolean;
  readonly napi: boolean;
  /** The driver adapts the throttle; else it stays as it was set. */
  readonly adaptive: boolean;
}

const PF_REGISTERS = { tdt: REG.pfTdt, rdt: REG.pfRdt, eims: REG.pfEims, eitr: REG.pfEitr };
const VF_REGISTERS = { tdt: REG.vfTdt, rdt: REG.vfRdt, eims: REG.vfEims, eitr: REG.vfEitr };
const BUDGET = 64;
/** IXGBEVF_RX_BUFFER_WRITE: receive buffers returned with one tail write. */
const BUFFER_WRITE = 16;
/** rx_free_thresh of a polling driver. */
const FREE_THRESHOLD = 32;
const RING_MASK = RING - 1;

/**
 * Driver of a function whose BAR is mapped into the guest (ixgbevf_xmit_frame, ixgbevf_poll; the PF
 * driver of a passed-through card differs in register offsets only). One vector for both directions.
 */
export class VfDriver implements Part, GuestDriver {
  readonly name = 'vf-driver';
  s: { polls: Poll[] };
  private readonly settings: VfDriverSettings[] = [];
  private readonly place: number[] = [];
  private readonly aTail: number;
  private readonly aPoll: number;
  private readonly aCleaned: number;
  private readonly aReceive: number;
  private readonly aRefill: number;
  private readonly aUnmask: number;
  private readonly aThrottle: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly fn: MappedFunction;
  private readonly kernel: GuestKernel;

  constructor(m: Machine, cpus: Cpus, fn: MappedFunction, kernel: GuestKernel) {
    this.m = m;
    this.cpus = cpus;
    this.fn = fn;
    this.kernel = kernel;
    this.s = {
      polls: Array.from({ length: m.vmCount }, () => ({
        work: 0,
        refill: 0,
        itr: createItr(IXGBEVF_START),
        off: false,
      })),
    };
    m.sim.add(this);
    this.aTail = cpus.action((_, packet, vm) =>
      this.access(vm, 'tdt', this.fn.ringTx(vm, packet), packet),
    );
    this.aPoll = cpus.action((_, __, vm) => this.poll(vm));
    this.aCleaned = cpus.action((_, packet, vm) => {
      this.fn.queue(vm).txClean++;
      if (this.settings[vm]?.adaptive) count(this.itr(vm).tx, this.m.bytesOf(packet));
    });
    this.aReceive = cpus.action((_, __, vm) => this.receiveNext(vm));
    this.aRefill = cpus.action((_, packet, vm) => this.refilled(vm, packet));
    this.aUnmask = cpus.action((_, packet, vm) => {
      this.access(vm, 'eims', 1, packet);
      this.fn.unmask(vm, packet);
    });
    this.aThrottle = cpus.action((_, packet, vm) =>
      this.access(vm, 'eitr', this.fn.setThrottle(vm, this.itr(vm).value, packet), packet),
    );
  }

  on(): void {
    throw new Error('vf-driver: has no events');
  }

  /** `place`: where it stands in a guest that has another driver beside it. */
  addGuest(vm: number, settings: VfDriverSettings, place = this.m.drivers[vm] as number): void {
    this.settings[vm] = settings;
    this.place[vm] = place;
  }

  /** ixgbevf_remove: it touches the function no more. */
  remove(vm: number): void {
    (this.s.polls[vm] as Poll).off = true;
  }

  /** ixgbevf_probe, ixgbevf_open: a function as after its reset. */
  probe(vm: number): void {
    this.s.polls[vm] = { work: 0, refill: 0, itr: createItr(IXGBEVF_START), off: false };
  }

  /** A program drives the queues itself (ixgbe_recv_pkts, ixgbe_xmit_pkts): no vector is used. */
  addPolled(vm: number, pf: boolean): PolledDevice {
    this.addGuest(vm, { pf, napi: false, adaptive: false });
    return {
      received: (own) => this.fn.queue(own).rxDone - this.fn.queue(own).rxClean,
      take: (own) => {
        const q = this.fn.queue(own);
        (this.s.polls[own] as Poll).refill++;
        return q.rx[q.rxClean++ & RING_MASK] as number;
      },
      refill: (own, packet) => {
        if ((this.s.polls[own] as Poll).refill >= FREE_THRESHOLD)
          this.direct(own, packet, this.aRefill);
      },
      txSpace: (own) => {
        const q = this.fn.queue(own);
        q.txClean = q.txDone;
        return this.fn.txSpace(own);
      },
      post: (own, packet) => this.fn.post(own, packet),
      ring: (own, packet) => this.direct(own, packet, this.aTail),
    };
  }

  txSpace(vm: number): number {
    return this.fn.txSpace(vm);
  }

  xmit(vm: number, packet: number, more: boolean): void {
    this.fn.post(vm, packet);
    if (!more) this.direct(vm, packet, this.aTail);
  }

  /** Announces what was posted and not yet announced. */
  flush(vm: number, packet: number): void {
    const q = this.fn.queue(vm);
    if (q.txDoorbell < q.txTail) this.direct(vm, packet, this.aTail);
  }

  /** MSI-X handler: end of interrupt, then NAPI. The card has masked the vector by itself. */
  interrupt(vm: number, packet: number): void {
    const poll = this.s.polls[vm] as Poll;
    poll.work = 0;
    const place = this.place[vm] as number;
    if (this.settings[vm]?.napi || poll.off) this.kernel.eoi(vm, packet, false);
    if (poll.off) return;
    this.cpus.work(STEP.isr, place, place, packet, this.aPoll, vm, 0);
  }

  private poll(vm: number): void {
    if ((this.s.polls[vm] as Poll).off) return;
    const q = this.fn.queue(vm);
    const place = this.place[vm] as number;
    for (let i = q.txClean; i < q.txDone; i++) {
      this.cpus.work(
        STEP['napi-tx-clean'],
        place,
        place,
        q.tx[i & RING_MASK] as number,
        this.aCleaned,
        vm,
      );
    }
    this.cpus.work(STEP.isr, place, place, 0, this.aReceive, vm, 0);
  }

  private receiveNext(vm: number): void {
    const q = this.fn.queue(vm);
    const poll = this.s.polls[vm] as Poll;
    if (poll.off) return;
    const place = this.place[vm] as number;
    const last = q.rxClean > 0 ? (q.rx[(q.rxClean - 1) & RING_MASK] as number) : 0;
    if (q.rxClean < q.rxDone && poll.work < BUDGET) {
      const packet = q.rx[q.rxClean & RING_MASK] as number;
      q.rxClean++;
      poll.work++;
      poll.refill++;
      // A rogue's descriptor may come back done with nothing in its buffer.
      if (packet !== 0) this.taken(vm, poll, packet);
      if (poll.refill >= BUFFER_WRITE) this.direct(vm, packet, this.aRefill);
      this.cpus.work(STEP.isr, place, place, packet, this.aReceive, vm, 0);
      return;
    }
    const exhausted = poll.work >= BUDGET;
    poll.work = 0;
    if (poll.refill > 0) this.direct(vm, last, this.aRefill);
    if (exhausted) this.kernel.share(vm);
    if (exhausted || q.txClean < q.txDone) {
      this.cpus.work(STEP.isr, place, place, 0, this.aPoll, vm, 0);
      return;
    }
    this.adapt(vm, last);
    this.direct(vm, last, this.aUnmask);
    if (!this.settings[vm]?.napi) this.kernel.eoi(vm, last, false);
  }

  private taken(vm: number, poll: Poll, packet: number): void {
    if (this.settings[vm]?.adaptive) count(poll.itr.rx, this.m.bytesOf(packet));
    this.kernel.receive(vm, packet);
  }

  /** ixgbevf_set_itr: the poll is done and the vector about to be enabled. */
  private adapt(vm: number, packet: number): void {
    if (this.settings[vm]?.adaptive && nextIxgbevf(this.itr(vm)) >= 0)
      this.direct(vm, packet, this.aThrottle);
  }

  private itr(vm: number): Itr {
    return (this.s.polls[vm] as Poll).itr;
  }

  private refilled(vm: number, packet: number): void {
    const poll = this.s.polls[vm] as Poll;
    if (poll.refill === 0) return;
    const tail = this.fn.ringRx(vm, poll.refill, packet);
    poll.refill = 0;
    this.access(vm, 'rdt', tail, packet);
  }

  private direct(vm: number, packet: number, action: number): void {
    const place = this.place[vm] as number;
    this.cpus.work(STEP['direct-write'], place, place, packet, action, vm);
  }

  private access(vm: number, what: keyof typeof PF_REGISTERS, value: number, packet: number): void {
    const reg = (this.settings[vm]?.pf ? PF_REGISTERS : VF_REGISTERS)[what];
    this.kernel.countRegister(vm, reg, packet, value, true, false);
  }
}
