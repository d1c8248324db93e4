import { useEffect } from 'react';
import { formatCount, formatNumber } from '../../../i18n/format';
import { useMessages } from '../../../i18n/react';
import type { CurveData } from '../../../store/vocabulary';
import { useApp } from '../../../store';
import { ChartFigure } from '../../../ui/chart/ChartFigure';
import { Line, Points } from '../../../ui/chart/marks';
import { niceTop } from '../../../ui/chart/scale';
import { Plot } from '../../../ui/chart/Plot';
import { useSentences } from '../../../ui/why/use-sentences';
import styles from './theory.module.css';

/** Closed formulas as lines, the simulated mechanism as points on them. */
export function Theory() {
  const m = useMessages().model.theory;
  const said = useSentences();
  const curves = useApp((s) => s.curves);
  const draw = useApp((s) => s.drawCurves);
  const failure = useApp((s) => s.referenceFailure);
  useEffect(() => {
    if (failure === null) void draw();
  }, [draw, failure]);
  const data = curves?.data ?? [];
  const total = curves?.total ?? 0;
  const isDone = total > 0 && data.length === total;
  return (
    <div className={styles['theory']} data-done={isDone}>
      <h3 className={styles['title']}>{m.title}</h3>
      <p className={styles['text']}>{m.intro}</p>
      {!isDone && (
        <output className={styles['text']} data-loading>
          {m.progress(data.length, total)}
        </output>
      )}
      <div className={styles['curves']}>
        {data.map((curve) => (
          <Curve key={curve.id} curve={curve} said={said} />
        ))}
      </div>
    </div>
  );
}

interface Props {
  readonly curve: CurveData;
  readonly said: (english: string) => string;
}

function Curve({ curve, said }: Props) {
  const m = useMessages().model.theory;
  const { points, line, letters, formula } = curve;
  const values = [...line.map(([, value]) => value), ...points.map(({ model }) => model)];
  const off = Math.max(...points.map(({ theory, model }) => Math.abs(model / theory - 1)));
  const rates = line.map(([pps]) => pps);
  const words = Object.entries(letters)
    .map(([letter, text]) => `${letter} = ${said(text)}`)
    .join(' · ');
  const unit = unitName(m.units, curve.unit);
  return (
    <ChartFigure
      title={said(curve.what)}
      note={
        <>
          <code>{formula}</code>
          <span className={styles['letters']}>{m.where(words)}</span>
          <span className={styles['letters']}>{m.off(formatNumber(100 * off))}</span>
        </>
      }
      legend={[
        { label: m.line, paint: { colour: 'var(--ink-2)' }, dash: '' },
        { label: m.points, paint: { colour: 'var(--accent)' } },
      ]}
      file={`sriov-lab-${curve.id}.csv`}
      table={{
        columns: [
          { label: m.column.rate, field: 'packets_per_second', text: formatCount },
          { label: m.column.theory, field: 'theory', text: formatNumber },
          { label: m.column.model, field: 'simulated', text: formatNumber },
          { label: m.column.ratio, field: 'ratio', text: formatNumber },
        ],
        rows: points.map(({ pps, theory, model }) => [pps, theory, model, model / theory]),
      }}
    >
      <Plot
        x={{
          from: rates[0] ?? 1,
          to: rates.at(-1) ?? 1,
          label: m.rate,
          kind: 'log',
          text: formatCount,
        }}
        y={{ from: 0, to: niceTop(Math.max(...values)), label: unit, text: formatNumber }}
        alt={`${said(curve.what)}. ${m.off(formatNumber(100 * off))}`}
      >
        {(frame) => (
          <>
            <Line
              frame={frame}
              xs={rates}
              ys={line.map(([, value]) => value)}
              colour="var(--ink-2)"
            />
            <Points
              frame={frame}
              points={points.map(({ pps, model }) => [pps, model] as const)}
              colour="var(--accent)"
            />
          </>
        )}
      </Plot>
    </ChartFigure>
  );
}

function unitName(units: Readonly<Record<string, string>>, unit: string): string {
  return units[unit] ?? unit;
}
