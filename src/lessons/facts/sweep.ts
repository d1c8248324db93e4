import { SWEPT } from '../../engine/sweep/setup';
import type { PointResult } from '../../engine/sweep/sweep';
import type { Axis } from '../../engine/sweep/vary';

/** The points of a sweep, as far as they are computed. */
export interface SweepEvidence {
  readonly axes: readonly Axis[];
  /** How many are there. */
  readonly points: number;
  readonly result: (index: number) => PointResult | null;
}

/** The point of a path, a packet size and a number of guests; of rates, where they vary, the first. Null: not there. */
export function pointOf(
  { axes, result }: SweepEvidence,
  path: string,
  bytes: number,
  guests: number,
): Extract<PointResult, { readonly kind: 'measured' }> | null {
  const wanted: Readonly<Record<string, unknown>> = {
    [SWEPT.paths]: path,
    [SWEPT.sizes]: bytes,
    [SWEPT.guests]: guests,
  };
  for (const key of Object.keys(wanted)) if (!axes.some((axis) => axis.key === key)) return null;
  let index = 0;
  for (const { key, values } of axes) {
    const at = Object.hasOwn(wanted, key) ? values.indexOf(wanted[key]) : 0;
    if (at < 0) return null;
    index = index * values.length + at;
  }
  const found = result(index);
  return found?.kind === 'measured' ? found : null;
}
