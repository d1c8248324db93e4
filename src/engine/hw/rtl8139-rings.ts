import type { Part } from '../kernel/sim';
import type { Machine } from './machine';

/**
 * Descriptor rings of an RTL8139C+, in guest memory. A descriptor belongs to the device while its OWN bit is
 * set: here the descriptors between two positions. All positions run freely.
 */
export interface OwnRings {
  tx: number[];
  /** Behind the last descriptor that the driver gave to the device (cp->tx_head). */
  txHead: number;
  /** Behind the last descriptor whose OWN bit the device has cleared. */
  txDone: number;
  /** Behind the last descriptor that the driver has taken back (cp->tx_tail). */
  txTail: number;
  rx: number[];
  /** Behind the last descriptor with OWN set. */
  rxOwned: number;
  rxDone: number;
  rxTail: number;
}

/** CP_RX_RING_SIZE, CP_TX_RING_SIZE */
export const RTL8139_RING = 64;

export class Rtl8139Rings implements Part {
  readonly name = 'rtl8139-rings';
  s: { rings: OwnRings[] };

  constructor(m: Machine) {
    this.s = {
      rings: Array.from({ length: m.vmCount }, () => ({
        tx: [],
        txHead: 0,
        txDone: 0,
        txTail: 0,
        rx: [],
        rxOwned: RTL8139_RING,
        rxDone: 0,
        rxTail: 0,
      })),
    };
    m.sim.add(this);
  }

  on(): void {
    throw new Error('rtl8139-rings: has no events');
  }

  of(vm: number): OwnRings {
    return this.s.rings[vm] as OwnRings;
  }
}
