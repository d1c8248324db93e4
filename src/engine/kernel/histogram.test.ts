import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clonePlain } from './clone';
import {
  buckets,
  count,
  createHistogram,
  max,
  mean,
  merge,
  min,
  quantile,
  record,
} from './histogram';

const value = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  fc.maxSafeNat(),
);
const values = fc.array(value, { minLength: 1, maxLength: 200 });

const filled = (list: readonly number[]): ReturnType<typeof createHistogram> => {
  const h = createHistogram();
  list.forEach((v) => record(h, v));
  return h;
};

describe('a histogram', () => {
  it('gives quantiles within 1/64 above the true ones', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, q) => {
        const sorted = [...list].sort((p, r) => p - r);
        const exact = sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1]!;
        const found = quantile(filled(list), q);
        expect(found).toBeGreaterThanOrEqual(exact);
        expect(found).toBeLessThanOrEqual(exact + exact / 64);
      }),
    );
  });

  it('is exact below 128 and at both ends', () => {
    const h = filled(Array.from({ length: 128 }, (_, i) => i));
    for (let i = 1; i <= 128; i++) expect(quantile(h, i / 128)).toBe(i - 1);
    const wide = filled([3, Number.MAX_SAFE_INTEGER]);
    expect(quantile(wide, 0)).toBe(3);
    expect(quantile(wide, 1)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('counts, and keeps minimum, maximum and mean of the true values', () => {
    fc.assert(
      fc.property(values, (list) => {
        const h = filled(list);
        const sum = list.reduce((x, y) => x + BigInt(y), 0n);
        const exact = Number((sum * 1000n) / BigInt(list.length)) / 1000;
        expect(count(h)).toBe(list.length);
        expect(min(h)).toBe(Math.min(...list));
        expect(max(h)).toBe(Math.max(...list));
        expect(Math.abs(mean(h) - exact)).toBeLessThanOrEqual(0.002 + exact * 1e-14);
      }),
    );
  });

  it('merged from two equals the one that recorded all', () => {
    fc.assert(
      fc.property(values, values, (p, q) => {
        const both = filled(p);
        merge(both, filled(q));
        const all = filled([...p, ...q]);
        expect({ ...both, counts: [] }).toEqual({ ...all, counts: [] });
        for (const at of [0, 0.5, 0.99, 1]) expect(quantile(both, at)).toBe(quantile(all, at));
      }),
    );
  });

  it('is plain data, and its copy goes on alone', () => {
    const h = filled([5]);
    const copy = clonePlain(h);
    record(copy, 7e12);
    expect(count(h)).toBe(1);
    expect(quantile(copy, 1)).toBe(7e12);
  });

  it('says NaN where nothing was recorded, also after merging with nothing', () => {
    const h = createHistogram();
    merge(h, createHistogram());
    expect([quantile(h, 0.5), min(h), max(h), mean(h), count(h)]).toEqual([NaN, NaN, NaN, NaN, 0]);
  });

  it.each([-1, 0.5, NaN, Infinity, 2 ** 53])('refuses %d', (bad) => {
    expect(() => record(createHistogram(), bad)).toThrow(RangeError);
  });
});

describe('buckets for a picture', () => {
  it('hold every value once, without gaps, between the smallest and the largest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2 ** 45 }), { minLength: 1 }),
        fc.constantFrom(1, 4, 8, 64),
        (values, perOctave) => {
          const h = createHistogram();
          for (const value of values) record(h, value);
          const found = buckets(h, perOctave);
          found.slice(1).forEach((bucket, i) => {
            expect(bucket.from).toBe(found[i]?.to);
          });
          for (const { from, to, count: many } of found) {
            expect(many).toBe(values.filter((value) => value >= from && value < to).length);
          }
          expect(found.reduce((sum, bucket) => sum + bucket.count, 0)).toBe(values.length);
        },
      ),
    );
  });

  it('of nothing are none', () => {
    expect(buckets(createHistogram(), 8)).toEqual([]);
  });
});
