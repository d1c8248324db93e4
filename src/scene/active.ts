import type { Picos } from '../engine/units';
import type { Timeline } from './timeline';

/** First row that may still last at `cursor`. */
export function firstActive({ latest, count }: Timeline, cursor: Picos): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((latest[mid] as number) >= cursor) high = mid;
    else low = mid + 1;
  }
  return low;
}

/** One past the last row that has begun at `cursor`. */
export function endOfBegun({ start, count }: Timeline, cursor: Picos): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((start[mid] as number) <= cursor) low = mid + 1;
    else high = mid;
  }
  return low;
}
