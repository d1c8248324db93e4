import { FACT, type DropCause } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Part } from '../kernel/sim';
import { bitsToPicos, type Picos } from '../units';
import type { Machine } from './machine';
import type { Verdict } from './nic-pool';
import type { NicSwitch } from './nic-switch';
import type { FunctionWiring, PortWiring } from './nic-wiring';
import { vidOf, VLAN_TAG } from './packets';
import type { QueuePair } from './queue-pair';
import { hasRoom } from './rss';
import { vlanOf } from './vlan-tag';

interface Port {
  txFree: Picos;
  rxFree: Picos;
  /** Time on the wire of all frames that were given to it. */
  txTime: Picos;
  rxTime: Picos;
  /** Bytes of the transmit FIFO in use or promised to data on its way. */
  fifo: number;
  /** Receive FIFO: what waits behind a full ring, function and frame in turn, and its bytes. */
  waiting: number[];
  held: number;
}

/** The queues behind the switch. */
export interface Queues {
  /** A frame is at a function. */
  receive(fn: number, packet: number): void;
  queue(fn: number): QueuePair;
  /** The transmit FIFO of a port has room again. */
  roomAt(port: number): void;
  wiring(fn: number): FunctionWiring;
}

/** Transmit packet buffer of a port (82599: 160 KiB). */
export const FIFO_BYTES = 163840;
/** Receive packet buffer of a port (82599: 512 KiB). */
const RX_FIFO_BYTES = 524288;
/** Buffer of the switch outside in front of a port of ours, as time on the wire: 512 KiB at 10 Gb/s. */
const OUTSIDE_BUFFER: Picos = 420_000_000;
/** FCS, preamble and shortest gap, bytes. */
const WIRE_OVERHEAD = 24;
const SHORTEST = 60;

/** What a frame takes of the wire, tag and gap included. */
export function wireBytes(m: Machine, packet: number): number {
  const tag = vlanOf(m, packet) === 0 ? 0 : VLAN_TAG;
  return Math.max(SHORTEST, m.bytesOf(packet) + tag) + WIRE_OVERHEAD;
}

const E = { switched: 0, atFunction: 1, onWire: 2, arrived: 3, fromWire: 4 } as const;

/** The card from the switch outward: forwarding, transmit FIFO, serialisation on the wire, both directions. */
export class NicPorts implements Part {
  readonly name = 'nic-ports';
  s: { ports: Port[] };
  private readonly index: number;
  private readonly m: Machine;
  private readonly wirings: readonly PortWiring[];
  private readonly queues: Queues;
  readonly switch: NicSwitch;
  /** A frame that reached this host for a guest that is here no more. */
  gone: (vm: number, packet: number) => boolean = () => false;
  private readonly halfLookup: Picos;

  constructor(m: Machine, wirings: readonly PortWiring[], nicSwitch: NicSwitch, queues: Queues) {
    this.m = m;
    this.wirings = wirings;
    this.queues = queues;
    this.switch = nicSwitch;
    this.halfLookup = Math.round(m.prices.switchLookup / 2);
    this.s = {
      ports: wirings.map(() => ({
        txFree: 0,
        rxFree: 0,
        txTime: 0,
        rxTime: 0,
        fifo: 0,
        waiting: [],
        held: 0,
      })),
    };
    this.index = m.sim.add(this);
  }

  /** Reserves FIFO space for a frame whose data is about to be read; false when there is none. */
  reserve(port: number, bytes: number): boolean {
    const p = this.port(port);
    if (p.fifo + bytes > FIFO_BYTES) return false;
    p.fifo += bytes;
    return true;
  }

  /** A frame whose data was read goes to the switch, or straight to the port. */
  send(fn: number, packet: number): void {
    const { m } = this;
    const w = this.queues.wiring(fn);
    const port = this.wiring(w.port);
    if (!port.switching) {
      m.move(m.now, m.now, packet, STEP['to-port'], w.place, port.place);
      this.toWire(w.port, packet);
      return;
    }
    const end = m.now + this.halfLookup;
    m.move(m.now, end, packet, STEP.switching, w.place, port.switchPlace);
    m.sim.at(end, this.index, E.switched, fn, packet);
  }

  /** A frame whose data could not be read ends here, and what was kept free for it is free again. */
  giveUp(fn: number, packet: number): void {
    const { port } = this.queues.wiring(fn);
    this.m.drop(packet, 'iommu-fault');
    this.release(port, packet);
  }

  /** A frame starts to arrive at a port from the other side. */
  arrive(port: number, packet: number): void {
    const p = this.port(port);
    const w = this.wiring(port);
    const start = Math.max(this.m.now, p.rxFree);
    if (start - this.m.now > OUTSIDE_BUFFER) {
      this.m.drop(packet, 'wire-full');
      return;
    }
    const time = this.timeOf(w, packet);
    const end = start + time;
    p.rxFree = end;
    p.rxTime += time;
    this.m.move(start, end, packet, STEP['wire-rx'], w.peerPlace, w.place);
    this.m.sim.at(end, this.index, E.arrived, port, packet);
  }

  on(kind: number, a: number, packet: number): void {
    switch (kind) {
      case E.switched:
        return this.decide(a, packet);
      case E.atFunction:
        return this.toRing(a, packet);
      case E.onWire:
        this.port(a).fifo -= this.m.bytesOf(packet);
        this.m.tally(this.m.vmOf(packet)).wireOut += wireBytes(this.m, packet);
        this.wiring(a).onWire(a, packet);
        return this.queues.roomAt(a);
      case E.arrived:
        this.m.tally(this.m.vmOf(packet)).wireIn += wireBytes(this.m, packet);
        return this.arrived(a, packet);
      case E.fromWire:
        return this.forward(a, packet, this.switch.fromWire(a, packet), false);
    }
  }

  private give(fn: number, packet: number): void {
    if (this.gone(this.queues.wiring(fn).vm, packet)) this.lost(fn, packet, 'migration-downtime');
    else this.queues.receive(fn, packet);
  }

  /** A frame that the host's management sends out of a port, past all functions. Nobody checks it. */
  emit(port: number, packet: number): void {
    this.port(port).fifo += this.m.bytesOf(packet);
    this.toWire(port, packet);
  }

  /** A function cannot take a frame. */
  lost(fn: number, packet: number, cause: DropCause): void {
    this.switch.lost(fn, cause);
    this.m.drop(packet, cause);
  }

  /** Time up to now for which each direction of a port was in use. */
  wireTime(port: number): { readonly tx: Picos; readonly rx: Picos } {
    const { txTime, txFree, rxTime, rxFree } = this.port(port);
    const ahead = (free: Picos) => Math.max(0, free - this.m.now);
    return { tx: txTime - ahead(txFree), rx: rxTime - ahead(rxFree) };
  }

  private decide(fn: number, packet: number): void {
    const w = this.queues.wiring(fn);
    this.forward(w.port, packet, this.switch.fromFunction(w.port, w.pool, packet), true);
  }

  /** Sends a frame where the switch decided; a frame for several takes one replica for each more. */
  private forward(portIndex: number, packet: number, verdict: Verdict, fromHost: boolean): void {
    const { m } = this;
    const port = this.wiring(portIndex);
    const { functions, toWire } = verdict;
    const local = functions.length > 0;
    const where = (toWire ? 1 : 0) | (local ? 2 : 0);
    const first = local ? (functions[0] as number) : -1;
    m.fact(FACT.switched, m.vmOf(packet), packet, where, first, vidOf(vlanOf(m, packet)));
    if (verdict.drop) {
      if (fromHost) this.release(portIndex, packet);
      m.drop(packet, verdict.drop);
      return;
    }
    const end = m.now + this.halfLookup;
    for (let i = 0; i < functions.length; i++) {
      const fn = functions[i] as number;
      const last = !toWire && i === functions.length - 1;
      const frame = last ? packet : m.replica(packet, m.dstOf(packet), port.switchPlace);
      this.switch.strip(fn, frame);
      m.move(
        m.now,
        end,
        frame,
        STEP['to-function'],
        port.switchPlace,
        this.queues.wiring(fn).place,
      );
      m.sim.at(end, this.index, E.atFunction, fn, frame);
    }
    if (toWire) {
      m.move(m.now, m.now, packet, STEP['to-port'], port.switchPlace, port.place);
      this.toWire(portIndex, packet);
    } else if (fromHost) {
      this.release(portIndex, packet);
    }
  }

  private release(port: number, packet: number): void {
    this.port(port).fifo -= this.m.bytesOf(packet);
    this.queues.roomAt(port);
  }

  private toWire(port: number, packet: number): void {
    const p = this.port(port);
    const w = this.wiring(port);
    const start = Math.max(this.m.now, p.txFree);
    const time = this.timeOf(w, packet);
    const end = start + time;
    p.txFree = end;
    p.txTime += time;
    this.m.move(start, end, packet, STEP['wire-tx'], w.place, w.peerPlace);
    this.m.sim.at(end, this.index, E.onWire, port, packet);
  }

  private arrived(portIndex: number, packet: number): void {
    const { m } = this;
    const port = this.wiring(portIndex);
    if (port.switching) {
      const end = m.now + this.halfLookup;
      m.move(m.now, end, packet, STEP.switching, port.place, port.switchPlace);
      m.sim.at(end, this.index, E.fromWire, portIndex, packet);
      return;
    }
    const fn = this.switch.fromWire(portIndex, packet).functions[0];
    if (fn === undefined) return m.drop(packet, 'no-receiver');
    m.move(m.now, m.now, packet, STEP['to-port'], port.place, this.queues.wiring(fn).place);
    this.toRing(fn, packet);
  }

  /** VEB.10: without drop enable a full ring holds up what is behind it in the port's FIFO, whoever it is for. */
  private toRing(fn: number, packet: number): void {
    const { port } = this.queues.wiring(fn);
    const p = this.port(port);
    const isFree = p.waiting.length === 0 && hasRoom(this.queues, fn, packet);
    if (this.wiring(port).dropEnable || isFree) return this.give(fn, packet);
    const bytes = this.m.bytesOf(packet);
    if (p.held + bytes > RX_FIFO_BYTES) return this.lost(fn, packet, 'fifo-full');
    p.waiting.push(fn, packet);
    p.held += bytes;
  }

  /** A function behind the port has descriptors again: the FIFO goes on as far as it can. */
  roomInRing(port: number): void {
    const p = this.port(port);
    while (p.waiting.length > 0) {
      if (!hasRoom(this.queues, ...(p.waiting as [number, number]))) return;
      const [fn, packet] = p.waiting.splice(0, 2) as [number, number];
      p.held -= this.m.bytesOf(packet);
      this.give(fn, packet);
    }
  }

  /** Bytes that wait in the receive FIFO of a port, what it holds, and whether a full ring blocks it. */
  rxFifo(port: number): { readonly held: number; readonly size: number; readonly blocks: boolean } {
    const blocks = !this.wiring(port).dropEnable;
    return { held: this.port(port).held, size: RX_FIFO_BYTES, blocks };
  }

  /** Time a frame of `bytes` occupies the wire, gap included. */
  frameTime(w: Pick<PortWiring, 'gbps'>, bytes: number): Picos {
    return bitsToPicos((Math.max(SHORTEST, bytes) + WIRE_OVERHEAD) * 8, w.gbps);
  }

  private timeOf(w: Pick<PortWiring, 'gbps'>, packet: number): Picos {
    return bitsToPicos(wireBytes(this.m, packet) * 8, w.gbps);
  }

  private port(port: number): Port {
    return this.s.ports[port] as Port;
  }

  private wiring(port: number): PortWiring {
    return this.wirings[port] as PortWiring;
  }
}
