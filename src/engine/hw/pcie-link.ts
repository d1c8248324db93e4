import type { Part } from '../kernel/sim';
import type { Bytes, Picos } from '../units';
import type { Machine } from './machine';

interface LinkState {
  /** When each direction has sent all that was given to it. Up is towards memory. */
  upFree: Picos;
  downFree: Picos;
  bytesUp: number;
  bytesDown: number;
}

/** Raw rate of one lane, Gb/s, after line coding (8b/10b to generation 2, 128b/130b from 3). */
const LANE_GBPS: Readonly<Record<number, number>> = {
  1: 2.5 * 0.8,
  2: 5 * 0.8,
  3: (8 * 128) / 130,
  4: (16 * 128) / 130,
  5: (32 * 128) / 130,
};
/** Largest read request, bytes (Device Control, Max_Read_Request_Size). */
const MAX_READ_REQUEST = 512;

/**
 * The card's PCIe link: each direction a line of its own, TLPs with their headers.
 * MODEL: flow-control credits never run out before the line does.
 */
export class PcieLink implements Part {
  readonly name = 'pcie-link';
  s: LinkState = { upFree: 0, downFree: 0, bytesUp: 0, bytesDown: 0 };
  /** Picoseconds a byte. */
  private readonly perByte: number;

  private readonly m: Machine;

  constructor(m: Machine, generation: number, lanes: number) {
    this.m = m;
    m.sim.add(this);
    const lane = LANE_GBPS[generation];
    if (lane === undefined)
      throw new RangeError(`PCIe generation ${String(generation)} is not 1 to 5`);
    this.perByte = 8000 / (lane * lanes * m.prices.tlpShare);
  }

  on(): void {
    throw new Error('pcie-link: has no events');
  }

  get gbps(): number {
    return 8000 / this.perByte;
  }

  /** Time up to now for which each direction was in use. */
  lineTime(): { readonly up: Picos; readonly down: Picos } {
    const { bytesUp, bytesDown, upFree, downFree } = this.s;
    const ahead = (free: Picos) => Math.max(0, free - this.m.now);
    return {
      up: bytesUp * this.perByte - ahead(upFree),
      down: bytesDown * this.perByte - ahead(downFree),
    };
  }

  /** A posted write of the card into memory, `prefix` bytes before each TLP, ready at `at`; returns when its last byte has left. */
  write(vm: number, at: Picos, bytes: Bytes, prefix: Bytes = 0): Picos {
    const { maxPayload, tlpWrite } = this.m.prices;
    const wire = bytes + Math.max(1, Math.ceil(bytes / maxPayload)) * (tlpWrite + prefix);
    return this.up(vm, at, wire);
  }

  /** The card reads memory: request up, `latency` at the root complex, completions down. Returns the end. */
  read(vm: number, at: Picos, bytes: Bytes, latency: Picos, prefix: Bytes = 0): Picos {
    const { maxPayload, tlpRead, tlpCompletion } = this.m.prices;
    const asked = this.up(vm, at, Math.ceil(bytes / MAX_READ_REQUEST) * (tlpRead + prefix));
    const wire = bytes + Math.max(1, Math.ceil(bytes / maxPayload)) * tlpCompletion;
    return this.down(vm, asked + latency, wire);
  }

  /** A CPU's posted write of `bytes` to the card; returns when its last byte has arrived on the link. */
  mmioWrite(vm: number, at: Picos, bytes: Bytes): Picos {
    return this.down(vm, at, bytes + this.m.prices.tlpWrite);
  }

  private up(vm: number, at: Picos, wire: Bytes): Picos {
    this.s.bytesUp += wire;
    this.m.tally(vm).pcieUp += wire;
    this.s.upFree = Math.max(at, this.s.upFree) + Math.round(wire * this.perByte);
    return this.s.upFree;
  }

  private down(vm: number, at: Picos, wire: Bytes): Picos {
    this.s.bytesDown += wire;
    this.m.tally(vm).pcieDown += wire;
    this.s.downFree = Math.max(at, this.s.downFree) + Math.round(wire * this.perByte);
    return this.s.downFree;
  }
}
