import { formatCount, formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import type { SeriesField } from '../../store/vocabulary';
import { ChartFigure } from '../../ui/chart/ChartFigure';
import { StackedSteps } from '../../ui/chart/marks';
import { Plot } from '../../ui/chart/Plot';
import { niceTop } from '../../ui/chart/scale';
import { exitPaint } from './exit-paint';
import { fileName } from './file-name';
import { seriesTable, sumsOf } from './series-table';
import { useTimeAxis } from './time-axis';
import { occurring, widthOf } from './windows';
import type { Windows } from './windows';

interface Props {
  readonly windows: Windows;
  readonly vm: number | null;
}

/** Exits by reason, window by window: those of I/O below, those of idle guests above. */
export function ExitsChart({ windows, vm }: Props) {
  const m = useMessages().metrics;
  const io = occurring(windows, 'exits');
  const idle = occurring(windows, 'idle');
  const fields: readonly SeriesField[] = [...io, ...idle];
  const nameOf = (field: SeriesField) => {
    const name = field.replace(/^\w+\./u, '');
    return field.startsWith('idle.') ? m.idleReason(name) : m.reason(name);
  };
  const paints = [
    ...io.map((_, i) => exitPaint(i, false)),
    ...idle.map((_, i) => exitPaint(i, true)),
  ];
  const series = fields.map(windows.of);
  const total = fields.reduce((sum, field) => sum + windows.total(field), 0);
  const axis = useTimeAxis(windows, (i) => {
    const parts = fields.flatMap((field, k) => {
      const n = series[k]?.[i] ?? 0;
      return n === 0 ? [] : [m.named(nameOf(field), formatCount(n))];
    });
    return parts.length === 0 ? m.nothing : parts.join(', ');
  });
  return (
    <ChartFigure
      title={m.exits.title}
      note={m.exits.note}
      empty={total === 0 ? m.exits.none : null}
      legend={fields
        .map((field, k) => ({
          label: m.named(nameOf(field), formatCount(windows.total(field))),
          paint: paints[k] ?? exitPaint(0, false),
        }))
        .toReversed()}
      table={seriesTable(
        windows,
        m,
        fields.map((field, k) => ({
          label: nameOf(field),
          field: field.replace('.', '_'),
          values: series[k] ?? [],
          text: formatCount,
        })),
      )}
      file={fileName('exits-over-time', vm)}
    >
      <Plot
        {...axis}
        y={{
          from: 0,
          to: niceTop(Math.max(...sumsOf(series))),
          label: m.inWindow(m.exits.axis, formatPicos(widthOf(windows))),
          text: formatCount,
          whole: true,
        }}
        paints={paints}
        alt={m.exits.alt(formatCount(total))}
      >
        {(frame) => <StackedSteps frame={frame} edges={windows.edges} series={series} />}
      </Plot>
    </ChartFigure>
  );
}
