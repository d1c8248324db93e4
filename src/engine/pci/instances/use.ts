import type { BillRow, InstanceBill } from './kinds';

/** What each of `count` instances takes; null = not known. */
export function eachOf(row: BillRow, count: number): number | null {
  const { tiers } = row;
  if (tiers === undefined || count < 1) return row.each;
  const share = Math.floor(tiers.pool / Math.ceil(count / tiers.pfs));
  return tiers.sizes.find((size) => size <= share) ?? Math.min(...tiers.sizes);
}

/** What `count` instances take, the fixed part included; null = not known. */
export function usedOf(row: BillRow, count: number): number | null {
  if (row.atOnce === true) return row.fixed;
  const each = eachOf(row, count);
  return each === null ? null : row.fixed + each * count;
}

/**
 * The part of what there is that `count` instances take; null where there is no end of it. More than 1: too many, which
 * begins below the total where each PF has a share of its own, or a BAR found no place.
 */
export function shareOf(row: BillRow, count: number): number | null {
  const { total, most } = row;
  const used = usedOf(row, count);
  if (used === null || total === null) return null;
  const share = total === 0 ? 0 : used / total;
  return most !== null && count > most ? Math.max(share, count / most) : share;
}

/** The resource of which `count` instances take the largest part; null where none has an end. */
export function fullest(
  { rows }: Pick<InstanceBill, 'rows'>,
  count: number,
): { readonly row: BillRow; readonly share: number } | null {
  let found: { readonly row: BillRow; readonly share: number } | null = null;
  for (const row of rows) {
    const share = shareOf(row, count);
    if (share !== null && (found === null || share > found.share)) found = { row, share };
  }
  return found;
}

/** The rows with their first end: the lowest `most`, and the first of equals. */
export function endOf(rows: readonly BillRow[]): Pick<InstanceBill, 'most' | 'binding'> {
  let first: BillRow | null = null;
  for (const row of rows) {
    if (row.most !== null && row.most < (first?.most ?? Infinity)) first = row;
  }
  return { most: first?.most ?? null, binding: first?.resource ?? null };
}

/** The same bill where a guest has other memory, or the host: what is pinned is all of a guest's. */
export function withMemory(bill: InstanceBill, guest: number, host: number): InstanceBill {
  const rows = bill.rows.map((row) =>
    row.resource !== 'pinned-memory' || row.each === null || row.each === 0
      ? row
      : { ...row, each: guest, total: host, most: Math.floor(host / guest) },
  );
  // An end that is not known stays so.
  return bill.most === null ? { ...bill, rows } : { ...bill, rows, ...endOf(rows) };
}
