/**
 * Pieces of work of all threads, each a row of numbers; rows form lists by BELOW. Plain data, and no
 * objects, because a simulated packet takes several pieces.
 */
export interface Pieces {
  /** WORDS numbers a row. */
  words: Int32Array;
  /** TIMES numbers a row. */
  times: Float64Array;
  /** First unused row, -1 = none. */
  free: number;
}

export const WORDS = 8;
export const STEP_AT = 0;
export const FROM = 1;
export const TO = 2;
export const PACKET = 3;
export const ACTION = 4;
export const ARG = 5;
/** Row below in the thread's stack, or after it in the list of unused ones; -1 = none. */
export const BELOW = 6;

export const TIMES = 2;
/** Duration, or a negative number for the price of the step. */
export const COST = 0;
/** When it began where it was interrupted, else negative. */
export const STARTED = 1;

const FIRST_ROWS = 64;

export function createPieces(): Pieces {
  const pieces = { words: new Int32Array(0), times: new Float64Array(0), free: -1 };
  growPieces(pieces, FIRST_ROWS);
  return pieces;
}

/** Makes room for twice as many pieces, or for `rows`. */
export function growPieces(p: Pieces, rows = (2 * p.words.length) / WORDS): void {
  const old = p.words.length / WORDS;
  const words = new Int32Array(rows * WORDS);
  words.set(p.words);
  const times = new Float64Array(rows * TIMES);
  times.set(p.times);
  p.words = words;
  p.times = times;
  for (let row = rows - 1; row >= old; row--) {
    words[row * WORDS + BELOW] = p.free;
    p.free = row;
  }
}
