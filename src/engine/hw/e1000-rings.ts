import type { Part } from '../kernel/sim';
import type { Machine } from './machine';

/** Descriptor rings of an 82540EM, in guest memory: the driver and the device model read and write both. */
export interface Rings {
  tx: number[];
  /** Position behind the last descriptor written. All positions run freely. */
  txTail: number;
  /** Descriptors with DD set. */
  txDone: number;
  txClean: number;
  rx: number[];
  rxTail: number;
  rxDone: number;
  rxClean: number;
}

/** E1000_DEFAULT_TXD, E1000_DEFAULT_RXD */
export const E1000_RING = 256;

export class E1000Rings implements Part {
  readonly name = 'e1000-rings';
  s: { rings: Rings[] };

  constructor(m: Machine) {
    this.s = {
      rings: Array.from({ length: m.vmCount }, () => ({
        tx: [],
        txTail: 0,
        txDone: 0,
        txClean: 0,
        rx: [],
        rxTail: E1000_RING - 1,
        rxDone: 0,
        rxClean: 0,
      })),
    };
    m.sim.add(this);
  }

  on(): void {
    throw new Error('e1000-rings: has no events');
  }

  of(vm: number): Rings {
    return this.s.rings[vm] as Rings;
  }
}
