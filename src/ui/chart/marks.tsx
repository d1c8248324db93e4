import { area, curveLinear, curveStepAfter, line, stack } from 'd3-shape';
import type { Frame } from './Plot';
import styles from './chart.module.css';

interface LineProps {
  readonly frame: Frame;
  /** Values of x, rising. */
  readonly xs: readonly number[];
  /** Values of y at them; null leaves a gap. */
  readonly ys: readonly (number | null)[];
  readonly colour: string;
  /** `stroke-dasharray`: lines of one chart differ by more than their colour. */
  readonly dash?: string;
  /** A value holds until the next x (counts of windows); otherwise points are joined straight. */
  readonly steps?: boolean;
}

/** One series as a line. */
export function Line({ frame, xs, ys, colour, dash = '', steps = false }: LineProps) {
  const path = line<number>()
    .defined((i) => ys[i] !== null && ys[i] !== undefined)
    .x((i) => frame.x.at(xs[i] ?? 0))
    .y((i) => frame.y.at(ys[i] ?? 0))
    .curve(steps ? curveStepAfter : curveLinear);
  return (
    <path
      className={styles['line']}
      d={path(xs.map((_, i) => i)) ?? ''}
      style={{ stroke: colour, strokeDasharray: dash }}
    />
  );
}

interface StackProps {
  readonly frame: Frame;
  /** Edges of the windows: one more than there are values. */
  readonly edges: readonly number[];
  /** One list of values a series, the lowest first; drawn with the `i`-th of the plot's `paints`. */
  readonly series: readonly (readonly number[])[];
}

/** Series of windows on top of each other: their sum is the upper edge. */
export function StackedSteps({ frame, edges, series }: StackProps) {
  const windows = edges.slice(0, -1).map((_, i) => i);
  const layers = stack<number, number>()
    .keys(series.map((_, k) => k))
    .value((i, k) => series[k]?.[i] ?? 0)(windows);
  const shape = area<readonly [number, number]>()
    .x((_, i) => frame.x.at(edges[i] ?? 0))
    .y0((d) => frame.y.at(d[0]))
    .y1((d) => frame.y.at(d[1]))
    .curve(curveStepAfter);
  return layers.map((layer) => {
    const last = layer.at(-1);
    const ends: (readonly [number, number])[] = layer.map((d) => [d[0], d[1]]);
    if (last !== undefined) ends.push([last[0], last[1]]);
    return (
      <path
        key={layer.key}
        className={styles['area']}
        d={shape(ends) ?? ''}
        fill={frame.fill(layer.key)}
      />
    );
  });
}

interface BarsProps {
  readonly frame: Frame;
  /** From x, to x, height. */
  readonly bars: readonly (readonly [from: number, to: number, value: number])[];
  readonly fill: string;
}

/** A histogram's bars: each as wide as its bucket. */
export function Bars({ frame, bars, fill }: BarsProps) {
  const { x, y, bottom } = frame;
  return bars.map(([from, to, value]) => {
    const [left, right, top] = [x.at(from), x.at(to), y.at(value)];
    return (
      <rect
        key={from}
        x={left}
        y={top}
        width={Math.max(1, right - left - 0.5)}
        height={Math.max(0, bottom - top)}
        fill={fill}
      />
    );
  });
}

interface PointsProps {
  readonly frame: Frame;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly colour: string;
  readonly shape?: 'disc' | 'ring' | 'square' | 'cross';
}

/** Single values: simulated or measured points on a curve. */
export function Points({ frame, points, colour, shape = 'disc' }: PointsProps) {
  return points.map(([vx, vy], i) => {
    const at = `translate(${frame.x.at(vx).toFixed(1)},${frame.y.at(vy).toFixed(1)})`;
    const open = { fill: 'var(--surface)', stroke: colour, strokeWidth: 2 };
    return (
      <g key={`${String(vx)} ${String(i)}`} transform={at}>
        {shape === 'disc' && <circle r={3.5} style={{ fill: colour }} />}
        {shape === 'ring' && <circle r={3.5} style={open} />}
        {shape === 'square' && <rect x={-3} y={-3} width={6} height={6} style={{ fill: colour }} />}
        {shape === 'cross' && (
          <path d="M-4-4 4 4M4-4-4 4" style={{ stroke: colour, strokeWidth: 2 }} />
        )}
      </g>
    );
  });
}
