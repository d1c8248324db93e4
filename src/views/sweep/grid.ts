import type { SweepRun } from '../../store/sweep';
import { PATH_IDS, type Measured, type PathId, type PointResult } from '../../store/vocabulary';
import { hostCpuOf, type Figure } from './figures';

export const DIMS = ['sizes', 'guests', 'rates'] as const;
export type DimId = (typeof DIMS)[number];

/** A number that varies, and the values it takes. */
export interface Dim {
  readonly id: DimId;
  readonly values: readonly number[];
}

/** Where on each number that varies: the index of its value. */
export type Place = Readonly<Partial<Record<DimId, number>>>;

/** The points of a sweep by path and place. */
export interface Grid {
  readonly paths: readonly PathId[];
  readonly dims: readonly Dim[];
  readonly indexOf: (path: PathId, place: Place) => number;
  readonly at: (path: PathId, place: Place) => PointResult | null;
}

const DIM_OF: Readonly<Record<string, DimId>> = {
  'vms.0.traffic.packetBytes': 'sizes',
  'vms.0.count': 'guests',
  'vms.0.traffic.pps': 'rates',
};

export function gridOf({ axes, results }: Pick<SweepRun, 'axes' | 'results'>): Grid {
  const paths = axes.find(({ key }) => key === 'vms.0.path')?.values ?? [];
  const known = PATH_IDS.filter((id) => paths.includes(id));
  const dims = axes.flatMap(({ key, values }): Dim[] => {
    const id = DIM_OF[key];
    return id === undefined ? [] : [{ id, values: values.filter((v) => typeof v === 'number') }];
  });
  const indexOf = (path: PathId, place: Place) =>
    axes.reduce((index, { key, values }) => {
      const dim = DIM_OF[key];
      const at = dim === undefined ? paths.indexOf(path) : (place[dim] ?? 0);
      return index * values.length + at;
    }, 0);
  return {
    paths: known,
    dims: DIMS.flatMap((id) => dims.filter((dim) => dim.id === id)),
    indexOf,
    at: (path, place) => results.get(indexOf(path, place)) ?? null,
  };
}

/** A place on the numbers of this grid; what was chosen on another is brought inside. */
export function within(
  { dims }: Pick<Grid, 'dims'>,
  place: Place,
): Readonly<Record<DimId, number>> {
  const at = (id: DimId) => {
    const most = (dims.find((dim) => dim.id === id)?.values.length ?? 1) - 1;
    return Math.min(place[id] ?? 0, most);
  };
  return { sizes: at('sizes'), guests: at('guests'), rates: at('rates') };
}

export interface Ranked {
  readonly path: PathId;
  readonly point: Measured;
  readonly value: number;
  /** Of those alike the same. */
  readonly rank: number;
}

/** Figures as close as this to the best are alike. */
const ALIKE = 0.02;

/** The measured paths at a place, the best first; among those alike the one with less host CPU first. */
export function ranking(grid: Grid, place: Place, figure: Figure): readonly Ranked[] {
  const measured = grid.paths.flatMap((path) => {
    const point = grid.at(path, place);
    return point?.kind === 'measured' && point.metrics.packets.delivered > 0
      ? [{ path, point, value: figure.of(point) }]
      : [];
  });
  const sign = figure.better === 'more' ? -1 : 1;
  const sorted = measured.toSorted((a, b) => sign * (a.value - b.value));
  const groups: (typeof measured)[] = [];
  for (const each of sorted) {
    const group = groups.at(-1);
    const [first] = group ?? [];
    if (group !== undefined && first !== undefined && areAlike(first.value, each.value))
      group.push(each);
    else groups.push([each]);
  }
  let rank = 1;
  return groups.flatMap((group) => {
    const own = rank;
    rank += group.length;
    return group
      .toSorted((a, b) => hostCpuOf(a.point) - hostCpuOf(b.point))
      .map((each) => ({ ...each, rank: own }));
  });
}

/** Within 2 % of each other. */
export function areAlike(best: number, other: number): boolean {
  const size = Math.max(Math.abs(best), Math.abs(other));
  return size === 0 || Math.abs(best - other) <= ALIKE * size;
}

/** True when nothing is missing at a place. */
export function isComplete(grid: Grid, place: Place): boolean {
  return grid.paths.every((path) => grid.at(path, place) !== null);
}
