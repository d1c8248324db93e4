import { FACT } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Part } from '../kernel/sim';
import type { Picos } from '../units';
import { offsetOf, OWNERS, type Located } from './host-memory';
import type { Iommu } from './iommu';
import type { Machine } from './machine';
import { prefixOf, type FunctionWiring } from './nic-wiring';
import { ABORTED, mark, OVERWRITTEN } from './packets';
import type { PcieLink } from './pcie-link';
import { RING, type QueuePair } from './queue-pair';

/** What a rogue guest has its function do, and how often. */
export interface Rogue {
  /** Read from, or write to, an address outside its memory; or write a forged interrupt message. */
  readonly kind: 'dma-read' | 'dma-write' | 'msi';
  /** One in so many of its transmit buffers (read), receive buffers (write), or written-back descriptors (interrupt). */
  readonly every: number;
  /** Whose memory, or whose interrupt. */
  readonly target: 'host' | 'neighbour';
}

/** A write or read that reached memory of somebody else. */
export interface Trespass {
  readonly at: Picos;
  readonly from: number;
  readonly write: boolean;
  readonly hpa: number;
  readonly bytes: number;
  readonly where: Located;
  /** Frame that lay there and is lost; 0 for none. */
  readonly hit: number;
}

/** What a stray access came to. */
export const FATE = { none: 0, stopped: 1, elsewhere: 2 } as const;
export type Fate = (typeof FATE)[keyof typeof FATE];

interface RogueState {
  /** By function: accesses so far of the kind that is now and then a stray one. */
  counts: number[];
  /** By function. */
  stopped: number[];
  through: number[];
  /** The latest that went through, oldest first. */
  trespasses: Trespass[];
}

const KEPT = 8;
const E = { stopped: 0, elsewhere: 1, message: 2 } as const;

/** What the rest of the host tells it. */
export interface RogueView {
  wiring(fn: number): FunctionWiring;
  queue(fn: number): QueuePair;
  /** Queue pair whose buffers a guest's memory holds, its nth, or (-1) those of the host's driver; -1 for none. */
  queueOf(vm: number, nth: number): number;
  /** Place of the driver whose memory it is, a guest's or (-1) the host's. */
  placeOf(vm: number): number;
  neighbourOf(vm: number): number;
  /** A message that the function had no right to send is at the IOMMU. */
  forged(fn: number, vm: number, packet: number): void;
}

/**
 * Descriptors whose buffer address is not their guest's: what the IOMMU stops, and what is reached where nothing stops it.
 * The address is that of the victim's buffer with the same number as the guest's own, as alike guests have it; a write
 * aims one lower, where a frame may lie that came before.
 * MODEL: a card goes on after an access that was refused; many stop the queue and wait for a reset.
 */
export class RogueDma implements Part {
  readonly name = 'rogue-dma';
  s: RogueState;
  /** Outcome of the access made last. */
  fate: Fate = FATE.none;
  private readonly index: number;
  private readonly m: Machine;
  private readonly link: PcieLink;
  private readonly iommu: Iommu;
  private view: RogueView | null = null;

  constructor(m: Machine, link: PcieLink, iommu: Iommu, functionCount: number) {
    this.m = m;
    this.link = link;
    this.iommu = iommu;
    const zeros = () => Array.from({ length: functionCount }, () => 0);
    this.s = { counts: zeros(), stopped: zeros(), through: zeros(), trespasses: [] };
    this.index = m.sim.add(this);
  }

  connect(view: RogueView): void {
    this.view = view;
  }

  /** Is the access that comes now one of the stray ones? Counts it. */
  isDue(w: FunctionWiring, kind: Rogue['kind']): boolean {
    this.fate = FATE.none;
    const { rogue } = w;
    if (rogue?.kind !== kind) return false;
    const n = (this.s.counts[w.pool] as number) + 1;
    this.s.counts[w.pool] = n % rogue.every;
    return n >= rogue.every;
  }

  /** Data of a transmit buffer that lies outside; returns when the completion is there. */
  read(w: FunctionWiring, slot: number, bytes: number, packet: number): Picos {
    const { time, hpa } = this.reach(w, offsetOf('tx', slot, w.nth), false, bytes, packet);
    const { dmaRead } = this.m.prices;
    return this.link.read(w.vm, this.m.now, hpa < 0 ? 0 : bytes, dmaRead + time, prefixOf(w));
  }

  /** A received frame written outside; returns when it is there. */
  write(w: FunctionWiring, slot: number, bytes: number, packet: number, at: Picos): Picos {
    const lower = offsetOf('rx', (slot + RING - 1) % RING, w.nth);
    const { time } = this.reach(w, lower, true, bytes, packet);
    return this.link.write(w.vm, at, bytes, prefixOf(w)) + this.m.prices.dmaWrite + time;
  }

  /** Shows where the access went instead of its buffer; the frame of a write, and of a read that was stopped, ends there. */
  lead(w: FunctionWiring, packet: number, end: Picos, write: boolean): void {
    const { m, fate } = this;
    const stopped = fate === FATE.stopped;
    const there = stopped ? m.iommuPlace : this.placeOf(this.victim(w));
    const step = stopped ? STEP['dma-stopped'] : STEP['dma-stray'];
    if (!stopped && !write) m.move(m.now, end, packet, step, there, w.place);
    else m.move(m.now, end, packet, step, w.place, there);
    if (stopped && !write) mark(m.s.packets, packet, ABORTED);
    if (write) m.sim.at(end, this.index, stopped ? E.stopped : E.elsewhere, w.fn, packet);
  }

  /** A descriptor was written back: the head write-back (TDWBAL) that follows may go to where interrupts are. */
  headWrittenBack(w: FunctionWiring, packet: number): void {
    if (!this.isDue(w, 'msi')) return;
    const { m } = this;
    const end = this.link.write(w.vm, m.now, 4) + m.prices.dmaWrite + m.prices.irte;
    m.hop(m.now, end, packet, w.vm, STEP['msi-forged'], w.place, m.iommuPlace);
    m.sim.at(end, this.index, E.message, w.fn, packet);
  }

  on(kind: number, fn: number, packet: number): void {
    switch (kind) {
      case E.stopped:
        return this.m.drop(packet, 'iommu-fault');
      case E.elsewhere:
        return this.m.drop(packet, 'stray-write');
      case E.message: {
        const w = this.view?.wiring(fn);
        if (w) this.view?.forged(fn, this.victim(w), packet);
      }
    }
  }

  /** The forged message was stopped, or hit somebody. */
  countMessage(fn: number, stopped: boolean): void {
    const of = stopped ? this.s.stopped : this.s.through;
    of[fn] = (of[fn] as number) + 1;
  }

  /** Guest that the rogue is after; -1 for the host. */
  private victim({ rogue, vm }: FunctionWiring): number {
    return rogue?.target === 'neighbour' ? (this.view?.neighbourOf(vm) ?? -1) : -1;
  }

  private placeOf(vm: number): number {
    return this.view?.placeOf(vm) ?? this.m.iommuPlace;
  }

  private reach(w: FunctionWiring, offset: number, write: boolean, bytes: number, packet: number) {
    const { memory } = this.iommu;
    const victim = this.victim(w);
    const address = memory.hostBase(victim < 0 ? 'host' : victim) + offset;
    if (!w.translated) {
      this.trespass(w, address, write, bytes, packet);
      return { time: 0, hpa: address };
    }
    const reached = this.iommu.access(w, address, write, packet);
    if (reached.hpa >= 0) this.trespass(w, reached.hpa, write, bytes, packet);
    else {
      this.fate = FATE.stopped;
      this.countMessage(w.pool, true);
    }
    return reached;
  }

  private trespass(
    w: FunctionWiring,
    hpa: number,
    write: boolean,
    bytes: number,
    packet: number,
  ): void {
    const { m, s } = this;
    this.fate = FATE.elsewhere;
    this.countMessage(w.pool, false);
    const where = this.iommu.memory.locate(hpa);
    const hit = write ? this.frameAt(where) : 0;
    if (hit !== 0) mark(m.s.packets, hit, OVERWRITTEN);
    s.trespasses.push({ at: m.now, from: w.vm, write, hpa, bytes, where, hit });
    if (s.trespasses.length > KEPT) s.trespasses.shift();
    const what = OWNERS.indexOf(where.owner) * 2 + (write ? 1 : 0);
    m.fact(FACT['stray-dma'], w.vm, packet, what, where.vm, Math.floor(hpa / 4096));
  }

  /** The received frame that lies in the buffer and that its driver has not taken yet. */
  private frameAt({ owner, vm, region, slot, nth }: Located): number {
    if (region !== 'rx' || (owner !== 'guest' && owner !== 'host-buffers') || slot >= RING)
      return 0;
    const fn = this.view?.queueOf(owner === 'guest' ? vm : -1, nth) ?? -1;
    if (fn < 0) return 0;
    const q = (this.view as RogueView).queue(fn);
    const behind = (slot - (q.rxClean % RING) + RING) % RING;
    return q.rxClean + behind < q.rxHead ? (q.rx[slot] as number) : 0;
  }
}
