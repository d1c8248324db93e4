import { FACT, SUPPRESSIONS } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Part } from '../kernel/sim';
import type { Picos } from '../units';
import type { Dma } from './dma';
import type { Machine } from './machine';
import type { FunctionWiring } from './nic-wiring';
import type { PcieLink } from './pcie-link';
import { RING, type QueuePair } from './queue-pair';
import { RX, TX, VIRTQUEUE, type VirtioRings } from './virtio-rings';
import { callNeeded, pushUsed, takeAvail, type Vring } from './vring';

/** What the card knows of one virtqueue. */
interface CardRing {
  /** `avail->idx` when it was read last. */
  seen: number;
  /** A kick came that the index has not been read for. */
  kicked: boolean;
  /** Index or entries are being read. */
  fetching: boolean;
  /** When the descriptors asked for last are there: completions of one queue stay in order. */
  lastRead: Picos;
  /** Used elements written and not yet announced by the index. */
  unannounced: number;
  lastWrite: Picos;
  /** `avail->flags` is being read, and has to be read again after that. */
  asking: boolean;
  askAgain: boolean;
}

/** The rest of the card. */
interface Card {
  queue(fn: number): QueuePair;
  wiring(fn: number): FunctionWiring;
  /** Descriptors are there: the data of their frames can be read. */
  readData(fn: number): void;
}

const E = { kick: 0, index: 1, entries: 2, descriptors: 3, used: 4, flags: 5, message: 6 } as const;
const EVENT_IDX = SUPPRESSIONS.indexOf('event-idx');

/** Entries of an available ring that one read takes. MODEL: no card says how many; the makers' own rings have 8. */
export const ENTRIES = 16;
/** Bytes: one element of the descriptor table, one of the used ring. A TLP carries whole words of four. */
const [DESC, USED_ELEM, WORD] = [16, 8, 4];

const emptyRing = (): CardRing => ({
  seen: 0,
  kicked: false,
  fetching: false,
  lastRead: 0,
  unannounced: 0,
  lastWrite: 0,
  asking: false,
  askAgain: false,
});

/**
 * Queues of the card that work a guest's split rings by themselves (virtio 1.2 2.7, the hardware's side of vDPA): what a
 * back end does with loads and stores, the card does with reads and writes over PCIe. The event index is not offered
 * (`mlx5_vdpa`), so a driver rings for whatever it has published, and says by a flag whether it wants interrupts.
 * MODEL: of a receive ring the card holds all that was announced; a frame has one descriptor and one used element.
 */
export class VirtioQueues implements Part {
  readonly name = 'virtio-queues';
  /** Two for each function. */
  s: { rings: CardRing[] };
  private readonly index: number;
  private readonly m: Machine;
  private readonly link: PcieLink;
  private readonly dma: Dma;
  private readonly card: Card;
  private readonly rings: VirtioRings | null;

  constructor(
    m: Machine,
    link: PcieLink,
    dma: Dma,
    card: Card,
    functionCount: number,
    rings: VirtioRings | null,
  ) {
    this.m = m;
    this.link = link;
    this.dma = dma;
    this.card = card;
    this.rings = rings;
    this.s = { rings: rings === null ? [] : Array.from({ length: 2 * functionCount }, emptyRing) };
    this.index = m.sim.add(this);
  }

  /** The driver has set its rings up: the card has all empty receive buffers, and asks for every notification. */
  attach(fn: number): void {
    const q = this.card.queue(fn);
    const rx = this.vring(2 * fn + RX);
    rx.noNotify = false;
    q.rxReady = 0;
    while (takeAvail(rx) >= 0) q.rxReady++;
    this.ring(2 * fn + RX).seen = rx.availIdx;
  }

  /** A write of the queue's number to its notify address leaves `from` for the card. */
  notify(fn: number, queue: number, packet: number, from: number): void {
    const w = this.card.wiring(fn);
    const { m } = this;
    const end = this.link.mmioWrite(w.vm, m.now, WORD) + m.prices.mmioWriteFlight;
    m.hop(m.now, end, packet, w.vm, STEP.doorbell, from, w.place);
    m.sim.at(end, this.index, E.kick, 2 * fn + queue, packet);
  }

  on(kind: number, at: number, b: number): void {
    const r = this.ring(at);
    switch (kind) {
      case E.kick:
        r.kicked = true;
        return this.look(at, b);
      case E.index:
        r.seen = this.vring(at).availIdx;
        return this.fetch(at, b);
      case E.entries:
        return this.entriesArrived(at, b);
      case E.descriptors:
        return this.descriptorsArrived(at, b);
      case E.used:
        return this.used(at, b);
      case E.flags:
        return this.flagsArrived(at, b);
      case E.message:
        return this.card.wiring(at >> 1).onMessage(at >> 1, b, at & 1);
    }
  }

  // ---- available ring --------------------------------------------------------------------------

  /** Reads flags and index of the available ring, once after a kick. */
  private look(at: number, packet: number): void {
    const r = this.ring(at);
    if (r.fetching || !r.kicked) return;
    r.kicked = false;
    r.fetching = true;
    this.read(at, E.index, this.part(at, 'avail', 0), WORD, packet, STEP['vring-index']);
  }

  private fetch(at: number, packet: number): void {
    const r = this.ring(at);
    const ring = this.vring(at);
    const pending = (r.seen - ring.lastAvail) & 0xffff;
    if (pending === 0) {
      r.fetching = false;
      return this.look(at, packet);
    }
    // One read does not go round the end of the ring.
    const from = ring.lastAvail % ring.size;
    const count = Math.min(pending, ENTRIES, ring.size - from);
    const slot = this.part(at, 'avail', (4 + 2 * from) / DESC);
    const first = ring.avail[from] as number;
    const bytes = Math.ceil((2 * count) / WORD) * WORD;
    this.read(at, E.entries, slot, bytes, first, STEP['vring-entries'], count);
  }

  private entriesArrived(at: number, count: number): void {
    const { m } = this;
    const r = this.ring(at);
    const w = this.card.wiring(at >> 1);
    const q = this.card.queue(at >> 1);
    const ring = this.vring(at);
    let packet = 0;
    for (let i = 0; i < count; i++) {
      const slot = this.part(at, 'desc', ring.lastAvail % ring.size);
      packet = takeAvail(ring);
      if ((at & 1) === TX) q.tx[q.txTail++ % RING] = packet;
      const end = this.dma.readAt(w, slot, DESC, packet);
      m.hop(m.now, end, packet, w.vm, STEP['dma-read-descriptor'], w.driverPlace, w.place);
      r.lastRead = Math.max(r.lastRead, end);
    }
    q.txDoorbell = q.txTail;
    m.sim.at(r.lastRead, this.index, E.descriptors, at, count);
    this.fetch(at, packet);
  }

  private descriptorsArrived(at: number, count: number): void {
    const q = this.card.queue(at >> 1);
    if ((at & 1) === RX) q.rxReady += count;
    else {
      q.txFetched += count;
      this.card.readData(at >> 1);
    }
  }

  // ---- used ring -------------------------------------------------------------------------------

  /** The frame's data was read, or (`at` some time later) written: its buffer goes back to the driver. */
  done(fn: number, queue: number, packet: number, at: Picos): void {
    const { m, dma } = this;
    const n = 2 * fn + queue;
    const r = this.ring(n);
    const ring = this.vring(n);
    const w = this.card.wiring(fn);
    const slot = (ring.usedIdx + r.unannounced++) % ring.size;
    const start = Math.max(at, m.now);
    // A posted write is ready to go `dmaWrite` before it is there, right behind the data.
    const free = Math.max(m.now, at - m.prices.dmaWrite);
    const element = Math.max(
      dma.writeAt(w, this.part(n, 'used', (4 + USED_ELEM * slot) / DESC), USED_ELEM, packet, free),
      start,
    );
    m.hop(start, element, packet, w.vm, STEP['vring-used'], w.place, w.driverPlace);
    const index = Math.max(
      dma.writeAt(w, this.part(n, 'used', 0), WORD, packet, free),
      element,
      r.lastWrite,
    );
    m.hop(element, index, packet, w.vm, STEP['vring-used-index'], w.place, w.driverPlace);
    r.lastWrite = index;
    m.sim.at(index, this.index, E.used, n, packet);
  }

  private used(at: number, packet: number): void {
    const q = this.card.queue(at >> 1);
    const w = this.card.wiring(at >> 1);
    this.ring(at).unannounced--;
    pushUsed(this.vring(at), packet);
    if ((at & 1) === TX) q.txClean = ++q.txDone;
    else q.rxClean = ++q.rxDone;
    if (w.polled) w.polled();
    this.ask(at, packet);
  }

  /** Does the driver want to be interrupted? Its flag stands in the available ring, in memory. */
  private ask(at: number, packet: number): void {
    const r = this.ring(at);
    r.askAgain = r.asking;
    if (r.asking) return;
    r.asking = true;
    this.read(at, E.flags, this.part(at, 'avail', 0), WORD, packet, STEP['vring-flags']);
  }

  private flagsArrived(at: number, packet: number): void {
    const r = this.ring(at);
    const w = this.card.wiring(at >> 1);
    const { m } = this;
    r.asking = false;
    if (callNeeded(this.vring(at))) {
      m.tally(w.vm).irqPhysical++;
      m.fact(FACT['irq-raised'], w.vm, packet, at & 1, w.fn, 0);
      const end = this.link.write(w.vm, m.now, WORD) + m.prices.dmaWrite + m.prices.irte;
      m.hop(m.now, end, packet, w.vm, STEP.msix, w.place, m.iommuPlace);
      m.sim.at(end, this.index, E.message, at, packet);
    } else {
      m.tally(w.vm).irqSuppressed++;
      m.fact(FACT['irq-suppressed'], w.vm, packet, EVENT_IDX, w.fn, 0);
    }
    if (r.askAgain) this.ask(at, packet);
  }

  /** `avail->idx` of a queue as the card has read it last. */
  seen(fn: number, queue: number): number {
    return this.ring(2 * fn + queue).seen;
  }

  // ---- memory ----------------------------------------------------------------------------------

  private read(
    at: number,
    then: number,
    slot: number,
    bytes: number,
    packet: number,
    step: number,
    b = packet,
  ): void {
    const { m } = this;
    const w = this.card.wiring(at >> 1);
    const end = this.dma.readAt(w, slot, bytes, packet);
    m.hop(m.now, end, packet, w.vm, step, w.driverPlace, w.place);
    m.sim.at(end, this.index, then, at, b);
  }

  /** Where a part of a virtqueue lies in the guest's ring memory, in units of 16 bytes: 4 KiB each, as Linux aligns them. */
  private part(at: number, part: 'desc' | 'avail' | 'used', offset: number): number {
    const page = (at & 1) * 3 + (part === 'desc' ? 0 : part === 'avail' ? 1 : 2);
    return page * VIRTQUEUE + Math.floor(offset);
  }

  private ring(at: number): CardRing {
    return this.s.rings[at] as CardRing;
  }

  /** The guest's memory that queue `at` is in. */
  private vring(at: number): Vring {
    const { virtio } = this.card.wiring(at >> 1);
    if (this.rings === null || virtio === undefined) throw new Error('virtio-queues: no rings');
    return (at & 1) === TX ? this.rings.tx(virtio) : this.rings.rx(virtio);
  }
}
