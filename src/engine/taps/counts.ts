import type { Picos } from '../units';
import { watch } from './watch';

/** Frames that each tap of a run has seen before a moment, by name. */
export function tapCounts(
  run: Parameters<typeof watch>[0],
  at: Picos,
): readonly (readonly [name: string, frames: number])[] {
  const { taps, sightings } = watch(run, 0, at);
  const counts = taps.map(() => 0);
  for (const { tap } of sightings) counts[tap] = (counts[tap] ?? 0) + 1;
  return taps.map(({ name }, tap) => [name, counts[tap] ?? 0]);
}
