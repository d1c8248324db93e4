/** What of a card and its functions makes Routing IDs. */
interface CardRids {
  readonly pfs: readonly {
    readonly rid: number;
    readonly firstVfOffset: number;
    readonly vfStride: number;
  }[];
}
interface FunctionRid {
  readonly kind: 'pf' | 'vf';
  /** Index of the PF, also for its VFs. */
  readonly pf: number;
  /** VF index within its PF from 0. */
  readonly index: number;
  /** bus << 8 | device << 3 | function. */
  readonly rid: number;
  readonly bdf: string;
}

export const hex = (value: number, digits: number): string =>
  value.toString(16).padStart(digits, '0');

export const hexByte = (value: number): string => hex(value, 2);
export const hex16 = (value: number): string => `0x${hex(value, 4)}`;

/** `3b:10.2`. */
export const bdfOf = (rid: number): string =>
  `${hex(rid >> 8, 2)}:${hex((rid >> 3) & 0x1f, 2)}.${rid & 7}`;

/** One term of the sum, with the name under which messages describe it. */
export interface RidTerm {
  readonly text: string;
  readonly of: 'pf' | 'offset' | 'index-stride' | 'rid' | 'bdf';
}

/** The sum that gives a VF its Routing ID, in the order it is written; null for a PF. */
export function ridTerms(card: CardRids, fn: FunctionRid): readonly RidTerm[] | null {
  const pf = card.pfs[fn.pf];
  if (fn.kind === 'pf' || pf === undefined) return null;
  return [
    { text: hex16(pf.rid), of: 'pf' },
    { text: `0x${pf.firstVfOffset.toString(16)}`, of: 'offset' },
    { text: `${fn.index}·${pf.vfStride}`, of: 'index-stride' },
    { text: hex16(fn.rid), of: 'rid' },
    { text: fn.bdf, of: 'bdf' },
  ];
}

/** The sign before each term of {@link ridTerms}. */
export const RID_SIGNS: Readonly<Record<RidTerm['of'], string>> = {
  pf: 'RID =',
  offset: '+',
  'index-stride': '+',
  rid: '=',
  bdf: '→',
};

/** `RID = 0x3b00 + 0x80 + 0·2 = 0x3b80 → 3b:10.0`; a PF has no sum: `RID = 0x3b00 → 3b:00.0`. */
export function ridText(card: CardRids, fn: FunctionRid): string {
  const terms = ridTerms(card, fn);
  if (terms === null) return `RID = ${hex16(fn.rid)} → ${fn.bdf}`;
  return terms.map((t) => `${RID_SIGNS[t.of]} ${t.text}`).join(' ');
}

/** The three fields of a Routing ID in binary: 8 bits bus, 5 device, 3 function. */
export function ridBits(rid: number): {
  readonly bus: string;
  readonly device: string;
  readonly fn: string;
} {
  const bits = rid.toString(2).padStart(16, '0');
  return { bus: bits.slice(0, 8), device: bits.slice(8, 13), fn: bits.slice(13) };
}
