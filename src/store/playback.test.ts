import { expect, it } from 'vitest';
import { MAX_RATE, nearestRateIndex, rateFor, RATES } from './playback';

it('offers 1, 2 and 5 of every decade, from a nanosecond to a second of the run in one second', () => {
  expect(RATES.slice(0, 4)).toEqual([1, 2, 5, 10]);
  expect(RATES.at(-1)).toBe(MAX_RATE);
  expect(RATES).toHaveLength(28);
});

it('shows a journey of any length in under five seconds, and not in a flash', () => {
  for (const length of [3e6, 7e6, 42e6, 128e6, 999e6]) {
    const seconds = length / rateFor(length) / 1000;
    expect(seconds).toBeLessThan(5);
    expect(seconds).toBeGreaterThan(1.5);
  }
});

it('finds the nearest offered speed', () => {
  expect(RATES[nearestRateIndex(1000)]).toBe(1000);
  expect(RATES[nearestRateIndex(1300)]).toBe(1000);
  expect(RATES[nearestRateIndex(1e99)]).toBe(MAX_RATE);
});
