import { formatCount, formatPicos, formatRoundPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import type { Bucket, MetricsBody } from '../../store/vocabulary';
import { ChartFigure } from '../../ui/chart/ChartFigure';
import { Bars } from '../../ui/chart/marks';
import { Plot } from '../../ui/chart/Plot';
import { niceTop } from '../../ui/chart/scale';
import { fileName } from './file-name';

const PS_PER_NS = 1000;
/** Names of percentiles stand above the highest bar. */
const HEADROOM = 1.3;
const PAINT = { colour: 'var(--accent)' } as const;

interface Props {
  readonly buckets: readonly Bucket[];
  readonly latency: MetricsBody['latencyNs'];
  readonly vm: number | null;
}

/** Latencies as a histogram of equal ratios, with their percentiles. */
export function LatencyChart({ buckets, latency, vm }: Props) {
  const m = useMessages().metrics.latency;
  const [first, last] = [buckets[0], buckets.at(-1)];
  const ps = (ns: number) => ns * PS_PER_NS;
  const rules = percentiles(latency).map(({ names, ns }) => ({
    at: ps(ns),
    label: m.percentile(names.join(', '), formatPicos(ps(ns))),
  }));
  return (
    <ChartFigure
      title={m.title}
      note={m.note(formatPicos(ps(latency.mean)), formatPicos(ps(latency.max)))}
      empty={first === undefined ? m.none : null}
      table={{
        columns: [
          { label: m.axis, field: 'from_ns', text: (ns) => formatPicos(ps(ns)) },
          { label: m.below, field: 'below_ns', text: (ns) => formatPicos(ps(ns)) },
          { label: m.count, field: 'packets', text: formatCount },
        ],
        rows: buckets.map(({ from, to, count }) => [from / PS_PER_NS, to / PS_PER_NS, count]),
      }}
      file={fileName('latency', vm)}
    >
      <Plot
        x={{
          // Room on both sides, so that a single latency is not a wall.
          from: Math.max(1, (first?.from ?? 1) / 1.3),
          to: (last?.to ?? 10) * 1.3,
          kind: 'log',
          label: m.axis,
          text: formatRoundPicos,
        }}
        y={{
          from: 0,
          to: niceTop(HEADROOM * Math.max(0, ...buckets.map(({ count }) => count))),
          label: m.count,
          text: formatCount,
          whole: true,
        }}
        alt={m.alt(formatPicos(ps(latency.p50)), formatPicos(ps(latency.p99)))}
        paints={[PAINT]}
        xRules={rules}
        read={(time) => {
          const found = buckets.find(({ from, to }) => time >= from && time < to);
          if (found === undefined) return '';
          const { from, to, count } = found;
          return m.bar(formatPicos(from), formatPicos(to), formatCount(count));
        }}
      >
        {(frame) => (
          <Bars
            frame={frame}
            bars={buckets.map(({ from, to, count }) => [from, to, count])}
            fill={frame.fill(0)}
          />
        )}
      </Plot>
    </ChartFigure>
  );
}

/** Percentiles from the lowest on; those that fall together are named together. */
function percentiles({ p50, p90, p99, p999 }: MetricsBody['latencyNs']) {
  const all = [
    ['p50', p50],
    ['p90', p90],
    ['p99', p99],
    ['p99.9', p999],
  ] as const;
  return [...new Set(all.map(([, ns]) => ns))].map((ns) => ({
    ns,
    names: all.filter(([, each]) => each === ns).map(([name]) => name),
  }));
}
