import type { JourneyRow, Picos } from '../../store/vocabulary';

export type Scale = 'stretched' | 'true';

/** Where everything of a journey stands on its way down. */
export interface TimeAxis {
  readonly height: number;
  /** Where the line of each row stands. */
  readonly tops: readonly number[];
  /** Where work of row `i` that lasts begins and ends. */
  readonly spans: readonly (readonly [from: number, to: number])[];
  readonly y: (at: Picos) => number;
  /** Stretches in which nothing is done, long enough to be told. */
  readonly idle: readonly { readonly from: number; readonly to: number; readonly lasts: Picos }[];
}

/** Least height between two moments of the stretched axis. */
const LEAST = 10;
/** The whole of an axis that is true to scale. */
const TRUE_HEIGHT = 1_400;
/** Idle stretches shorter than this are not told. */
const LEAST_IDLE: Picos = 2_000_000;

/** Lays the rows out; `line` is the height of a row's line of text. */
export function timeAxis(rows: readonly JourneyRow[], scale: Scale, line: number): TimeAxis {
  const moments = [...new Set(rows.flatMap(({ at, end }) => [at, end]))].toSorted((a, b) => a - b);
  const first = moments[0] ?? 0;
  const last = moments.at(-1) ?? 0;
  const begun = new Map<Picos, number>();
  for (const { at } of rows) begun.set(at, (begun.get(at) ?? 0) + 1);
  const stops =
    scale === 'true' ? [0, TRUE_HEIGHT] : stretched(moments, (at) => (begun.get(at) ?? 0) * line);
  const at = scale === 'true' ? [first, last] : moments;
  const y = (time: Picos) => between(at, stops, time);
  const spans = rows.map((row) => [y(row.at), y(row.end)] as const);
  const tops: number[] = [];
  rows.forEach((row, i) => {
    const before = tops[i - 1];
    const own = y(row.at);
    // Lines of one moment stand below one another; true to scale they must not push each other away from their time.
    const same = rows[i - 1]?.at === row.at && before !== undefined;
    tops.push(same && scale === 'stretched' ? before + line : own);
  });
  const height = Math.max((stops.at(-1) ?? 0) + line, (tops.at(-1) ?? 0) + line);
  return { height, tops, spans, y, idle: idleOf(rows, moments, y) };
}

function stretched(moments: readonly Picos[], needed: (at: Picos) => number): number[] {
  const stops: number[] = [];
  let at = 0;
  moments.forEach((moment) => {
    stops.push(at);
    at += Math.max(LEAST, needed(moment));
  });
  return stops;
}

/** Straight lines between the stops. */
function between(at: readonly Picos[], stops: readonly number[], time: Picos): number {
  const i = at.findLastIndex((stop) => stop <= time);
  if (i < 0) return stops[0] ?? 0;
  const [from, to] = [at[i] ?? 0, at[i + 1]];
  const [top, bottom] = [stops[i] ?? 0, stops[i + 1]];
  if (to === undefined || bottom === undefined || to === from) return top;
  return top + ((bottom - top) * (time - from)) / (to - from);
}

function idleOf(
  rows: readonly JourneyRow[],
  moments: readonly Picos[],
  y: (at: Picos) => number,
): TimeAxis['idle'] {
  const works = rows.filter((row) => row.kind === 'hop' && row.glyph !== 'wait');
  return moments.flatMap((from, i) => {
    const to = moments[i + 1] ?? from;
    const busy = works.some((row) => row.at < to && row.end > from);
    return busy || to - from < LEAST_IDLE ? [] : [{ from: y(from), to: y(to), lasts: to - from }];
  });
}

/** True for the rows whose line has room below the one before it that is shown; `always` are shown anyhow. */
export function roomy(
  tops: readonly number[],
  line: number,
  always: readonly number[],
): readonly boolean[] {
  const fixed = always.flatMap((i) => tops[i] ?? []);
  let last = -Infinity;
  return tops.map((top, i) => {
    if (always.includes(i)) return true;
    if (top - last < line || fixed.some((each) => Math.abs(each - top) < line)) return false;
    last = top;
    return true;
  });
}
