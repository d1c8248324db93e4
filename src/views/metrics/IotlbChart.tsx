import { formatCount, formatNumber } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { ChartFigure } from '../../ui/chart/ChartFigure';
import { Line } from '../../ui/chart/marks';
import { Plot } from '../../ui/chart/Plot';
import { fileName } from './file-name';
import { seriesTable } from './series-table';
import { useTimeAxis } from './time-axis';
import type { Windows } from './windows';

interface Props {
  readonly windows: Windows;
  readonly vm: number | null;
}

/** Hits of all lookups of the IOTLB; nothing is drawn where nothing was looked up. */
export function IotlbChart({ windows, vm }: Props) {
  const m = useMessages().metrics;
  const percent = (value: number) => `${formatNumber(value)} %`;
  const [hits, misses] = [windows.of('iotlb.hits'), windows.of('iotlb.misses')];
  const share = hits.map((hit, i) => {
    const lookups = hit + (misses[i] ?? 0);
    return lookups === 0 ? null : (100 * hit) / lookups;
  });
  const [allHits, allMisses] = [windows.total('iotlb.hits'), windows.total('iotlb.misses')];
  const all = (100 * allHits) / Math.max(1, allHits + allMisses);
  const axis = useTimeAxis(windows, (i) => {
    const value = share[i] ?? null;
    return value === null ? m.nothing : m.named(m.iotlb.hits, percent(value));
  });
  return (
    <ChartFigure
      title={m.iotlb.title}
      note={m.iotlb.note(formatCount(allHits), formatCount(allMisses))}
      empty={allHits + allMisses === 0 ? m.iotlb.none : null}
      legend={[
        { label: m.named(m.iotlb.hits, percent(all)), paint: { colour: 'var(--dma)' }, dash: '' },
      ]}
      table={seriesTable(windows, m, [
        { label: m.iotlb.hits, field: 'hit_percent', values: share, text: percent },
        { label: m.iotlb.hitCount, field: 'hits', values: hits, text: formatCount },
        { label: m.iotlb.missCount, field: 'misses', values: misses, text: formatCount },
      ])}
      file={fileName('iotlb', vm)}
    >
      <Plot
        {...axis}
        y={{ from: 0, to: 100, label: m.iotlb.axis, text: (value) => `${String(value)} %` }}
        alt={m.iotlb.alt(percent(all))}
      >
        {(frame) => (
          <Line
            frame={frame}
            xs={windows.edges}
            ys={[...share, share.at(-1) ?? null]}
            colour="var(--dma)"
            steps
          />
        )}
      </Plot>
    </ChartFigure>
  );
}
