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
  queue(ch: number): QueuePair;
  txSpace(ch: number): number;
  post(ch: number, packet: number): void;
  ringTx(ch: number, packet: number): number;
  ringRx(ch: number, count: number, packet: number): number;
  unmask(ch: number, packet: number): void;
  /** Interval of the vector, in quarters of a microsecond; the value written. */
  setThrottle(ch: number, quarters: number, packet: number): number;
}

/** What the driver needs of its guest's kernel. */
export interface GuestKernel {
  eoi(ch: number, packet: number, level: boolean): void;
  receive(ch: number, packet: number): void;
  /** The poll has used up its budget: the application gets its turn before the next (ksoftirqd). */
  share(ch: number): void;
  countRegister(
    ch: number,
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
      polls: Array.from({ length: m.channels.count }, () => ({
        work: 0,
        refill: 0,
        itr: createItr(IXGBEVF_START),
        off: false,
      })),
    };
    m.sim.add(this);
    this.aTail = cpus.action((_, packet, ch) =>
      this.access(ch, 'tdt', this.fn.ringTx(ch, packet), packet),
    );
    this.aPoll = cpus.action((_, __, ch) => this.poll(ch));
    this.aCleaned = cpus.action((_, packet, ch) => {
      this.fn.queue(ch).txClean++;
      if (this.settings[ch]?.adaptive) count(this.itr(ch).tx, this.m.bytesOf(packet));
    });
    this.aReceive = cpus.action((_, __, ch) => this.receiveNext(ch));
    this.aRefill = cpus.action((_, packet, ch) => this.refilled(ch, packet));
    this.aUnmask = cpus.action((_, packet, ch) => {
      this.access(ch, 'eims', 1, packet);
      this.fn.unmask(ch, packet);
    });
    this.aThrottle = cpus.action((_, packet, ch) =>
      this.access(ch, 'eitr', this.fn.setThrottle(ch, this.itr(ch).value, packet), packet),
    );
  }

  on(): void {
    throw new Error('vf-driver: has no events');
  }

  /** `place`: where it stands in a guest that has another driver beside it. */
  addChannel(ch: number, settings: VfDriverSettings, place = this.m.drivers[ch] as number): void {
    this.settings[ch] = settings;
    this.place[ch] = place;
  }

  /** ixgbevf_remove: it touches the function no more. */
  remove(ch: number): void {
    (this.s.polls[ch] as Poll).off = true;
  }

  /** ixgbevf_probe, ixgbevf_open: a function as after its reset. */
  probe(ch: number): void {
    this.s.polls[ch] = { work: 0, refill: 0, itr: createItr(IXGBEVF_START), off: false };
  }

  /** A program drives the queues itself (ixgbe_recv_pkts, ixgbe_xmit_pkts): no vector is used. */
  addPolled(ch: number, pf: boolean): PolledDevice {
    this.addChannel(ch, { pf, napi: false, adaptive: false });
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

  txSpace(ch: number): number {
    return this.fn.txSpace(ch);
  }

  xmit(ch: number, packet: number, more: boolean): void {
    this.fn.post(ch, packet);
    if (!more) this.direct(ch, packet, this.aTail);
  }

  /** Announces what was posted and not yet announced. */
  flush(ch: number, packet: number): void {
    const q = this.fn.queue(ch);
    if (q.txDoorbell < q.txTail) this.direct(ch, packet, this.aTail);
  }

  /** MSI-X handler: end of interrupt, then NAPI. The card has masked the vector by itself. */
  interrupt(ch: number, packet: number): void {
    const poll = this.s.polls[ch] as Poll;
    poll.work = 0;
    const place = this.place[ch] as number;
    if (this.settings[ch]?.napi || poll.off) this.kernel.eoi(ch, packet, false);
    if (poll.off) return;
    this.cpus.work(STEP.isr, place, place, packet, this.aPoll, ch, 0);
  }

  private poll(ch: number): void {
    if ((this.s.polls[ch] as Poll).off) return;
    const q = this.fn.queue(ch);
    const place = this.place[ch] as number;
    for (let i = q.txClean; i < q.txDone; i++) {
      this.cpus.work(
        STEP['napi-tx-clean'],
        place,
        place,
        q.tx[i & RING_MASK] as number,
        this.aCleaned,
        ch,
      );
    }
    this.cpus.work(STEP.isr, place, place, 0, this.aReceive, ch, 0);
  }

  private receiveNext(ch: number): void {
    const q = this.fn.queue(ch);
    const poll = this.s.polls[ch] as Poll;
    if (poll.off) return;
    const place = this.place[ch] as number;
    const last = q.rxClean > 0 ? (q.rx[(q.rxClean - 1) & RING_MASK] as number) : 0;
    if (q.rxClean < q.rxDone && poll.work < BUDGET) {
      const packet = q.rx[q.rxClean & RING_MASK] as number;
      q.rxClean++;
      poll.work++;
      poll.refill++;
      // A rogue's descriptor may come back done with nothing in its buffer.
      if (packet !== 0) this.taken(ch, poll, packet);
      if (poll.refill >= BUFFER_WRITE) this.direct(ch, packet, this.aRefill);
      this.cpus.work(STEP.isr, place, place, packet, this.aReceive, ch, 0);
      return;
    }
    const exhausted = poll.work >= BUDGET;
    poll.work = 0;
    if (poll.refill > 0) this.direct(ch, last, this.aRefill);
    if (exhausted) this.kernel.share(ch);
    if (exhausted || q.txClean < q.txDone) {
      this.cpus.work(STEP.isr, place, place, 0, this.aPoll, ch, 0);
      return;
    }
    this.adapt(ch, last);
    this.direct(ch, last, this.aUnmask);
    if (!this.settings[ch]?.napi) this.kernel.eoi(ch, last, false);
  }

  private taken(ch: number, poll: Poll, packet: number): void {
    if (this.settings[ch]?.adaptive) count(poll.itr.rx, this.m.bytesOf(packet));
    this.kernel.receive(ch, packet);
  }

  /** ixgbevf_set_itr: the poll is done and the vector about to be enabled. */
  private adapt(ch: number, packet: number): void {
    if (this.settings[ch]?.adaptive && nextIxgbevf(this.itr(ch)) >= 0)
      this.direct(ch, packet, this.aThrottle);
  }

  private itr(ch: number): Itr {
    return (this.s.polls[ch] as Poll).itr;
  }

  private refilled(ch: number, packet: number): void {
    const poll = this.s.polls[ch] as Poll;
    if (poll.refill === 0) return;
    const tail = this.fn.ringRx(ch, poll.refill, packet);
    poll.refill = 0;
    this.access(ch, 'rdt', tail, packet);
  }

  private direct(ch: number, packet: number, action: number): void {
    const place = this.place[ch] as number;
    this.cpus.work(STEP['direct-write'], place, place, packet, action, ch);
  }

  private access(ch: number, what: keyof typeof PF_REGISTERS, value: number, packet: number): void {
    const reg = (this.settings[ch]?.pf ? PF_REGISTERS : VF_REGISTERS)[what];
    this.kernel.countRegister(ch, reg, packet, value, true, false);
  }
}
