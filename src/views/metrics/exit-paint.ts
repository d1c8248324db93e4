import type { Paint } from '../../ui/chart/paint';

/** Shades of the one colour that means VM exits: the most frequent reason has it in full. */
const SHADES = [100, 62, 38, 78, 24] as const;

/** How the `i`-th reason of those that I/O caused, or of those of idle guests, is drawn. */
export function exitPaint(i: number, idle: boolean): Paint {
  const share = SHADES[i % SHADES.length] ?? 100;
  const colour = `color-mix(in oklab, var(--exit) ${String(share)}%, var(--surface))`;
  return { colour, texture: idle ? 'lines' : i >= SHADES.length ? 'dots' : 'solid' };
}
