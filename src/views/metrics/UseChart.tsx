import { formatGbps, formatNumber } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import type { MetricsPicture } from '../../store/vocabulary';
import { ChartFigure } from '../../ui/chart/ChartFigure';
import { Line } from '../../ui/chart/marks';
import { Plot } from '../../ui/chart/Plot';
import { niceTop } from '../../ui/chart/scale';
import { fileName } from './file-name';
import { seriesTable } from './series-table';
import { useTimeAxis } from './time-axis';
import { rates } from './windows';
import type { Windows } from './windows';

const LINES = [
  { name: 'pcieUp', field: 'pcie.up', line: 'pcieGbps', colour: 'var(--hardware)', dash: '' },
  {
    name: 'pcieDown',
    field: 'pcie.down',
    line: 'pcieGbps',
    colour: 'var(--hardware)',
    dash: '5 3',
  },
  { name: 'wireOut', field: 'wire.out', line: 'wireGbps', colour: 'var(--wire)', dash: '' },
  { name: 'wireIn', field: 'wire.in', line: 'wireGbps', colour: 'var(--wire)', dash: '5 3' },
] as const;

/** Percent of a line of 1 Gb/s that one byte fills, times ps: 8 bits at 10⁹ bits a second. */
const PERCENT_PS = 8 * 1000 * 100;

interface Props {
  readonly windows: Windows;
  readonly capacity: MetricsPicture['capacity'];
  readonly vm: number | null;
}

/** PCIe and wire, each direction, against what they carry. */
export function UseChart({ windows, capacity, vm }: Props) {
  const m = useMessages().metrics;
  const percent = (value: number) => `${formatNumber(value)} %`;
  const end = windows.edges.at(-1) ?? 0;
  const lines = LINES.map((line) => {
    const gbps = capacity[line.line];
    const values = rates(windows, windows.of(line.field), PERCENT_PS / gbps);
    const average = end > 0 ? (windows.total(line.field) * PERCENT_PS) / gbps / end : 0;
    return { ...line, label: m.lines[line.name], values, average };
  });
  const top = niceTop(Math.max(...lines.flatMap(({ values }) => values)));
  const axis = useTimeAxis(windows, (i) =>
    lines.map(({ label, values }) => m.named(label, percent(values[i] ?? 0))).join(', '),
  );
  return (
    <ChartFigure
      title={m.lines.title}
      note={`${m.lines.note(formatGbps(capacity.pcieGbps), formatGbps(capacity.wireGbps))}${top > 100 ? m.lines.over : ''}`}
      empty={lines.every(({ average }) => average === 0) ? m.lines.none : null}
      legend={lines.map(({ label, average, colour, dash }) => ({
        label: m.lines.average(label, percent(average)),
        paint: { colour },
        dash,
      }))}
      table={seriesTable(
        windows,
        m,
        lines.map(({ label, field, values }) => ({
          label,
          field: `${field.replace('.', '_')}_percent`,
          values,
          text: percent,
        })),
      )}
      file={fileName('pcie-and-wire', vm)}
    >
      <Plot
        {...axis}
        y={{
          from: 0,
          to: top,
          label: m.lines.axis,
          text: (value) => `${String(Number(value.toPrecision(3)))} %`,
        }}
        yRules={top >= 100 ? [{ at: 100, label: m.lines.full }] : []}
        alt={m.lines.alt}
      >
        {(frame) =>
          lines.map(({ name, values, colour, dash }) => (
            <Line
              key={name}
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
