import { formatCount, formatNumber } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import type { MetricsBody } from '../../store/vocabulary';
import { ChartFigure } from '../../ui/chart/ChartFigure';
import { StackedSteps } from '../../ui/chart/marks';
import type { Paint } from '../../ui/chart/paint';
import { Plot } from '../../ui/chart/Plot';
import { niceTop } from '../../ui/chart/scale';
import { fileName } from './file-name';
import { seriesTable, sumsOf } from './series-table';
import { useTimeAxis } from './time-axis';
import { rates } from './windows';
import type { Windows } from './windows';

/** Who pays, in the hues of the stage's bands: the guest, then who works for it, from near to far. */
const ACCOUNTS = {
  guest: { colour: 'var(--guest)' },
  kvm: { colour: 'var(--host-kernel)' },
  vhost: { colour: 'var(--host-kernel)', texture: 'dots' },
  softirq: { colour: 'var(--host-kernel)', texture: 'lines' },
  vmm: { colour: 'var(--host-user)' },
  pmd: { colour: 'var(--host-user)', texture: 'lines' },
} as const satisfies Record<string, Paint>;
type Account = keyof typeof ACCOUNTS;
const NAMES = Object.keys(ACCOUNTS) as Account[];

interface Props {
  readonly windows: Windows;
  readonly cpu: MetricsBody['cpu'];
  readonly cores: number;
  readonly vm: number | null;
}

/** CPU time by who pays, in cores, over the run; the averages stand in the legend. */
export function CpuChart({ windows, cpu, cores, vm }: Props) {
  const m = useMessages().metrics;
  const used = NAMES.filter((name) => cpu[name] > 0);
  const series = used.map((name) => rates(windows, windows.of(`cpu.${name}`), 1));
  const paints = used.map((name) => ACCOUNTS[name]);
  const axis = useTimeAxis(windows, (i) =>
    used.map((name, k) => m.cpu.cores(m.cpu[name], formatNumber(series[k]?.[i] ?? 0))).join(', '),
  );
  return (
    <ChartFigure
      title={m.cpu.title}
      note={m.cpu.note(formatCount(cores))}
      legend={used
        .map((name) => ({
          label: m.cpu.cores(m.cpu[name], formatNumber(cpu[name])),
          paint: ACCOUNTS[name],
        }))
        .toReversed()}
      table={seriesTable(
        windows,
        m,
        used.map((name, k) => ({
          label: m.cpu[name],
          field: `${name}_cores`,
          values: series[k] ?? [],
          text: formatNumber,
        })),
      )}
      file={fileName('cpu', vm)}
    >
      <Plot
        {...axis}
        y={{
          from: 0,
          to: niceTop(Math.max(0, ...sumsOf(series))),
          label: m.cpu.axis,
          text: formatTick,
        }}
        paints={paints}
        alt={m.cpu.alt}
      >
        {(frame) => <StackedSteps frame={frame} edges={windows.edges} series={series} />}
      </Plot>
    </ChartFigure>
  );
}

const formatTick = (value: number) => String(Number(value.toPrecision(3)));
