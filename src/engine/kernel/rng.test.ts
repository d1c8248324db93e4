import { describe, expect, it } from 'vitest';
import { nextExponential, nextU32, nextUnit, seedRng } from './rng';

const take = (n: number, draw: () => number): number[] => Array.from({ length: n }, draw);

describe('a random stream', () => {
  it('is sfc32: the same state gives the words of the reference definition', () => {
    const s = { a: 1, b: 2, c: 3, d: 4 };
    // t = a + b + d++; a = b ^ b>>>9; b = c + (c<<3); c = rotl(c,21) + t — by hand for two steps.
    expect(nextU32(s)).toBe(1 + 2 + 4);
    expect(s).toEqual({ a: 2, b: 27, c: 3 * 2 ** 21 + 7, d: 5 });
    expect(nextU32(s)).toBe(2 + 27 + 5);
  });

  it('repeats for the same seed and name, and differs for any other', () => {
    const words = (seed: number, name: string): string => {
      const s = seedRng(seed, name);
      return take(8, () => nextU32(s)).join();
    };
    expect(words(1, 'nic0')).toBe(words(1, 'nic0'));
    const all = [0, 1, 2, -1, 2 ** 32, 2 ** 32 + 1].flatMap((seed) =>
      ['', 'a', 'b', 'ab', 'ba', 'vm1', 'vm2'].map((name) => words(seed, name)),
    );
    expect(new Set(all).size).toBe(all.length);
  });

  it('goes on from a copied state', () => {
    const s = seedRng(3, 'x');
    nextU32(s);
    const copy = { ...s };
    expect(take(50, () => nextUnit(copy))).toEqual(take(50, () => nextUnit(s)));
  });

  it('fills [0, 1) evenly', () => {
    const s = seedRng(11, 'uniform');
    const bins = Array.from({ length: 16 }, () => 0);
    for (const u of take(160_000, () => nextUnit(s))) {
      expect(u >= 0 && u < 1).toBe(true);
      bins[Math.floor(u * 16)]!++;
    }
    const chi2 = bins.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0);
    // 99.9 % point of chi-square with 15 degrees of freedom.
    expect(chi2).toBeLessThan(37.7);
  });
});

describe('exponential gaps', () => {
  it('agree with the logarithm of the same uniform numbers', () => {
    const s = seedRng(5, 'exp');
    const twin = { ...s };
    for (let i = 0; i < 20_000; i++) {
      const u = nextUnit(twin);
      const expected = -Math.log(1 - u) * 1000;
      expect(Math.abs(nextExponential(s, 1000) - expected)).toBeLessThan(1e-12 * (1000 + expected));
    }
  });

  it('have the mean and the variance asked for', () => {
    const s = seedRng(6, 'exp');
    const n = 100_000;
    const gaps = take(n, () => nextExponential(s, 250));
    const mean = gaps.reduce((x, y) => x + y, 0) / n;
    const variance = gaps.reduce((x, y) => x + (y - mean) ** 2, 0) / n;
    expect(Math.abs(mean / 250 - 1)).toBeLessThan(0.015);
    expect(Math.abs(Math.sqrt(variance) / 250 - 1)).toBeLessThan(0.02);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
  });
});
