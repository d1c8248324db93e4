import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatGbps,
  formatMoment,
  formatNumber,
  formatPicos,
  formatRate,
  formatRoundPicos,
} from './format';

it('keeps three significant digits', () => {
  expect([0, 0.04213, 0.3068, 1.826, 12.47, 99.97, 999.6, 1234].map(formatNumber)).toEqual([
    '0',
    '0.0421',
    '0.307',
    '1.83',
    '12.5',
    '100',
    '1000',
    '1230',
  ]);
  expect(formatNumber(NaN)).toBe('–');
});

it('writes durations in the unit that fits, also where rounding reaches the next one', () => {
  expect([0, 7, 1500, 999_960, 12_500_000, 2.5e9, 3e12].map(formatPicos)).toEqual([
    '0 s',
    '7.00 ps',
    '1.50 ns',
    '1.00 µs',
    '12.5 µs',
    '2.50 ms',
    '3.00 s',
  ]);
});

it('writes round durations without zeros', () => {
  expect([0, 1e6, 2e7, 5e8, 1e9, 1.5e6].map(formatRoundPicos)).toEqual([
    '0 s',
    '1 µs',
    '20 µs',
    '500 µs',
    '1 ms',
    '1.5 µs',
  ]);
});

it('writes moments exactly to the nanosecond', () => {
  expect(formatMoment(1_234_567_891)).toBe('1,234.567 µs');
  expect(formatMoment(0)).toBe('0.000 µs');
});

it('writes rates, throughput, sizes and counts with their units', () => {
  expect(formatRate(10_000)).toBe('10.0 k/s');
  expect(formatGbps(9.412)).toBe('9.41 Gb/s');
  expect(formatGbps(0.0625)).toBe('62.5 Mb/s');
  expect(formatGbps(0)).toBe('0 Gb/s');
  expect(formatBytes(1500)).toBe('1,500 B');
  expect(formatBytes(64 * 2 ** 30)).toBe('64.0 GiB');
  expect(formatCount(1234567)).toBe('1,234,567');
});

it('never writes an exponent and never loses more than half a per cent', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-5, max: 1e12, noNaN: true }), (value) => {
      const text = formatNumber(value);
      expect(text).toMatch(/^\d+(?:\.\d+)?$/u);
      expect(Math.abs(Number(text) / value - 1)).toBeLessThan(value < 1e-3 ? 0.06 : 0.0051);
    }),
  );
});
