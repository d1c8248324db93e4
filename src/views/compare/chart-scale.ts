import { lettersOf } from '../../store/page';
import type { Picos } from '../../store/vocabulary';

/** The names in a lane are small: a hall needs them larger than the letters around. */
const IN_HALL = 1.1;

/** CSS pixels that one of a lane's drawing is. */
export const laneUnit = (state: { readonly text: number; readonly hall: number }) =>
  lettersOf(state) * (state.hall > 0 ? IN_HALL : 1);

/** How a lane's time and height become pixels; the same for all lanes. */
export interface ChartScale {
  /** CSS pixels that one of the drawing's is: it grows as a whole with the reader's letters. */
  readonly unit: number;
  readonly width: number;
  readonly height: number;
  /** Where time begins and ends, pixels of the drawing. */
  readonly left: number;
  readonly right: number;
  /** Longest time shown. */
  readonly length: Picos;
  /** From a time since the packet's creation. */
  readonly x: (since: Picos) => number;
  readonly timeAt: (px: number) => Picos;
}

const RIGHT_PX = 12;

export function chartScale(
  width: number,
  height: number,
  gutter: number,
  length: Picos,
  unit: number,
): ChartScale {
  const left = gutter;
  const right = Math.max(left + 1, width - RIGHT_PX);
  const whole = Math.max(1, length);
  return {
    unit,
    width,
    height,
    left,
    right,
    length: whole,
    x: (since) => left + (since / whole) * (right - left),
    timeAt: (px) =>
      Math.round((Math.min(Math.max(px, left), right) - left) * (whole / (right - left))),
  };
}
