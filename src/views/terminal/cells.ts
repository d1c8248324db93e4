/** Where characters stand in a terminal that wraps at its last column. */

export interface Cell {
  readonly row: number;
  readonly column: number;
}

const ZERO = /[\p{Mn}\p{Me}\u200b-\u200f]/u;
/** Two columns wide, by the terminal's own rule (Unicode 6): CJK, Hangul, fullwidth forms; emoji have one. */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3040-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{2fffd}\u{30000}-\u{3fffd}]/u;

/** Columns of one code point: 0, 1 or 2. */
function widthOf(character: string): 0 | 1 | 2 {
  if (ZERO.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** The cell after `text`, written from `column` on in a terminal of `columns`; newlines go to the next row. */
export function cellAfter(text: string, column: number, columns: number): Cell {
  let at: Cell = { row: 0, column };
  for (const character of text) {
    if (character === '\n') {
      at = { row: at.row + 1, column: 0 };
      continue;
    }
    if (character === '\t') {
      at = { ...at, column: Math.min(columns - 1, (Math.floor(at.column / 8) + 1) * 8) };
      continue;
    }
    const width = widthOf(character);
    // What does not fit the row goes to the next one as a whole.
    if (width > 0 && at.column + width > columns) at = { row: at.row + 1, column: 0 };
    at = { ...at, column: at.column + width };
  }
  // After the last column the next character stands in the next row.
  return at.column >= columns ? { row: at.row + 1, column: 0 } : at;
}

/** Columns a text needs on one row. */
export function columnsOf(text: string): number {
  let sum = 0;
  for (const character of text) sum += widthOf(character);
  return sum;
}
