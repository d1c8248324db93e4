import { EXIT_CLASSES } from '../store/vocabulary';

interface Exits {
  readonly time: Float64Array;
  readonly cls: Uint8Array;
  readonly vm: Int16Array;
}

const HEAVY = EXIT_CLASSES.indexOf('H');

/** Exits before `from` as [light, heavy] by guest: what a window that starts later cannot count itself. */
export function earlierExits(
  { time, cls, vm }: Exits,
  from: number,
  vms: number,
): readonly (readonly [number, number])[] {
  const counts = Array.from({ length: vms }, (): [number, number] => [0, 0]);
  for (let i = 0; i < time.length; i += 1) {
    const own = counts[vm[i] as number];
    if ((time[i] as number) >= from || own === undefined) continue;
    own[cls[i] === HEAVY ? 1 : 0] += 1;
  }
  return counts;
}
