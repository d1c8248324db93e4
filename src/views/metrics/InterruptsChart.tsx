import { formatCount, formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { ChartFigure } from '../../ui/chart/ChartFigure';
import { Line } from '../../ui/chart/marks';
import { Plot } from '../../ui/chart/Plot';
import { niceTop } from '../../ui/chart/scale';
import { fileName } from './file-name';
import { seriesTable } from './series-table';
import { useTimeAxis } from './time-axis';
import { widthOf } from './windows';
import type { Windows } from './windows';

const KINDS = [
  { kind: 'physical', colour: 'var(--host-kernel)', dash: '' },
  { kind: 'virtual', colour: 'var(--interrupt)', dash: '' },
  { kind: 'posted', colour: 'var(--interrupt)', dash: '6 3' },
  { kind: 'suppressed', colour: 'var(--edge)', dash: '2 3' },
] as const;

interface Props {
  readonly windows: Windows;
  readonly vm: number | null;
}

/** Interrupts by what became of them, window by window. */
export function InterruptsChart({ windows, vm }: Props) {
  const m = useMessages().metrics;
  const lines = KINDS.map(({ kind, colour, dash }) => ({
    kind,
    colour,
    dash,
    label: m.interrupts[kind],
    values: windows.of(`interrupts.${kind}`),
    total: windows.total(`interrupts.${kind}`),
  }));
  const axis = useTimeAxis(windows, (i) =>
    lines.map(({ label, values }) => m.named(label, formatCount(values[i] ?? 0))).join(', '),
  );
  return (
    <ChartFigure
      title={m.interrupts.title}
      note={m.interrupts.note}
      empty={lines.every(({ total }) => total === 0) ? m.interrupts.none : null}
      legend={lines.map(({ label, total, colour, dash }) => ({
        label: m.named(label, formatCount(total)),
        paint: { colour },
        dash,
      }))}
      table={seriesTable(
        windows,
        m,
        lines.map(({ kind, label, values }) => ({
          label,
          field: kind,
          values,
          text: formatCount,
        })),
      )}
      file={fileName('interrupts', vm)}
    >
      <Plot
        {...axis}
        y={{
          from: 0,
          to: niceTop(Math.max(...lines.flatMap(({ values }) => values))),
          label: m.inWindow(m.interrupts.axis, formatPicos(widthOf(windows))),
          text: formatCount,
          whole: true,
        }}
        alt={m.interrupts.alt}
      >
        {(frame) =>
          lines
            .filter(({ total }) => total > 0)
            .map(({ kind, values, colour, dash }) => (
              <Line
                key={kind}
                frame={frame}
                xs={windows.edges}
                ys={[...values, values.at(-1) ?? 0]}
                colour={colour}
                dash={dash}
                steps
              />
            ))
        }
      </Plot>
    </ChartFigure>
  );
}
