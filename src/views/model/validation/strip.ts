import type { CheckRow } from '../../../store/vocabulary';

/** The strip goes from 1 / REACH to REACH. */
export const REACH = 30;

/** Place of a ratio on the strip, 0 to 1; what lies outside stands at its ends. */
export function placeOf(ratio: number): number {
  const at = Math.log(Math.max(ratio, 1e-9)) / Math.log(REACH);
  return (Math.min(1, Math.max(-1, at)) + 1) / 2;
}

/** Where the tolerance begins and ends. */
export function bandOf({
  kind,
  tolerance,
}: Pick<CheckRow, 'kind' | 'tolerance'>): readonly [number, number] {
  return kind === 'exits'
    ? [placeOf(1 / tolerance), placeOf(tolerance)]
    : [placeOf(1 - tolerance), placeOf(1 + tolerance)];
}

export const VERDICTS = ['pass', 'miss', 'input'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A figure that went into the cost table is none of the model's merits. */
export function verdictOf({ pass, input }: Pick<CheckRow, 'pass' | 'input'>): Verdict {
  if (!pass) return 'miss';
  return input ? 'input' : 'pass';
}
