/** A way through the stage: corner points with the length walked so far. */
export interface Polyline {
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  /** Length from the start to each point. */
  readonly walked: Float32Array;
  readonly length: number;
}

export interface Point {
  x: number;
  y: number;
}

export type Corner = readonly [x: number, y: number];

export function polyline(corners: readonly Corner[]): Polyline {
  const xs = Float32Array.from(corners, (c) => c[0]);
  const ys = Float32Array.from(corners, (c) => c[1]);
  const walked = new Float32Array(corners.length);
  for (let i = 1; i < corners.length; i += 1) {
    const dx = (xs[i] as number) - (xs[i - 1] as number);
    const dy = (ys[i] as number) - (ys[i - 1] as number);
    walked[i] = (walked[i - 1] as number) + Math.hypot(dx, dy);
  }
  return { xs, ys, walked, length: walked[corners.length - 1] ?? 0 };
}

/** Writes the position at `fraction` of the length into `out`. */
export function pointAt(line: Polyline, fraction: number, out: Point): void {
  const { xs, ys, walked } = line;
  const last = xs.length - 1;
  const at = Math.min(1, Math.max(0, fraction)) * line.length;
  let i = 1;
  while (i < last && (walked[i] as number) < at) i += 1;
  const from = walked[i - 1] as number;
  const span = (walked[i] as number) - from;
  const f = span > 0 ? (at - from) / span : 0;
  out.x = (xs[i - 1] as number) + ((xs[i] as number) - (xs[i - 1] as number)) * f;
  out.y = (ys[i - 1] as number) + ((ys[i] as number) - (ys[i - 1] as number)) * f;
}

export function reversed(line: Polyline): Polyline {
  const xs = line.xs.toReversed();
  const ys = line.ys.toReversed();
  const walked = line.walked.toReversed().map((at) => line.length - at);
  return { xs, ys, walked, length: line.length };
}

const ARC_STEPS = 4;

/** Replaces right-angled corners by arcs of at most `radiusPx`. */
export function rounded(corners: readonly Corner[], radiusPx: number): Corner[] {
  const out: Corner[] = [];
  corners.forEach((corner, i) => {
    const before = corners[i - 1];
    const after = corners[i + 1];
    if (before === undefined || after === undefined) {
      out.push(corner);
      return;
    }
    const a = toward(corner, before, radiusPx);
    const b = toward(corner, after, radiusPx);
    for (let step = 0; step <= ARC_STEPS; step += 1) {
      const t = step / ARC_STEPS;
      const u = 1 - t;
      out.push([
        u * u * a[0] + 2 * u * t * corner[0] + t * t * b[0],
        u * u * a[1] + 2 * u * t * corner[1] + t * t * b[1],
      ]);
    }
  });
  return out;
}

/** The point `distance` away from `from` in the direction of `to`, at most half way. */
function toward(from: Corner, to: Corner, distance: number): Corner {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const length = Math.hypot(dx, dy);
  if (length === 0) return from;
  const d = Math.min(distance, length / 2);
  return [from[0] + (dx / length) * d, from[1] + (dy / length) * d];
}
