import { STEP } from '../costs/steps';
import type { Part } from '../kernel/sim';
import { PS_PER_US } from '../units';
import { Dma } from './dma';
import type { Iommu } from './iommu';
import type { Machine } from './machine';
import { EITR_INTERVAL, Msix } from './msix';
import { NicPorts, wireBytes, type Queues } from './nic-ports';
import type { NicSwitch } from './nic-switch';
import { headerOf, type FunctionWiring, type PortWiring } from './nic-wiring';
import { ABORTED, FRAME_OF_CHAIN } from './packets';
import type { PcieLink } from './pcie-link';
import { VirtioQueues } from './virtio-queues';
import { RX, TX, type VirtioRings } from './virtio-rings';
import { countRate, nextInTurn, type Turns } from './nic-scheduler';
import { received, receiveQueue } from './rss';
import {
  beyondFrame,
  DESCRIPTOR,
  emptyQueues,
  frameIsRead,
  frameToRead,
  mayRead,
  refusal,
  RING,
  toFetch,
  type QueuePair,
} from './queue-pair';

const E = {
  doorbellTx: 0,
  doorbellRx: 1,
  unmask: 2,
  descriptors: 3,
  data: 4,
  writtenBack: 5,
  received: 6,
  rxDescriptors: 7,
  interval: 8,
  paced: 9,
} as const;

/**
 * The physical NIC from the doorbell to the switch: queue pairs of PFs and VFs, descriptor prefetch, DMA
 * through IOMMU and link, write-back. Intel 82599 data sheet, sections 7.1 and 7.2.
 */
export class Nic implements Part, Queues {
  readonly name = 'nic';
  s: Turns;
  readonly msix: Msix;
  readonly virtio: VirtioQueues;
  readonly ports: NicPorts;
  private readonly index: number;
  private readonly functions: (FunctionWiring | undefined)[] = [];
  private readonly m: Machine;
  private readonly link: PcieLink;
  readonly dma: Dma;

  constructor(
    m: Machine,
    link: PcieLink,
    iommu: Iommu,
    ports: readonly PortWiring[],
    nicSwitch: NicSwitch,
    functionCount: number,
    rings: VirtioRings | null = null,
  ) {
    this.m = m;
    this.link = link;
    this.dma = new Dma(m, link, iommu, functionCount);
    const queues = Array.from({ length: functionCount }, emptyQueues);
    this.s = { queues, nextStalled: 0, stalled: 0 };
    this.index = m.sim.add(this);
    this.ports = new NicPorts(m, ports, nicSwitch, this);
    this.msix = new Msix(m, link, functionCount, (fn) => this.wiring(fn));
    this.virtio = new VirtioQueues(m, link, this.dma, this, functionCount, rings);
  }

  /** Puts a queue pair into use; its driver then posts receive buffers. */
  attach(fn: number, wiring: FunctionWiring): void {
    this.functions[fn] = wiring;
    this.msix.setInterval(fn, wiring.throttle);
    const q = this.queue(fn);
    q.rxTail = q.rxReady = RING - 1;
    if (wiring.virtio !== undefined) this.virtio.attach(fn);
  }

  queue(fn: number): QueuePair {
    return this.s.queues[fn] as QueuePair;
  }

  isInUse(fn: number): boolean {
    return this.functions[fn] !== undefined;
  }

  /** A function's queues work again: it goes on with what its driver has told it. */
  restart(fn: number): void {
    this.fetch(fn);
    this.readData(fn);
  }

  // ---- what drivers do -------------------------------------------------------------------------

  txSpace(fn: number): number {
    const { txTail, txClean } = this.queue(fn);
    return RING - 1 - (txTail - txClean);
  }

  /** The driver writes a descriptor; the device knows nothing of it before the doorbell. */
  post(fn: number, packet: number): void {
    const q = this.queue(fn);
    q.tx[q.txTail++ % RING] = packet;
  }

  /** Posted write of TDT with the driver's tail, now leaving the CPU. Returns the value written. */
  ringTx(fn: number, packet: number): number {
    const tail = this.queue(fn).txTail;
    this.mmio(fn, E.doorbellTx, tail, packet);
    return tail % RING;
  }

  /** Gives `count` receive buffers back by a posted write of RDT. */
  ringRx(fn: number, count: number, packet: number): number {
    const q = this.queue(fn);
    q.rxTail += count;
    this.mmio(fn, E.doorbellRx, q.rxTail, packet);
    return q.rxTail % RING;
  }

  /** Posted write that enables the vector again (VTEIMS, EIMS). */
  unmask(fn: number, packet: number): void {
    this.mmio(fn, E.unmask, 0, packet);
  }

  /** Posted write of EITR, in quarters of a microsecond. Returns the value written. */
  setThrottle(fn: number, quarters: number, packet: number): number {
    const value = quarters & EITR_INTERVAL;
    this.mmio(fn, E.interval, value, packet);
    return value;
  }

  private mmio(fn: number, kind: number, value: number, packet: number): void {
    const [m, w] = [this.m, this.wiring(fn)];
    const end = this.link.mmioWrite(w.vm, m.now, 4) + m.prices.mmioWriteFlight;
    m.hop(m.now, end, packet, w.vm, STEP.doorbell, w.driverPlace, w.place);
    m.sim.at(end, this.index, kind, fn, value);
  }

  on(kind: number, a: number, b: number): void {
    switch (kind) {
      case E.doorbellTx:
        this.queue(a).txDoorbell = Math.max(this.queue(a).txDoorbell, b);
        return this.fetch(a);
      case E.doorbellRx:
        return this.fetchRx(a, b);
      case E.unmask:
        return this.msix.unmask(a);
      case E.descriptors:
        this.queue(a).fetching = false;
        this.queue(a).txFetched += b;
        this.readData(a);
        return this.fetch(a);
      case E.data:
        return this.dataArrived(a, b);
      case E.writtenBack:
        this.queue(a).txDone++;
        return this.writtenBack(a, b);
      case E.received:
        this.queue(a).rxDone++;
        return this.writtenBack(a, b);
      case E.rxDescriptors:
        this.queue(a).rxReady = Math.max(this.queue(a).rxReady, b);
        return this.ports.roomInRing(this.wiring(a).port);
      case E.paced:
        this.queue(a).pacing = false;
        return this.readData(a);
      case E.interval:
        return this.msix.setInterval(a, (b * PS_PER_US) / 4);
    }
  }

  private writtenBack(fn: number, packet: number): void {
    const { polled } = this.wiring(fn);
    if (polled) polled();
    else this.msix.request(fn, packet, this.queue(fn).lastWrite);
  }

  // ---- transmit --------------------------------------------------------------------------------

  private fetch(fn: number): void {
    const q = this.queue(fn);
    const count = toFetch(q);
    if (count <= 0) return;
    q.fetching = true;
    const [m, w] = [this.m, this.wiring(fn)];
    const first = q.tx[q.txFetched % RING] as number;
    const end = this.dma.read(w, 'ring', q.txFetched, count * DESCRIPTOR, first);
    m.hop(m.now, end, first, w.vm, STEP['dma-read-descriptor'], w.driverPlace, w.place);
    m.sim.at(end, this.index, E.descriptors, fn, count);
  }

  /** Asks for the data of fetched descriptors while reads and FIFO space allow. */
  readData(fn: number): void {
    const [q, w] = [this.queue(fn), this.wiring(fn)];
    while (mayRead(q)) {
      if (q.paceAt > this.m.now) return this.pace(fn, q.paceAt);
      const packet = frameToRead(q, this.m);
      const bytes = this.m.bytesOf(packet);
      if (!this.ports.reserve(w.port, bytes)) {
        if (!q.stalled) this.s.stalled++;
        q.stalled = true;
        return;
      }
      countRate(q, w.rates, wireBytes(this.m, packet) * 8, this.m.now);
      const [slot, inMemory] = [q.txHead % RING, bytes + beyondFrame(q, headerOf(w))];
      frameIsRead(q);
      // Completions of one queue stay in order, whatever the translations took.
      const end = Math.max(this.dma.fetch(w, slot, inMemory, packet), q.lastRead);
      q.lastRead = end;
      if (!this.dma.strayed(w, packet, end, false))
        this.m.move(this.m.now, end, packet, STEP['dma-read'], w.driverPlace, w.place);
      this.m.sim.at(end, this.index, E.data, fn, packet);
    }
  }

  /** The rate limiter holds the queue back until then; set otherwise, it begins anew at once. */
  pace(fn: number, until: number): void {
    const q = this.queue(fn);
    if (q.pacing && q.paceAt === until) return;
    [q.paceAt, q.pacing] = [until, true];
    this.m.sim.at(until, this.index, E.paced, fn, 0);
  }

  private dataArrived(fn: number, packet: number): void {
    const flags = this.m.flagsOf(packet);
    this.queue(fn).reading--;
    if ((flags & FRAME_OF_CHAIN) === 0) this.writeBack(fn, packet);
    if (flags & ABORTED) this.ports.giveUp(fn, packet);
    else this.ports.send(fn, packet);
    this.readData(fn);
  }

  private writeBack(fn: number, packet: number): void {
    const { m } = this;
    const [q, w] = [this.queue(fn), this.wiring(fn)];
    if (w.virtio !== undefined) return this.virtio.done(fn, TX, packet, m.now);
    const written = this.dma.write(w, 'ring', q.txDone, DESCRIPTOR, packet, m.now);
    m.hop(m.now, written, packet, w.vm, STEP['dma-writeback'], w.place, w.driverPlace);
    m.sim.at(Math.max(written, q.lastWrite), this.index, E.writtenBack, fn, packet);
    q.lastWrite = Math.max(written, q.lastWrite);
    this.dma.rogue.headWrittenBack(w, packet);
  }

  /** Queues that waited for FIFO space go on, in turn. */
  roomAt(port: number): void {
    if (this.s.stalled === 0) return;
    const fn = nextInTurn(this.s, this.functions, port, this.m.now);
    if (fn >= 0) this.readData(fn);
  }

  // ---- receive ---------------------------------------------------------------------------------

  /** The frame is at the function: data and then the descriptor go into memory, or it is dropped here. */
  receive(pool: number, packet: number): void {
    const [m, fn] = [this.m, receiveQueue(this.wiring(pool), packet)];
    const [q, w] = [this.queue(fn), this.wiring(fn)];
    received(m, w, packet);
    const bytes = m.bytesOf(packet);
    const refused = refusal(q, w.maxFrame, bytes);
    if (refused !== null) return this.ports.lost(pool, packet, refused);
    this.ports.switch.taken(pool, bytes);
    const slot = q.rxHead++ % RING;
    q.rx[slot] = packet;
    const written = Math.max(this.dma.store(w, slot, packet), q.lastWrite);
    if (this.dma.strayed(w, packet, written, true)) q.rx[slot] = 0;
    else m.move(m.now, written, packet, STEP['dma-write'], w.place, w.driverPlace);
    q.lastWrite = written;
    if (w.virtio !== undefined) return this.virtio.done(fn, RX, packet, written);
    const free = written - m.prices.dmaWrite;
    const done = Math.max(this.dma.write(w, 'ring', slot, DESCRIPTOR, packet, free), written);
    m.hop(written, done, packet, w.vm, STEP['dma-writeback'], w.place, w.driverPlace);
    q.lastWrite = done;
    m.sim.at(done, this.index, E.received, fn, packet);
  }

  private fetchRx(fn: number, tail: number): void {
    const [m, q, w] = [this.m, this.queue(fn), this.wiring(fn)];
    const count = tail - q.rxReady;
    if (count <= 0) return;
    const end = this.dma.read(w, 'ring', q.rxReady, Math.min(count, 32) * DESCRIPTOR, 0);
    m.hop(m.now, end, 0, w.vm, STEP['dma-read-descriptor'], w.driverPlace, w.place);
    m.sim.at(end, this.index, E.rxDescriptors, fn, tail);
  }

  wiring(fn: number): FunctionWiring {
    const w = this.functions[fn];
    if (!w) throw new Error(`nic: function ${String(fn)} is not in use`);
    return w;
  }
}
