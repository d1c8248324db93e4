import { expect, it } from 'vitest';
import { bandOf, placeOf, verdictOf } from './strip';

it('puts equal factors equally far from the middle', () => {
  expect(placeOf(1)).toBe(0.5);
  expect(placeOf(3) + placeOf(1 / 3)).toBeCloseTo(1, 9);
  expect(placeOf(30)).toBe(1);
  expect(placeOf(1000)).toBe(1);
  expect(placeOf(0)).toBe(0);
});

it('draws a tolerance as far as it reaches', () => {
  const [from, to] = bandOf({ kind: 'exits', tolerance: 1.5 });
  expect(from + to).toBeCloseTo(1, 9);
  const [low, high] = bandOf({ kind: 'latency', tolerance: 0.2 });
  expect(low).toBe(placeOf(0.8));
  expect(high).toBe(placeOf(1.2));
});

it('counts a miss as a miss, and what went into the table apart', () => {
  expect(verdictOf({ pass: true, input: false })).toBe('pass');
  expect(verdictOf({ pass: true, input: true })).toBe('input');
  expect(verdictOf({ pass: false, input: true })).toBe('miss');
});
