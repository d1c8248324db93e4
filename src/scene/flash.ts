import { FACT_KINDS } from '../store/vocabulary';
import { isIdleExit } from './timeline';
import type { FactColumns } from '../engine/kernel/columns';
import type { Picos } from '../engine/units';

/** A spot may flare up this often at most; WCAG 2.3.1 allows three times a second. */
const SHORTEST_GAP_MS = 360;
const FLARE_MS = 300;
const STEADY = 0.5;
const EXIT = FACT_KINDS.indexOf('vm-exit');

/** Times of the exits that I/O caused, by guest, for the light at the crossing: idling flares nothing up. */
export function exitTimes(facts: FactColumns, vms: number): readonly Float64Array[] {
  const times: number[][] = Array.from({ length: vms }, () => []);
  for (let i = 0; i < facts.count; i += 1) {
    if (facts.kind[i] !== EXIT || isIdleExit(facts, i)) continue;
    times[facts.vm[i] as number]?.push(facts.time[i] as number);
  }
  return times.map((list) => Float64Array.from(list).sort());
}

/**
 * Brightness (0 to 1) of a crossing at `cursor`. `rate` is simulated time per wall millisecond. An exit that comes
 * long enough after the one before flares; exits in close succession keep the light steady instead,
 * so that it never flares more than three times a second at any speed.
 */
export function brightness(times: Float64Array, cursor: Picos, rate: number): number {
  const last = countUpTo(times, cursor) - 1;
  if (last < 0) return 0;
  const gap = SHORTEST_GAP_MS * rate;
  const age = cursor - (times[last] as number);
  // Exits within a gap of one another are one burst; only its first flares.
  let first = last;
  while (
    first > 0 &&
    cursor - (times[first] as number) < FLARE_MS * rate &&
    (times[first] as number) - (times[first - 1] as number) < gap
  ) {
    first -= 1;
  }
  const sinceFlare = cursor - (times[first] as number);
  const flare = Math.max(0, 1 - sinceFlare / (FLARE_MS * rate)) * (1 - STEADY);
  const steady = age < gap ? STEADY : STEADY * Math.max(0, 1 - (age - gap) / gap);
  return steady + flare;
}

function countUpTo(times: Float64Array, cursor: Picos): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((times[mid] as number) <= cursor) low = mid + 1;
    else high = mid;
  }
  return low;
}
