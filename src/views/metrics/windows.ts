import { SERIES_FIELDS } from '../../store/vocabulary';
import type { SeriesColumns, SeriesField } from '../../store/vocabulary';

/** Counters of a run in windows of equal length, as a chart draws them. */
export interface Windows {
  /** One more than there are windows, ps. */
  readonly edges: readonly number[];
  /** What was counted in each window. */
  readonly of: (field: SeriesField) => readonly number[];
  readonly total: (field: SeriesField) => number;
}

/** The windows, neighbours merged until there are at most `most`: steps that are seen one by one. */
export function windowsOf({ edges, counts }: SeriesColumns, most: number): Windows {
  const fine = edges.length - 1;
  const by = Math.max(1, Math.ceil(fine / most));
  const starts = Array.from({ length: Math.ceil(fine / by) }, (_, i) => i * by);
  const of = (field: SeriesField) => {
    const first = SERIES_FIELDS.indexOf(field) * fine;
    return starts.map((start) => {
      let sum = 0;
      for (let i = start; i < Math.min(fine, start + by); i++) sum += counts[first + i] ?? 0;
      return sum;
    });
  };
  return {
    edges: [...starts.map((start) => edges[start] ?? 0), edges[fine] ?? 0],
    of,
    total: (field) => of(field).reduce((a, b) => a + b, 0),
  };
}

/** The names of one group of fields that counted anything: `EPT_MISCONFIG` of `exits`. */
export function occurring<G extends 'exits' | 'idle' | 'dropped'>(
  windows: Windows,
  group: G,
): readonly (SeriesField & `${G}.${string}`)[] {
  return SERIES_FIELDS.filter((field): field is SeriesField & `${G}.${string}` =>
    field.startsWith(`${group}.`),
  )
    .filter((field) => windows.total(field) > 0)
    .toSorted((a, b) => windows.total(b) - windows.total(a));
}

/** Index of the window that holds a moment. */
export function windowAt({ edges }: Windows, time: number): number {
  const after = edges.findIndex((edge) => edge > time);
  return after < 0 ? edges.length - 2 : Math.max(0, after - 1);
}

/** The length of all windows but the last, ps. */
export const widthOf = ({ edges }: Windows) => (edges[1] ?? 0) - (edges[0] ?? 0);

/** Each value by the length of its window, times `factor`. */
export function rates(
  { edges }: Windows,
  values: readonly number[],
  factor: number,
): readonly number[] {
  return values.map((value, i) => (value * factor) / ((edges[i + 1] ?? 0) - (edges[i] ?? 0)));
}
