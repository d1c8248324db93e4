import { formatCount, formatNumber } from '../../../i18n/format';
import { useMessages } from '../../../i18n/react';
import { shareOf, type InstanceBill } from '../../../store/vocabulary';
import { ChartFigure } from '../../../ui/chart/ChartFigure';
import { Line, Points } from '../../../ui/chart/marks';
import { Plot } from '../../../ui/chart/Plot';
import { COUNTS, kindCurve, rowCurve, type InstanceCurve } from './instance-curves';
import { KIND_LOOKS, RESOURCE_LOOKS } from './instance-look';
import { useEnd } from './use-end';

/** The smallest share the chart shows. */
const LEAST = 0.001;

interface Series {
  readonly id: string;
  readonly name: string;
  readonly curve: InstanceCurve;
  readonly look: { readonly colour: string; readonly dash: string };
}

interface Props {
  readonly bills: readonly InstanceBill[];
  /** null: every kind, by its fullest resource. */
  readonly shown: InstanceBill | null;
  readonly count: number;
}

export function InstancesChart({ bills, shown, count }: Props) {
  const m = useMessages().instances;
  const endText = useEnd();
  const series: readonly Series[] =
    shown === null
      ? bills
          .filter(({ absent, most }) => absent === null || most !== null)
          .map((bill) => ({
            id: bill.kind,
            name:
              bill.absent === null
                ? m.kinds[bill.kind]
                : m.chart.would({ name: m.kinds[bill.kind] }),
            curve: kindCurve(bill),
            look: KIND_LOOKS[bill.kind],
          }))
      : shown.rows
          .filter((row) => shareOf(row, 1) !== null)
          .map((row) => ({
            id: row.resource,
            name: m.resources[row.resource],
            curve: rowCurve(row),
            look: RESOURCE_LOOKS[row.resource],
          }));
  const drawn = series.filter(({ curve }) => curve.xs.length > 0);
  const percent = (share: number) => `${formatNumber(100 * share)} %`;
  const kinds = shown === null ? bills : [shown];
  const alt = kinds
    .map((bill) => m.chart.kindAlt({ kind: m.kinds[bill.kind], end: endText(bill) }))
    .join('. ');
  return (
    <ChartFigure
      title={m.chart.title}
      note={m.chart.note}
      legend={drawn.map(({ name, look }) => ({
        label: name,
        paint: { colour: look.colour },
        dash: look.dash,
      }))}
      file="sriov-lab-instances.csv"
      table={{
        columns: [
          { label: m.chart.x, field: 'instances', text: formatCount },
          ...drawn.map(({ id, name }) => ({
            label: m.chart.shares({ name }),
            field: `${id.replaceAll('-', '_')}_share`,
            text: percent,
          })),
        ],
        rows: COUNTS.map((n) => [n, ...drawn.map(({ curve }) => shareAt(curve, n))]),
      }}
    >
      <Plot
        x={{
          from: 1,
          to: COUNTS.at(-1) ?? 1,
          kind: 'log',
          whole: true,
          label: m.chart.x,
          text: formatCount,
        }}
        y={{ from: LEAST, to: 1, kind: 'log', label: m.chart.y, text: percent }}
        alt={alt}
        height={240}
        cursor={count}
      >
        {(frame) => (
          <>
            {drawn.map(({ id, curve, look }) => (
              <Line
                key={id}
                frame={frame}
                xs={curve.xs}
                ys={curve.shares.map((s) => (s === null || s < LEAST ? null : Math.min(1, s)))}
                colour={look.colour}
                dash={look.dash}
              />
            ))}
            {drawn.map(({ id, curve, look }) => (
              <Points
                key={id}
                frame={frame}
                points={curve.end === null ? [] : [[curve.end[0], Math.max(LEAST, curve.end[1])]]}
                colour={look.colour}
                shape="cross"
              />
            ))}
          </>
        )}
      </Plot>
    </ChartFigure>
  );
}

function shareAt({ xs, shares }: InstanceCurve, count: number): number | null {
  const i = xs.indexOf(count);
  return i < 0 ? null : (shares[i] ?? null);
}
