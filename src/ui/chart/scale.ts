/** From a value to a place along an axis, in pixels, and back. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly valueAt: (px: number) => number;
  /** Round values inside the domain where a line and a label belong. */
  readonly ticks: readonly number[];
}

/** An axis: what it shows between which values, and how its values are written. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  /** `log`: decades are equally long; `from` must be above 0. */
  readonly kind?: 'linear' | 'log';
  /** Only whole values exist: no tick lies between them. */
  readonly whole?: boolean;
  /** What is counted, with its unit where the values do not carry one. */
  readonly label: string;
  readonly text: (value: number) => string;
}

const STEPS = [1, 2, 5, 10] as const;

/** The round step (1, 2 or 5 times a power of ten) that cuts `span` into at most about `count` pieces. */
function roundStep(span: number, count: number, whole: boolean): number {
  const exact = Math.max(span / Math.max(1, count), whole ? 1 : 0);
  const decade = 10 ** Math.floor(Math.log10(exact));
  return (STEPS.find((step) => step * decade >= exact * 0.999) ?? 10) * decade;
}

/** Round values from `from` to `to`, both included where they are round. */
export function niceTicks(
  from: number,
  to: number,
  count: number,
  whole = false,
): readonly number[] {
  if (!(to > from)) return [from];
  const step = roundStep(to - from, count, whole);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

/** The smallest round value not below `max`: the top of an axis. 1 where nothing is above 0. */
export function niceTop(max: number, count = 4): number {
  if (!(max > 0) || !Number.isFinite(max)) return 1;
  const step = roundStep(max, count, false);
  return Number((Math.ceil(max / step - 1e-9) * step).toPrecision(12));
}

/** Powers of ten from `from` to `to`; with few decades 2 and 5 times them too. */
function logTicks(from: number, to: number, count: number, whole = false): readonly number[] {
  // Less than a decade: its powers of ten would be too few.
  if (to < 10 * from) return niceTicks(from, to, count, whole);
  const [low, high] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))];
  const decades = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
  const all = decades.length <= count / 2 ? decades.flatMap((d) => [d, 2 * d, 5 * d]) : decades;
  const inside = all.filter((tick) => tick >= from * 0.999 && tick <= to * 1.001);
  const every = Math.max(1, Math.ceil(inside.length / Math.max(1, count)));
  return inside.filter((_, i) => i % every === 0);
}

/** Lays an axis over `start` … `end` pixels (`end` may be the smaller), with about `count` ticks. */
export function scaleOf(axis: Axis, start: number, end: number, count: number): Scale {
  const isLog = axis.kind === 'log';
  const forth = isLog ? Math.log : (value: number) => value;
  const back = isLog ? Math.exp : (value: number) => value;
  const [low, high] = [forth(axis.from), forth(axis.to)];
  const span = high > low ? high - low : 1;
  return {
    at: (value) => start + ((forth(value) - low) / span) * (end - start),
    valueAt: (px) => back(low + ((px - start) / (end - start)) * span),
    ticks: (isLog ? logTicks : niceTicks)(axis.from, axis.to, count, axis.whole),
  };
}
