import { expect, it } from 'vitest';
import { MAX_RATE, nearestRateIndex, neighbourRate, rateFor, RATES } from './playback';

it('offers 1, 2 and 5 of every decade, from a nanosecond to a second of the run in one second', () => {
  expect(RATES.slice(0, 4)).toEqual([1, 2, 5, 10]);
  expect(RATES.at(-1)).toBe(MAX_RATE);
  expect(RATES).toHaveLength(28);
});

it('shows a journey of any length in 4 to 4.4 seconds, at a speed of two digits', () => {
  for (const length of [3e6, 7e6, 42e6, 53_404_633, 128e6, 999e6, 2_444_221_085]) {
    const rate = rateFor(length);
    const seconds = length / rate / 1000;
    expect(seconds).toBeLessThanOrEqual(4.4);
    expect(seconds).toBeGreaterThanOrEqual(4);
    expect(Number(rate.toPrecision(2))).toBe(rate);
  }
  expect(rateFor(0)).toBe(1);
  expect(rateFor(1e13)).toBe(MAX_RATE);
});

it('goes from any speed to the next that is offered', () => {
  expect(neighbourRate(13e3, 1)).toBe(20e3);
  expect(neighbourRate(13e3, -1)).toBe(10e3);
  expect(neighbourRate(10e3, -1)).toBe(5e3);
  expect(neighbourRate(MAX_RATE, 1)).toBe(MAX_RATE);
  expect(neighbourRate(1, -1)).toBe(1);
});

it('finds the nearest offered speed', () => {
  expect(RATES[nearestRateIndex(1000)]).toBe(1000);
  expect(RATES[nearestRateIndex(1300)]).toBe(1000);
  expect(RATES[nearestRateIndex(1e99)]).toBe(MAX_RATE);
});
