import { expect, it } from 'vitest';
import { limitScale } from './limit-scale';

it('puts nothing at the left end, the most at the right, and the rest by its logarithm', () => {
  const { at, ticks } = limitScale([63, 65_535]);
  expect([0, 255, 65_535].map(at)).toEqual([0, 0.5, 1]);
  expect(at(2 ** 30)).toBe(1);
  expect(ticks).toEqual([1, 8, 64, 256, 4096, 65_535]);
});

it('stands where every limit is zero', () => {
  expect(limitScale([0]).at(0)).toBe(0);
});
