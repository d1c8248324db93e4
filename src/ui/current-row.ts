import type { JourneyRow, Picos } from '../store/vocabulary';

/**
 * Index of what happens at `cursor`: the last row that has begun and still goes on, waiting left aside;
 * in a pause the last that has begun; -1 before the first.
 */
export function currentRow(rows: readonly JourneyRow[], cursor: Picos): number {
  const goesOn = (row: JourneyRow) => {
    if (row.at > cursor) return false;
    return row.kind === 'fact' ? row.at === cursor : row.end > cursor && row.glyph !== 'wait';
  };
  const now = rows.findLastIndex(goesOn);
  return now === -1 ? rows.findLastIndex((row) => row.at <= cursor) : now;
}
