import type { Axis } from './vary';

/**
 * The order in which points are computed, so that the shape is seen early: first where every axis is at an end, then halves,
 * quarters and so on. Values that are no numbers (paths) have no middle; all of them belong to each of these rounds.
 */
export function coarseFirst(axes: readonly Axis[]): readonly number[] {
  const rounds = axes.map(({ values }) =>
    values.every((value) => typeof value === 'number')
      ? roundsOf(values.length)
      : values.map(() => 0),
  );
  const size = axes.reduce((product, { values }) => product * values.length, 1);
  const roundAt = (index: number) => {
    let rest = index;
    let sum = 0;
    for (const round of rounds.toReversed()) {
      sum += round[rest % round.length] ?? 0;
      rest = Math.floor(rest / round.length);
    }
    return sum;
  };
  return Array.from({ length: size }, (_, index) => ({ index, round: roundAt(index) }))
    .toSorted((a, b) => a.round - b.round || a.index - b.index)
    .map(({ index }) => index);
}

/** For each place on an axis the round in which it comes: ends 0, the middle 1, the middles of the halves 2, … */
function roundsOf(length: number): readonly number[] {
  const rounds = Array.from({ length }, () => 0);
  let gaps: (readonly [number, number])[] = [[0, length - 1]];
  for (let round = 1; gaps.length > 0; round++) {
    gaps = gaps.flatMap(([low, high]) => {
      if (high - low < 2) return [];
      const middle = (low + high) >> 1;
      rounds[middle] = round;
      return [
        [low, middle],
        [middle, high],
      ] as const;
    });
  }
  return rounds;
}
