import type { CostId } from './costs';

/** One figure of a derivation, as it was published or assumed. */
export interface Term {
  readonly value: number;
  /** `cycles` and `ratio` stay as they are; the others are times, or rates whose inverse is one. */
  readonly unit: 'cycles' | 'us' | 'ns' | 'Mpps' | '1/s' | 'ratio';
  /** Id of a published figure, of another cost, or 'assumed'. */
  readonly source: string;
  /** 1 if not given; negative terms are taken away. */
  readonly factor?: number;
}

/** How a price follows from published figures: the sum of its terms. Data, so that it can be shown. */
export interface Formula {
  /** 10^9 cycles per second, where times become cycles; null where the price is a time, or needs none. */
  readonly ghz: number | null;
  readonly terms: readonly Term[];
}

/** A term in cycles (with a clock) or nanoseconds (without), its factor included. */
export function termValue(term: Term, ghz: number | null): number {
  return (term.factor ?? 1) * inUnit(term.value, term.unit, ghz ?? 1);
}

function inUnit(value: number, unit: Term['unit'], ghz: number): number {
  switch (unit) {
    case 'cycles':
    case 'ratio':
      return value;
    case 'us':
      return value * 1000 * ghz;
    case 'ns':
      return value * ghz;
    case 'Mpps':
      return (1000 / value) * ghz;
    case '1/s':
      return (1e9 / value) * ghz;
  }
}

export function formulaValue({ terms, ghz }: Formula): number {
  return terms.reduce((sum, term) => sum + termValue(term, ghz), 0);
}

/** Derivations of the table in costs.ts, at its clock of 2.7 GHz. Profiles bring their own. */
export const FORMULAS: Readonly<Partial<Record<CostId, Formula>>> = {
  userRoundtrip: {
    ghz: null,
    terms: [
      { value: 6732, unit: 'cycles', source: 'dall17.x86.io_user' },
      { value: 2565, unit: 'cycles', source: 'dall17.x86.io_kernel', factor: -1 },
    ],
  },
  copyByte: {
    ghz: 2.7,
    terms: [{ value: 231, unit: 'ns', source: 'lend.copy1500.cold', factor: 1 / 1500 }],
  },
  kick: {
    ghz: 2.7,
    terms: [
      { value: 1.92, unit: 'us', source: 'makita18.derived.kick_cost' },
      { value: 2565, unit: 'cycles', source: 'dall17.x86.io_kernel', factor: -1 },
    ],
  },
  // A round trip of two wake-ups.
  wakeup: {
    ghz: 2.7,
    terms: [
      { value: 5.8, unit: 'us', source: 'lend.wakeup_roundtrip', factor: 0.5 },
      { value: 3240, unit: 'cycles', source: 'contextSwitch', factor: -1 },
    ],
  },
  vhostPacket: {
    ghz: 2.7,
    terms: [{ value: 3.1, unit: 'Mpps', source: 'wang18.vhost.tx.before' }],
  },
  // A loop on 2.6 GHz is two passes, each with a port to receive from, one to send to, and a copy of 64 bytes.
  pmdPacket: {
    ghz: 2.6,
    terms: [
      { value: 4.73, unit: 'Mpps', source: 'ovsperf.pvp.64B.10flows', factor: 0.25 },
      { value: 135, unit: 'cycles', source: 'copyFixed', factor: -0.5 },
      { value: 0.416, unit: 'cycles', source: 'copyByte', factor: -32 },
    ],
  },
  // The lower end of the range.
  mmioWriteCpu: {
    ghz: 2.7,
    terms: [{ value: 0.1, unit: 'us', source: 'rizzo13.reg_access.native_range' }],
  },
  // One miss walked three levels.
  iotlbWalkLevel: {
    ghz: null,
    terms: [{ value: 330, unit: 'ns', source: 'pcie18.iotlb.miss', factor: 1 / 3 }],
  },
  tlpShare: {
    ghz: null,
    terms: [{ value: 57.88, unit: 'ratio', source: 'pcie18.gen3x8.tlp', factor: 1 / 63.02 }],
  },
};
