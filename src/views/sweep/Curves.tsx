import type { Messages } from '../../i18n';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import type { PathId } from '../../store/vocabulary';
import { ChartFigure } from '../../ui/chart/ChartFigure';
import type { ChartTable } from '../../ui/chart/ChartFigure';
import type { LegendEntry } from '../../ui/chart/Legend';
import { Line } from '../../ui/chart/marks';
import { Plot, type Frame } from '../../ui/chart/Plot';
import { niceTop } from '../../ui/chart/scale';
import { wireLimit, type Figure } from './figures';
import type { Dim, Grid, Place } from './grid';
import { Glyph, LOOKS } from './path-look';
import { valueText } from './words';
import styles from './sweep.module.css';

interface Props {
  readonly grid: Grid;
  readonly figure: Figure;
  /** The number along the axis, and where the others stand. */
  readonly along: Dim;
  readonly place: Place;
  readonly linkGbps: number;
  /** Decades of the figure are equally high. */
  readonly log: boolean;
  readonly title: string;
}

interface Curve {
  readonly path: PathId;
  readonly points: readonly (readonly [x: number, y: number, index: number, why: string])[];
}

/** One line a path, drawn as its points come, beside the line of theory. */
export function Curves({ grid, figure, along, place, linkGbps, log, title }: Props) {
  const messages = useMessages();
  const m = messages.sweep.curves;
  const name = messages.sweep.dims[along.id];
  const curves = grid.paths.map((path) => curveOf(grid, path, along, place, figure, messages));
  const limit = theoryOf(grid, figure, along, place, linkGbps);
  const all = curves.flatMap(({ points }) => points.map(([, y]) => y));
  const most = Math.max(0, ...all);
  // The line of theory belongs into the picture where it is not far above.
  const near = (limit?.ys ?? []).filter((y) => y !== null && y <= 1.6 * most).map(Number);
  const top = niceTop(Math.max(most * 1.02, ...near));
  const least = Math.min(...all.filter((y) => y > 0));
  const logY = log && Number.isFinite(least) && most > least;
  const [low, high] = [Math.min(...along.values), Math.max(...along.values)];
  const isLog = low > 0 && high / low >= 8;
  const margin = high === low ? Math.max(1, high / 2) : (high - low) * 0.03;
  const drawn = curves.filter(({ points }) => points.length > 0);
  const legend: LegendEntry[] = [
    ...drawn.map(({ path }) => ({
      label: messages.shell.paths[path],
      paint: { colour: LOOKS[path].colour },
      dash: LOOKS[path].dash,
    })),
    ...(limit === null
      ? []
      : [
          {
            label: limit.offered ? m.offered : m.wire,
            paint: { colour: 'var(--ink)' },
            dash: '1 4',
          },
        ]),
  ];
  return (
    <ChartFigure
      title={title}
      note={m.note}
      legend={legend}
      table={tableOf(grid, figure, along, place, messages)}
      file="sweep-curves.csv"
      empty={all.length === 0 ? m.empty : null}
    >
      <Plot
        x={{
          from: isLog ? low / 1.08 : Math.max(0, low - margin),
          to: isLog ? high * 1.08 : high + margin,
          kind: isLog ? 'log' : 'linear',
          label: name,
          text: (value) => valueText(along.id, value),
        }}
        y={{
          from: logY ? least / 1.2 : 0,
          to: logY ? Math.max(most, ...near) * 1.2 : top,
          kind: logY ? 'log' : 'linear',
          // The title says what it is, the values their unit.
          label: '',
          text: figure.text,
        }}
        alt={m.alt(messages.sweep.figures[figure.id], name, drawn.length)}
        height={300}
      >
        {(frame) => (
          <>
            {limit !== null && (
              <Line
                frame={frame}
                xs={along.values}
                ys={limit.ys.map((y) =>
                  y === null || y > top || (logY && y < least / 1.2) ? null : y,
                )}
                colour="var(--ink)"
                dash="1 4"
              />
            )}
            {drawn.map(({ path, points }) => (
              <Line
                key={path}
                frame={frame}
                xs={points.map(([x]) => x)}
                ys={points.map(([, y]) => (logY && y <= 0 ? null : y))}
                colour={LOOKS[path].colour}
                dash={LOOKS[path].dash}
              />
            ))}
            {drawn.map((curve) => (
              <PointMarks
                key={curve.path}
                frame={frame}
                curve={logY ? above0(curve) : curve}
                figure={figure}
              />
            ))}
          </>
        )}
      </Plot>
    </ChartFigure>
  );
}

/** Points that open their run when pressed; with the keyboard the ranking does that. */
function PointMarks({
  frame,
  curve,
  figure,
}: {
  readonly frame: Frame;
  readonly curve: Curve;
  readonly figure: Figure;
}) {
  const messages = useMessages();
  const open = useApp((s) => s.openPoint);
  const name = messages.shell.paths[curve.path];
  return curve.points.map(([x, y, index, why]) => (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the ranking has a button for each
    <g
      key={index}
      className={styles['point']}
      data-point={index}
      transform={`translate(${frame.x.at(x).toFixed(1)},${frame.y.at(y).toFixed(1)})`}
      onClick={() => {
        void open(index);
      }}
    >
      <title>{messages.sweep.curves.open(name, figure.text(y), why)}</title>
      <circle r={11} className={styles['target']} />
      <Glyph path={curve.path} />
    </g>
  ));
}

/** A logarithmic axis has no place for nothing. */
function above0({ path, points }: Curve): Curve {
  return { path, points: points.filter(([, y]) => y > 0) };
}

function curveOf(
  grid: Grid,
  path: PathId,
  along: Dim,
  place: Place,
  figure: Figure,
  m: Messages,
): Curve {
  const points = along.values.flatMap((x, i) => {
    const here = { ...place, [along.id]: i };
    const point = grid.at(path, here);
    if (point?.kind !== 'measured') return [];
    const why = m.sweep.limiters[point.limiter];
    return [[x, figure.of(point), grid.indexOf(path, here), why] as const];
  });
  return { path, points: points.toSorted((a, b) => a[0] - b[0]) };
}

/** What the wire carries, or what is offered where that is less; null where neither has a meaning for the figure. */
function theoryOf(grid: Grid, figure: Figure, along: Dim, place: Place, linkGbps: number) {
  const valueOf = (id: Dim['id'], i: number) => {
    const dim = grid.dims.find((each) => each.id === id);
    return dim?.values[id === along.id ? i : (place[id] ?? 0)];
  };
  const rated = along.id === 'rates';
  const ys = along.values.map((_, i) => {
    const bytes = valueOf('sizes', i);
    if (bytes === undefined) return null;
    const wire = wireLimit(figure.id, linkGbps, bytes);
    const guests = valueOf('guests', i);
    const rate = valueOf('rates', i);
    if (wire === null || !rated || rate === undefined || guests === undefined) return wire;
    const offered = rate * guests * (figure.id === 'pps' ? 1 : (bytes * 8) / 1e9);
    return Math.min(offered, wire);
  });
  return ys.every((y) => y === null) ? null : { ys, offered: rated };
}

function tableOf(grid: Grid, figure: Figure, along: Dim, place: Place, m: Messages): ChartTable {
  return {
    columns: [
      {
        label: m.sweep.dims[along.id],
        field: along.id,
        text: (value) => valueText(along.id, value),
      },
      ...grid.paths.flatMap((path) => [
        { label: m.shell.paths[path], field: `${path}_${figure.id}`, text: figure.text },
        { label: m.sweep.table.limiter, field: `${path}_limiter` },
      ]),
    ],
    rows: along.values.map((value, i) => [
      value,
      ...grid.paths.flatMap((path) => {
        const point = grid.at(path, { ...place, [along.id]: i });
        return point?.kind === 'measured'
          ? [figure.of(point), m.sweep.limiters[point.limiter]]
          : [null, null];
      }),
    ]),
  };
}
