import type { Picos } from '../engine/units';

/** Picoseconds of each unit that a link can hold. */
const UNITS: Readonly<Record<string, number>> = { ps: 1, ns: 1e3, us: 1e6, ms: 1e9, s: 1e12 };
const TIME = /^([0-9]{1,20}(?:\.[0-9]{1,20})?(?:e-?[0-9]{1,3})?)(ps|ns|us|µs|μs|ms|s)$/u;
/** The longest run there is. */
const LONGEST: Picos = 10e12;

export const TIME_RANGE = '0s – 10s';

/** A moment of the run such as `12.5us`, or null. */
export function readTime(text: string): Picos | null {
  const match = TIME.exec(text);
  const factor = UNITS[match?.[2]?.replace(/^[µμ]/u, 'u') ?? ''];
  if (match === null || factor === undefined) return null;
  const ps = Math.round(Number(match[1]) * factor);
  return ps <= LONGEST ? ps : null;
}

/** The shortest text that {@link readTime} turns into exactly this moment. */
export function writeTime(ps: Picos): string {
  if (ps === 0) return '0s';
  const texts = Object.entries(UNITS).map(([unit, factor]) => `${String(ps / factor)}${unit}`);
  const exact = texts.filter((text) => readTime(text) === ps);
  return exact.reduce(
    (best, text) => (text.length <= best.length ? text : best),
    `${String(ps)}ps`,
  );
}
