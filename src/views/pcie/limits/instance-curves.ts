import { fullest, shareOf, type BillRow, type InstanceBill } from '../../../store/vocabulary';

/** The most instances the chart shows. */
const MOST = 4000;
const PER_DECADE = 20;

/** Numbers of instances at which shares are drawn: 1 to 4,000, equally far apart on a logarithmic axis where whole numbers allow. */
export const COUNTS: readonly number[] = [
  ...new Set(
    Array.from({ length: Math.floor(PER_DECADE * Math.log10(MOST)) + 1 }, (_, i) =>
      Math.round(10 ** (i / PER_DECADE)),
    ),
  ),
  MOST,
];

/** The nearest of {@link COUNTS}, as its index. */
export function countIndex(count: number): number {
  const above = COUNTS.findIndex((c) => c >= count);
  return above < 0 ? COUNTS.length - 1 : above;
}

export interface InstanceCurve {
  readonly xs: readonly number[];
  readonly shares: readonly (number | null)[];
  /** Where the next instance fails; null beyond the chart. */
  readonly end: readonly [count: number, share: number] | null;
}

function curve(most: number | null, shareAt: (count: number) => number | null): InstanceCurve {
  const last = Math.min(most ?? MOST, MOST);
  const xs = [...new Set([...COUNTS.filter((c) => c <= last), last])].filter((c) => c > 0);
  const shares = xs.map(shareAt);
  const share = shares.at(-1) ?? null;
  const isInside = most !== null && most <= MOST && most > 0 && share !== null;
  return { xs, shares, end: isInside ? [last, share] : null };
}

/** How full the fullest resource of a kind is. */
export const kindCurve = (bill: InstanceBill): InstanceCurve =>
  curve(bill.most, (count) => fullest(bill, count)?.share ?? null);

/** How full one resource is, to its own end. */
export const rowCurve = (row: BillRow): InstanceCurve =>
  curve(row.most, (count) => shareOf(row, count));
