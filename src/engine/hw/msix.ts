import { FACT } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Part } from '../kernel/sim';
import type { Picos } from '../units';
import type { Machine } from './machine';
import type { FunctionWiring } from './nic-wiring';
import type { PcieLink } from './pcie-link';

/** The vector of one queue pair. */
export interface Vector {
  /** EITR: the shortest distance of two messages. */
  interval: Picos;
  /** EITR: no message before this moment. */
  notBefore: Picos;
  timerOn: boolean;
  pending: boolean;
  /** EIAM: masked by the message itself, until the driver writes EIMS. */
  masked: boolean;
  /** The function is stopped: what it wants to say waits. */
  held: boolean;
  packet: number;
}

/** Bits of EITR that hold the interval, quarters of a microsecond in steps of 2 µs (82599 data sheet 8.2.3.5.12). */
export const EITR_INTERVAL = 0xff8;
const THROTTLE = 0;
const MESSAGE = 1;
const WHY = { throttle: 0, masked: 1 } as const;

/**
 * Interrupt throttling and auto-mask of the NIC's vectors: a message goes out at once when the last is
 * long enough ago, else when the throttle ends (82599 data sheet 7.3.2 and 7.3.4).
 */
export class Msix implements Part {
  readonly name = 'msix';
  s: { vectors: Vector[] };
  private readonly index: number;
  private readonly m: Machine;
  private readonly link: PcieLink;
  private readonly wiring: (fn: number) => FunctionWiring;
  private readonly iommuPlace: number;

  constructor(
    m: Machine,
    link: PcieLink,
    functionCount: number,
    wiring: (fn: number) => FunctionWiring,
  ) {
    this.m = m;
    this.link = link;
    this.wiring = wiring;
    this.iommuPlace = m.iommuPlace;
    this.s = {
      vectors: Array.from({ length: functionCount }, () => ({
        interval: 0,
        notBefore: 0,
        timerOn: false,
        pending: false,
        masked: false,
        held: false,
        packet: 0,
      })),
    };
    this.index = m.sim.add(this);
  }

  vector(fn: number): Vector {
    return this.s.vectors[fn] as Vector;
  }

  on(kind: number, fn: number, packet: number): void {
    if (kind === MESSAGE) return this.wiring(fn).onMessage(fn, packet);
    const v = this.vector(fn);
    v.timerOn = false;
    if (v.pending && !v.masked && !v.held) this.fire(fn, 0);
  }

  /** The driver's write of EITR arrived; the interval that runs goes on as it is (CNT_WDIS). */
  setInterval(fn: number, interval: Picos): void {
    this.vector(fn).interval = interval;
  }

  /** A descriptor was written back. `after` = until when the queue's data is on its way. */
  request(fn: number, packet: number, after: Picos): void {
    const v = this.vector(fn);
    const { m } = this;
    if (!v.pending) v.packet = packet;
    v.pending = true;
    if (v.held) return;
    if (!v.masked && m.now >= v.notBefore) return this.fire(fn, after);
    const { vm, pool } = this.wiring(fn);
    m.tally(vm).irqSuppressed++;
    m.fact(FACT['irq-suppressed'], vm, packet, v.masked ? WHY.masked : WHY.throttle, pool, 0);
    if (!v.masked) this.arm(fn);
  }

  /** The driver's write of EIMS arrived. */
  unmask(fn: number): void {
    this.vector(fn).masked = false;
    this.tryAgain(fn);
  }

  /** The function is stopped and sends nothing, or goes on. */
  hold(fn: number, held: boolean): void {
    this.vector(fn).held = held;
    this.tryAgain(fn);
  }

  /** After a reset of the function nothing is pending, and nothing is masked. */
  reset(fn: number): void {
    const v = this.vector(fn);
    v.pending = v.masked = false;
  }

  private tryAgain(fn: number): void {
    const v = this.vector(fn);
    if (!v.pending || v.masked || v.held) return;
    if (this.m.now < v.notBefore) this.arm(fn);
    else this.fire(fn, 0);
  }

  private arm(fn: number): void {
    const v = this.vector(fn);
    if (v.timerOn) return;
    v.timerOn = true;
    this.m.sim.at(v.notBefore, this.index, THROTTLE, fn, 0);
  }

  private fire(fn: number, after: Picos): void {
    const v = this.vector(fn);
    const w = this.wiring(fn);
    const { m } = this;
    v.pending = false;
    v.masked = true;
    v.notBefore = m.now + v.interval;
    m.tally(w.vm).irqPhysical++;
    m.fact(FACT['irq-raised'], w.vm, v.packet, w.nth, w.pool, 0);
    // R11: the message is a posted write, so it stays behind the data of the same queue.
    const written = this.link.write(w.vm, m.now, 4) + m.prices.dmaWrite;
    const end = Math.max(written, after) + m.prices.irte;
    m.hop(m.now, end, v.packet, w.vm, STEP.msix, w.place, this.iommuPlace);
    m.sim.at(end, this.index, MESSAGE, fn, v.packet);
  }
}
