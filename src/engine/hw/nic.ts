import { FACT } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Part } from '../kernel/sim';
import { bitsToPicos, type Picos } from '../units';
import type { Iommu } from './iommu';
import type { Machine } from './machine';
import { fromFunction, fromWire, type Filters, type Verdict } from './nic-switch';
import { OUTSIDE, REPLICA } from './packets';
import type { PcieLink } from './pcie-link';

/** One queue pair of a function. Positions run freely; a register shows them modulo the ring's length. */
export interface QueuePair {
  /** Frames by position of their descriptor. Software fills [clean, tail), the device owns [head, doorbell). */
  tx: number[];
  txTail: number;
  txDoorbell: number;
  txFetched: number;
  txHead: number;
  txDone: number;
  txClean: number;
  fetching: boolean;
  reading: number;
  stalled: boolean;
  lastRead: Picos;
  rx: number[];
  rxTail: number;
  rxReady: number;
  rxHead: number;
  rxDone: number;
  rxClean: number;
  lastWrite: Picos;
  /** EITR: no interrupt before this moment; EIAM: masked from the message to the driver's EIMS write. */
  irqNotBefore: Picos;
  irqTimer: boolean;
  irqPending: boolean;
  irqMasked: boolean;
  irqPacket: number;
  interrupts: number;
}

interface Port {
  txFree: Picos;
  rxFree: Picos;
  /** Bytes of the transmit FIFO in use or promised to data on its way. */
  fifo: number;
}

interface NicState {
  queues: QueuePair[];
  ports: Port[];
  nextStalled: number;
}

/** Static facts of one function that is in use. */
export interface FunctionWiring {
  readonly kind: 'pf' | 'vf';
  readonly port: number;
  /** Guest that owns it, -1 = the host. */
  readonly vm: number;
  readonly place: number;
  /** Where its rings and buffers are: the driver's place. */
  readonly driverPlace: number;
  readonly throttle: Picos;
  /** An MSI-X message of this function reached the root complex. */
  readonly onMessage: (fn: number, packet: number) => void;
}

export interface PortWiring {
  readonly gbps: number;
  readonly place: number;
  readonly switchPlace: number;
  readonly peerPlace: number;
  /** With VFs enabled every frame goes through the switch; without, PF and port are one. */
  readonly switching: boolean;
  readonly filters: Filters;
  /** The last bit of a frame left for the wire and arrived on the other side. */
  readonly onWire: (port: number, packet: number) => void;
}

export const RING = 512;
const DESCRIPTOR = 16;
/** Descriptors fetched by one read (82599 data sheet: up to 8 prefetched at a time by default thresholds). */
const PREFETCH = 8;
/** Data reads that a queue keeps outstanding. */
const OUTSTANDING = 8;
/** Transmit packet buffer of a port (82599: 160 KiB). */
const FIFO_BYTES = 163840;
/** FCS, preamble and shortest gap, bytes. */
const WIRE_OVERHEAD = 24;
/** 2 MiB pages of a guest's domain: rings, transmit buffers, receive buffers. */
const PAGE = { ring: 1, tx: 2, rx: 3 } as const;

const E = {
  doorbellTx: 0,
  doorbellRx: 1,
  unmask: 2,
  descriptors: 3,
  data: 4,
  switched: 5,
  looped: 6,
  onWire: 7,
  writtenBack: 8,
  received: 9,
  rxDescriptors: 10,
  throttle: 11,
  message: 12,
  arrived: 13,
  fromWire: 14,
} as const;

/**
 * The physical NIC: queue pairs of PFs and VFs, DMA through IOMMU and link, the switch, the ports,
 * interrupt throttling with auto-mask. Intel 82599 data sheet, sections 7.1 to 7.3 and 7.10.
 */
export class Nic implements Part {
  readonly name = 'nic';
  s: NicState;
  private readonly index: number;
  private readonly functions: (FunctionWiring | undefined)[] = [];

  private readonly m: Machine;
  private readonly link: PcieLink;
  private readonly iommu: Iommu;
  private readonly ports: readonly PortWiring[];

  constructor(
    m: Machine,
    link: PcieLink,
    iommu: Iommu,
    ports: readonly PortWiring[],
    functionCount: number,
  ) {
    this.m = m;
    this.link = link;
    this.iommu = iommu;
    this.ports = ports;
    this.s = {
      queues: Array.from({ length: functionCount }, emptyQueues),
      ports: ports.map(() => ({ txFree: 0, rxFree: 0, fifo: 0 })),
      nextStalled: 0,
    };
    this.index = m.sim.add(this);
  }

  /** Puts a function into use; its driver then posts receive buffers. */
  attach(fn: number, wiring: FunctionWiring): void {
    this.functions[fn] = wiring;
    const q = this.queue(fn);
    q.rxTail = q.rxReady = RING - 1;
  }

  queue(fn: number): QueuePair {
    return this.s.queues[fn] as QueuePair;
  }

  isInUse(fn: number): boolean {
    return this.functions[fn] !== undefined;
  }

  // ---- what drivers do -------------------------------------------------------------------------

  txSpace(fn: number): number {
    const q = this.queue(fn);
    return RING - 1 - (q.txTail - q.txClean);
  }

  /** The driver writes a descriptor; the device knows nothing of it before the doorbell. */
  post(fn: number, packet: number): void {
    const q = this.queue(fn);
    q.tx[q.txTail % RING] = packet;
    q.txTail++;
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

  private mmio(fn: number, kind: number, value: number, packet: number): void {
    const w = this.wiring(fn);
    const { m } = this;
    const end = this.link.mmioWrite(w.vm, m.now, 4) + m.prices.mmioWriteFlight;
    m.hop(m.now, end, packet, w.vm, STEP.doorbell, w.driverPlace, w.place);
    m.sim.at(end, this.index, kind, fn, value);
  }

  /** A frame starts to arrive at a port from the other side. */
  arrive(port: number, packet: number): void {
    const p = this.port(port);
    const w = this.portWiring(port);
    const start = Math.max(this.m.now, p.rxFree);
    const end = start + this.wireTime(w, packet);
    p.rxFree = end;
    this.m.move(start, end, packet, STEP['wire-rx'], w.peerPlace, w.place);
    this.m.sim.at(end, this.index, E.arrived, port, packet);
  }

  on(kind: number, a: number, b: number): void {
    switch (kind) {
      case E.doorbellTx:
        this.queue(a).txDoorbell = Math.max(this.queue(a).txDoorbell, b);
        return this.fetch(a);
      case E.doorbellRx:
        return this.fetchRx(a, b);
      case E.unmask:
        return this.unmasked(a);
      case E.descriptors:
        this.queue(a).fetching = false;
        this.queue(a).txFetched += b;
        this.readData(a);
        return this.fetch(a);
      case E.data:
        return this.dataArrived(a, b);
      case E.switched:
        return this.decide(a, b);
      case E.looped:
        return this.receive(a, b);
      case E.onWire: {
        this.port(a).fifo -= this.m.bytesOf(b);
        this.portWiring(a).onWire(a, b);
        return this.resumeStalled(a);
      }
      case E.writtenBack: {
        const q = this.queue(a);
        q.txDone++;
        return this.requestIrq(a, b);
      }
      case E.received: {
        const q = this.queue(a);
        q.rxDone++;
        return this.requestIrq(a, b);
      }
      case E.rxDescriptors:
        this.queue(a).rxReady = Math.max(this.queue(a).rxReady, b);
        return;
      case E.throttle: {
        const q = this.queue(a);
        q.irqTimer = false;
        if (q.irqPending && !q.irqMasked) this.fire(a, q.irqPacket);
        return;
      }
      case E.message:
        return this.wiring(a).onMessage(a, b);
      case E.arrived:
        return this.fromPort(a, b);
      case E.fromWire:
        return this.decideWire(a, b);
    }
  }

  // ---- transmit --------------------------------------------------------------------------------

  private fetch(fn: number): void {
    const q = this.queue(fn);
    const count = Math.min(PREFETCH, q.txDoorbell - q.txFetched);
    if (q.fetching || count <= 0) return;
    q.fetching = true;
    const { m } = this;
    const w = this.wiring(fn);
    const first = q.tx[q.txFetched % RING] as number;
    const end = this.dmaRead(w, PAGE.ring, count * DESCRIPTOR, first);
    m.hop(m.now, end, first, w.vm, STEP['dma-read-descriptor'], w.driverPlace, w.place);
    m.sim.at(end, this.index, E.descriptors, fn, count);
  }

  /** Asks for the data of fetched descriptors while reads and FIFO space allow. */
  private readData(fn: number): void {
    const q = this.queue(fn);
    const w = this.wiring(fn);
    const port = this.port(w.port);
    while (q.txHead < q.txFetched && q.reading < OUTSTANDING) {
      const packet = q.tx[q.txHead % RING] as number;
      const bytes = this.m.bytesOf(packet);
      if (port.fifo + bytes > FIFO_BYTES) {
        q.stalled = true;
        return;
      }
      port.fifo += bytes;
      q.txHead++;
      q.reading++;
      // Completions of one queue stay in order, whatever the translations took.
      const end = Math.max(this.dmaRead(w, PAGE.tx, bytes, packet), q.lastRead);
      q.lastRead = end;
      this.m.move(this.m.now, end, packet, STEP['dma-read'], w.driverPlace, w.place);
      this.m.sim.at(end, this.index, E.data, fn, packet);
    }
  }

  private dataArrived(fn: number, packet: number): void {
    const { m } = this;
    const q = this.queue(fn);
    const w = this.wiring(fn);
    q.reading--;
    const written = this.dmaWrite(w, PAGE.ring, DESCRIPTOR, packet, m.now);
    m.hop(m.now, written, packet, w.vm, STEP['dma-writeback'], w.place, w.driverPlace);
    m.sim.at(Math.max(written, q.lastWrite), this.index, E.writtenBack, fn, packet);
    q.lastWrite = Math.max(written, q.lastWrite);
    const port = this.portWiring(w.port);
    if (port.switching) {
      const end = m.now + Math.round(m.prices.switchLookup / 2);
      m.move(m.now, end, packet, STEP.switching, w.place, port.switchPlace);
      m.sim.at(end, this.index, E.switched, fn, packet);
    } else {
      m.move(m.now, m.now, packet, STEP['to-port'], w.place, port.place);
      this.toWire(w.port, packet);
    }
    this.readData(fn);
  }

  private decide(fn: number, packet: number): void {
    const { m } = this;
    const w = this.wiring(fn);
    const port = this.portWiring(w.port);
    const owner = w.kind === 'vf' ? w.vm : OUTSIDE;
    const verdict = fromFunction(port.filters, fn, owner, m.srcOf(packet), m.dstOf(packet));
    this.forward(w.port, packet, verdict, true);
  }

  /** Sends a frame where the switch decided; a frame for several takes one replica for each more. */
  private forward(portIndex: number, packet: number, verdict: Verdict, fromHost: boolean): void {
    const { m } = this;
    const port = this.portWiring(portIndex);
    const { functions, toWire } = verdict;
    m.fact(
      FACT.switched,
      m.vmOf(packet),
      packet,
      (toWire ? 1 : 0) | (functions.length > 0 ? 2 : 0),
      functions[0] ?? -1,
      0,
    );
    if (verdict.drop) {
      if (fromHost) this.releaseFifo(portIndex, packet);
      m.drop(packet, verdict.drop);
      return;
    }
    const half = Math.round(m.prices.switchLookup / 2);
    functions.forEach((fn, i) => {
      const w = this.wiring(fn);
      const last = !toWire && i === functions.length - 1;
      const copy = last
        ? packet
        : m.create(
            m.vmOf(packet),
            m.srcOf(packet),
            m.dstOf(packet),
            m.bytesOf(packet),
            m.flagsOf(packet) | REPLICA,
            port.switchPlace,
          );
      m.move(m.now, m.now + half, copy, STEP.switching, port.switchPlace, w.place);
      m.sim.at(m.now + half, this.index, E.looped, fn, copy);
    });
    if (toWire) {
      m.move(m.now, m.now, packet, STEP['to-port'], port.switchPlace, port.place);
      this.toWire(portIndex, packet);
    } else if (fromHost) {
      this.releaseFifo(portIndex, packet);
    }
  }

  private releaseFifo(port: number, packet: number): void {
    this.port(port).fifo -= this.m.bytesOf(packet);
    this.resumeStalled(port);
  }

  private toWire(port: number, packet: number): void {
    const p = this.port(port);
    const w = this.portWiring(port);
    const start = Math.max(this.m.now, p.txFree);
    const end = start + this.wireTime(w, packet);
    p.txFree = end;
    this.m.move(start, end, packet, STEP['wire-tx'], w.place, w.peerPlace);
    this.m.sim.at(end, this.index, E.onWire, port, packet);
  }

  /** Queues that waited for FIFO space go on, in turn. */
  private resumeStalled(port: number): void {
    const n = this.s.queues.length;
    for (let i = 0; i < n; i++) {
      const fn = (this.s.nextStalled + i) % n;
      const w = this.functions[fn];
      if (w?.port !== port || !this.queue(fn).stalled) continue;
      this.queue(fn).stalled = false;
      this.s.nextStalled = fn + 1;
      this.readData(fn);
      return;
    }
  }

  // ---- receive ---------------------------------------------------------------------------------

  private fromPort(portIndex: number, packet: number): void {
    const { m } = this;
    const port = this.portWiring(portIndex);
    if (!port.switching) {
      const verdict = fromWire(port.filters, m.dstOf(packet));
      const fn = verdict.functions[0];
      if (fn === undefined) return m.drop(packet, 'no-receiver');
      m.move(m.now, m.now, packet, STEP['to-port'], port.place, this.wiring(fn).place);
      return this.receive(fn, packet);
    }
    const end = m.now + Math.round(m.prices.switchLookup / 2);
    m.move(m.now, end, packet, STEP.switching, port.place, port.switchPlace);
    m.sim.at(end, this.index, E.fromWire, portIndex, packet);
  }

  private decideWire(port: number, packet: number): void {
    this.forward(
      port,
      packet,
      fromWire(this.portWiring(port).filters, this.m.dstOf(packet)),
      false,
    );
  }

  /** The frame is at the function: data and then the descriptor go into memory, or it is dropped here. */
  private receive(fn: number, packet: number): void {
    const { m } = this;
    const q = this.queue(fn);
    const w = this.wiring(fn);
    if (q.rxHead >= q.rxReady) return m.drop(packet, 'ring-full');
    q.rx[q.rxHead % RING] = packet;
    q.rxHead++;
    const written = Math.max(
      this.dmaWrite(w, PAGE.rx, m.bytesOf(packet), packet, m.now),
      q.lastWrite,
    );
    m.move(m.now, written, packet, STEP['dma-write'], w.place, w.driverPlace);
    const done = this.dmaWrite(w, PAGE.ring, DESCRIPTOR, packet, written - m.prices.dmaWrite);
    m.hop(
      written,
      Math.max(done, written),
      packet,
      w.vm,
      STEP['dma-writeback'],
      w.place,
      w.driverPlace,
    );
    q.lastWrite = Math.max(done, written);
    m.sim.at(q.lastWrite, this.index, E.received, fn, packet);
  }

  private fetchRx(fn: number, tail: number): void {
    const q = this.queue(fn);
    const count = tail - q.rxReady;
    if (count <= 0) return;
    const { m } = this;
    const w = this.wiring(fn);
    const end = this.dmaRead(w, PAGE.ring, Math.min(count, 32) * DESCRIPTOR, 0);
    m.hop(m.now, end, 0, w.vm, STEP['dma-read-descriptor'], w.driverPlace, w.place);
    m.sim.at(end, this.index, E.rxDescriptors, fn, tail);
  }

  // ---- interrupts ------------------------------------------------------------------------------

  private requestIrq(fn: number, packet: number): void {
    const q = this.queue(fn);
    const { m } = this;
    if (!q.irqPending) q.irqPacket = packet;
    q.irqPending = true;
    if (q.irqMasked || m.now < q.irqNotBefore) {
      m.tally(this.wiring(fn).vm).irqSuppressed++;
      m.fact(FACT['irq-suppressed'], this.wiring(fn).vm, packet, q.irqMasked ? 1 : 0, fn, 0);
      if (!q.irqMasked) this.armThrottle(fn);
      return;
    }
    this.fire(fn, q.irqPacket);
  }

  private armThrottle(fn: number): void {
    const q = this.queue(fn);
    if (q.irqTimer) return;
    q.irqTimer = true;
    this.m.sim.at(q.irqNotBefore, this.index, E.throttle, fn, 0);
  }

  private unmasked(fn: number): void {
    const q = this.queue(fn);
    q.irqMasked = false;
    if (!q.irqPending) return;
    if (this.m.now < q.irqNotBefore) this.armThrottle(fn);
    else this.fire(fn, q.irqPacket);
  }

  private fire(fn: number, packet: number): void {
    const q = this.queue(fn);
    const w = this.wiring(fn);
    const { m } = this;
    q.irqPending = false;
    q.irqMasked = true;
    q.irqNotBefore = m.now + w.throttle;
    q.interrupts++;
    m.tally(w.vm).irqPhysical++;
    m.fact(FACT['irq-raised'], w.vm, packet, 0, fn, 0);
    // R11: the message is a posted write, so it stays behind the data of the same function.
    const end =
      Math.max(this.link.write(w.vm, m.now, 4) + m.prices.dmaWrite, q.lastWrite) + m.prices.irte;
    m.hop(m.now, end, packet, w.vm, STEP.msix, w.place, this.m.place('iommu'));
    m.sim.at(end, this.index, E.message, fn, packet);
  }

  // ---- DMA -------------------------------------------------------------------------------------

  private dmaRead(w: FunctionWiring, page: number, bytes: number, packet: number): Picos {
    const walk = w.vm >= 0 ? this.iommu.translate(w.vm, page, packet) : 0;
    return this.link.read(w.vm, this.m.now, bytes, this.m.prices.dmaRead + walk);
  }

  private dmaWrite(
    w: FunctionWiring,
    page: number,
    bytes: number,
    packet: number,
    at: Picos,
  ): Picos {
    const walk = w.vm >= 0 ? this.iommu.translate(w.vm, page, packet) : 0;
    return this.link.write(w.vm, at, bytes) + this.m.prices.dmaWrite + walk;
  }

  private wireTime(w: PortWiring, packet: number): Picos {
    return bitsToPicos((Math.max(60, this.m.bytesOf(packet)) + WIRE_OVERHEAD) * 8, w.gbps);
  }

  private wiring(fn: number): FunctionWiring {
    const w = this.functions[fn];
    if (!w) throw new Error(`nic: function ${String(fn)} is not in use`);
    return w;
  }

  private port(port: number): Port {
    return this.s.ports[port] as Port;
  }

  private portWiring(port: number): PortWiring {
    return this.ports[port] as PortWiring;
  }
}

function emptyQueues(): QueuePair {
  return {
    tx: [],
    txTail: 0,
    txDoorbell: 0,
    txFetched: 0,
    txHead: 0,
    txDone: 0,
    txClean: 0,
    fetching: false,
    reading: 0,
    stalled: false,
    lastRead: 0,
    rx: [],
    rxTail: 0,
    rxReady: 0,
    rxHead: 0,
    rxDone: 0,
    rxClean: 0,
    lastWrite: 0,
    irqNotBefore: 0,
    irqTimer: false,
    irqPending: false,
    irqMasked: false,
    irqPacket: 0,
    interrupts: 0,
  };
}
