import { formatMoment } from '../../i18n/format';
import type { Messages } from '../../i18n';
import type { ChartTable } from '../../ui/chart/ChartFigure';
import type { Windows } from './windows';

export interface Column {
  readonly label: string;
  /** As in `ChartColumn`. */
  readonly field: string;
  /** One a window; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly text: (value: number) => string;
}

/** The numbers of a chart over time: a row a window. */
export function seriesTable(
  { edges }: Windows,
  m: Messages['metrics'],
  columns: readonly Column[],
): ChartTable {
  return {
    columns: [
      { label: m.from, field: 'from_ns', text: (ns) => formatMoment(ns * 1000) },
      { label: m.to, field: 'to_ns', text: (ns) => formatMoment(ns * 1000) },
      ...columns,
    ],
    rows: edges
      .slice(0, -1)
      .map((from, i) => [
        from / 1000,
        (edges[i + 1] ?? 0) / 1000,
        ...columns.map(({ values }) => values[i] ?? null),
      ]),
  };
}

/** The upper edge of a stack, window by window. */
export function sumsOf(series: readonly (readonly number[])[]): readonly number[] {
  return (series[0] ?? []).map((_, i) => series.reduce((sum, each) => sum + (each[i] ?? 0), 0));
}
