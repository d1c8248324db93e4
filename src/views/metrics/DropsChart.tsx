import { formatCount, formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { ChartFigure } from '../../ui/chart/ChartFigure';
import { StackedSteps } from '../../ui/chart/marks';
import type { Paint } from '../../ui/chart/paint';
import { Plot } from '../../ui/chart/Plot';
import { niceTop } from '../../ui/chart/scale';
import type { DROP_CAUSES } from '../../store/vocabulary';
import { fileName } from './file-name';
import { seriesTable, sumsOf } from './series-table';
import { useTimeAxis } from './time-axis';
import { occurring, widthOf } from './windows';
import type { Windows } from './windows';

/** Lost packets have no hue of their own: causes differ in texture and depth. */
const PAINTS: readonly Paint[] = [
  { colour: 'var(--ink-2)' },
  { colour: 'var(--edge)', texture: 'lines' },
  { colour: 'var(--ink-2)', texture: 'cross' },
  { colour: 'var(--edge)', texture: 'dots' },
  { colour: 'var(--edge)' },
  { colour: 'var(--ink-2)', texture: 'dots' },
];

interface Props {
  readonly windows: Windows;
  readonly sent: number;
  readonly vm: number | null;
}

/** Lost packets by cause, window by window; says so where none was lost. */
export function DropsChart({ windows, sent, vm }: Props) {
  const m = useMessages().metrics;
  const causes = occurring(windows, 'dropped').map((field, k) => {
    const cause = field.slice('dropped.'.length) as (typeof DROP_CAUSES)[number];
    return {
      field,
      label: m.drops.causes[cause],
      values: windows.of(field),
      total: windows.total(field),
      paint: PAINTS[k % PAINTS.length] ?? { colour: 'var(--edge)' },
    };
  });
  const series = causes.map(({ values }) => values);
  const total = causes.reduce((sum, cause) => sum + cause.total, 0);
  const axis = useTimeAxis(windows, (i) => {
    const lost = causes.filter(({ values }) => (values[i] ?? 0) > 0);
    if (lost.length === 0) return m.nothing;
    return lost.map(({ label, values }) => m.named(label, formatCount(values[i] ?? 0))).join(', ');
  });
  return (
    <ChartFigure
      title={m.drops.title}
      empty={total === 0 ? m.drops.none(formatCount(sent)) : null}
      legend={causes
        .map(({ label, total: lost, paint }) => ({
          label: m.named(label, formatCount(lost)),
          paint,
        }))
        .toReversed()}
      table={seriesTable(
        windows,
        m,
        causes.map(({ field, label, values }) => ({
          label,
          field: field.replaceAll(/[.-]/gu, '_'),
          values,
          text: formatCount,
        })),
      )}
      file={fileName('drops', vm)}
    >
      <Plot
        {...axis}
        y={{
          from: 0,
          to: niceTop(Math.max(0, ...sumsOf(series))),
          label: m.inWindow(m.drops.axis, formatPicos(widthOf(windows))),
          text: formatCount,
          whole: true,
        }}
        paints={causes.map(({ paint }) => paint)}
        alt={m.drops.alt(formatCount(total))}
      >
        {(frame) => <StackedSteps frame={frame} edges={windows.edges} series={series} />}
      </Plot>
    </ChartFigure>
  );
}
