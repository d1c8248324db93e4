import { describe, expect, test } from 'vitest';
import { niceTicks, niceTop, scaleOf } from './scale';

const axis = (from: number, to: number, kind: 'linear' | 'log' = 'linear') =>
  ({ from, to, kind, label: '', text: String }) as const;

describe('ticks', () => {
  test('are round and inside', () => {
    expect(niceTicks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(niceTicks(0, 0.7, 4)).toEqual([0, 0.2, 0.4, 0.6]);
    expect(niceTicks(13, 58, 4)).toEqual([20, 40]);
    expect(niceTicks(0, 1e10, 4)).toEqual([0, 5e9, 1e10]);
  });

  test('of counts are whole', () => {
    expect(niceTicks(0, 2, 5, true)).toEqual([0, 1, 2]);
    expect(niceTicks(0, 30, 5, true)).toEqual([0, 10, 20, 30]);
  });

  test('of nothing are the one value there is', () => {
    expect(niceTicks(3, 3, 5)).toEqual([3]);
  });

  test('of a logarithmic axis are decades, or finer where there are few', () => {
    expect(scaleOf(axis(1, 10_000, 'log'), 0, 400, 5).ticks).toEqual([1, 10, 100, 1000, 10_000]);
    expect(scaleOf(axis(1.5, 60, 'log'), 0, 400, 8).ticks).toEqual([2, 5, 10, 20, 50]);
    expect(scaleOf(axis(10, 60, 'log'), 0, 400, 4).ticks).toEqual([20, 40, 60]);
  });
});

test('the top of an axis is round and not below the largest value', () => {
  expect([0, -1, Number.NaN, 0.93, 1, 7.2, 14_880_000].map((max) => niceTop(max))).toEqual([
    1, 1, 1, 1, 1, 8, 15_000_000,
  ]);
});

describe('a scale', () => {
  test('goes forth and back, downwards too', () => {
    const y = scaleOf(axis(0, 50), 200, 0, 5);
    expect([y.at(0), y.at(25), y.at(50)]).toEqual([200, 100, 0]);
    expect(y.valueAt(100)).toBe(25);
  });

  test('keeps decades equally long', () => {
    const x = scaleOf(axis(1, 1000, 'log'), 0, 300, 5);
    expect([1, 10, 100, 1000].map((value) => Math.round(x.at(value)))).toEqual([0, 100, 200, 300]);
    expect(x.valueAt(200)).toBeCloseTo(100, 6);
  });

  test('of an empty domain stays finite', () => {
    expect(scaleOf(axis(5, 5), 0, 300, 5).at(5)).toBe(0);
  });
});
