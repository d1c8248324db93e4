import { nextUnit, seedRng } from './rng';

/** What is drawn by chance, always the same for a seed and a name. */
export interface Draw {
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  of<T>(list: readonly [T, ...T[]]): T;
  /** In another order. */
  shuffled<T>(list: readonly T[]): T[];
}

export function drawFrom(seed: number, name: string): Draw {
  const rng = seedRng(seed, name);
  const below = (n: number) => Math.floor(nextUnit(rng) * n);
  return {
    between: (least, most) => least + below(most - least + 1),
    of: (list) => list[below(list.length)] ?? list[0],
    shuffled: (list) => {
      const rest = [...list];
      return list.map(() => rest.splice(below(rest.length), 1)).flat();
    },
  };
}
