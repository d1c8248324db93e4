import type { Picos } from '../engine/units';

/** Three significant digits, never in exponents: 0.0421, 12.5, 1230. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 100) return String(Number(value.toPrecision(3)));
  const decimals = Math.min(6, 2 - Math.floor(Math.log10(Number(size.toPrecision(3)))));
  return value.toFixed(Math.max(0, decimals));
}

/** A whole number, thousands set apart: 12,345. */
export function formatCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/gu, ',');
}

function scaled(value: number, units: readonly (readonly [number, string])[]): string {
  const size = Math.abs(value);
  // A value that rounds up to the next unit is shown in it: 999.9 ns is 1.00 µs.
  const fitting = units.find(([factor]) => Number((size / factor).toPrecision(3)) >= 1);
  const [factor, unit] = fitting ?? units.at(-1) ?? [1, ''];
  return `${formatNumber(value / factor)} ${unit}`;
}

const TIME = [
  [1e12, 's'],
  [1e9, 'ms'],
  [1e6, 'µs'],
  [1e3, 'ns'],
  [1, 'ps'],
] as const;

/** A duration with three significant digits: `12.5 µs`. */
export function formatPicos(time: Picos): string {
  return time === 0 ? '0 s' : scaled(time, TIME);
}

/** A duration that is round by itself, without the zeros: `2 µs`, `500 ns`. */
export function formatRoundPicos(time: Picos): string {
  return formatPicos(time).replace(
    /(\.\d*?)0+ /u,
    (_, kept: string) => `${kept === '.' ? '' : kept} `,
  );
}

/** A moment, exact to the nanosecond and of steady width: `1,234.567 µs`. */
export function formatMoment(time: Picos): string {
  const nanos = Math.floor(time / 1e3);
  const micros = Math.floor(nanos / 1e3);
  return `${formatCount(micros)}.${String(nanos - micros * 1e3).padStart(3, '0')} µs`;
}

const PER_SECOND = [
  [1e9, 'G/s'],
  [1e6, 'M/s'],
  [1e3, 'k/s'],
  [1, '/s'],
] as const;

/** How often: `10.0 k/s`. */
export function formatRate(perSecond: number): string {
  return perSecond === 0 ? '0 /s' : scaled(perSecond, PER_SECOND);
}

const BITS = [
  [1, 'Gb/s'],
  [1e-3, 'Mb/s'],
  [1e-6, 'kb/s'],
  [1e-9, 'b/s'],
] as const;

/** Throughput: `9.41 Gb/s`, `620 Mb/s`. */
export function formatGbps(gbps: number): string {
  return gbps === 0 ? '0 Gb/s' : scaled(gbps, BITS);
}

const BYTES = [
  [2 ** 40, 'TiB'],
  [2 ** 30, 'GiB'],
  [2 ** 20, 'MiB'],
  [2 ** 10, 'KiB'],
] as const;

/** A size: bytes as they are below 10 KiB, binary units above. */
export function formatBytes(bytes: number): string {
  return bytes < 10 * 2 ** 10 ? `${formatCount(bytes)} B` : scaled(bytes, BYTES);
}
