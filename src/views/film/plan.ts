/** Pictures a film has at most: more take minutes, and files that nobody passes on. */
export const MOST_FRAMES = 1_000;
/** The last picture stays a while before a film begins anew. */
export const HOLD_S = 1;

export const FRAME_RATES = [10, 20, 25, 50] as const;

const PS_PER_US = 1e6;
const PS_PER_S = 1e12;

export interface Range {
  /** Microseconds of the run. */
  readonly from: number;
  readonly to: number;
  /** Microseconds of the run in a second of the film. */
  readonly perSecond: number;
  /** Pictures a second. */
  readonly rate: number;
}

export type Plan =
  | {
      readonly ok: true;
      /** Moments of the pictures, picoseconds. */
      readonly times: readonly number[];
      /** Of the film, with the last picture's stay. */
      readonly seconds: number;
      /** Picoseconds of the run in a millisecond of the film. */
      readonly pace: number;
    }
  | { readonly ok: false; readonly why: 'no-range' | 'outside' | 'no-speed' }
  | { readonly ok: false; readonly why: 'too-many'; readonly frames: number };

/** The moments to draw; `end` is the last there is, picoseconds. */
export function planOf({ from, to, perSecond, rate }: Range, end: number): Plan {
  if (!(from >= 0) || !(to > from)) return { ok: false, why: 'no-range' };
  const [first, last] = [Math.round(from * PS_PER_US), Math.round(to * PS_PER_US)];
  if (last > end) return { ok: false, why: 'outside' };
  if (!(perSecond > 0) || !Number.isFinite(perSecond)) return { ok: false, why: 'no-speed' };
  const step = (perSecond * PS_PER_US) / rate;
  const count = Math.ceil((last - first) / step) + 1;
  if (count > MOST_FRAMES) return { ok: false, why: 'too-many', frames: count };
  const times = Array.from({ length: count }, (_, i) =>
    Math.min(last, Math.round(first + i * step)),
  );
  const pace = (perSecond * PS_PER_US * 1e9) / PS_PER_S;
  return { ok: true, times, seconds: (count - 1) / rate + HOLD_S, pace };
}

/** A speed at which a range takes about eight seconds, in round figures. */
export function paceFor(from: number, to: number): number {
  const wanted = Math.max(1e-6, (to - from) / 8);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const digit = [1, 2, 5, 10].find((each) => each * power >= wanted) ?? 10;
  return Number((digit * power).toPrecision(1));
}
