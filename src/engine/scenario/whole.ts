import * as v from 'valibot';
import * as allowed from './allowed';

/** A whole number of a range. */
export function whole(min: number, max: number) {
  const text = allowed.whole(min, max);
  return v.pipe(v.number(text), v.integer(text), v.minValue(min, text), v.maxValue(max, text));
}
