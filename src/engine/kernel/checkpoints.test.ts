import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Checkpoints } from './checkpoints';

const at = (now: number, events = now): { now: number; events: number } => ({ now, events });

describe('checkpoints', () => {
  it('find the last one at or before a time, or by events', () => {
    const kept = new Checkpoints();
    for (const snap of [at(0), at(10, 3), at(10, 5), at(20, 9)]) kept.add(snap);
    expect(kept.nearest(-1)).toBeUndefined();
    expect(kept.nearest(9)).toEqual(at(0));
    expect(kept.nearest(10)).toEqual(at(10, 5));
    expect(kept.nearest(1e9)).toEqual(at(20, 9));
    expect(kept.nearestByEvents(4)).toEqual(at(10, 3));
    expect(kept.nearestByEvents(9)).toEqual(at(20, 9));
  });

  it('keep the order of time, and one of each moment, whatever the order of adding', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000)), fc.integer({ min: 2, max: 20 }), (list, capacity) => {
        const kept = new Checkpoints(capacity);
        for (const n of list) kept.add(at(n));
        const times = kept.list().map((s) => s.now);
        expect(times).toEqual([...new Set(times)].sort((p, q) => p - q));
        expect(times.length).toBe(Math.min(capacity, new Set(list).size));
      }),
    );
  });

  it('stay few, keep the first and the newest, and grow sparser with age', () => {
    const kept = new Checkpoints(64);
    for (let i = 0; i <= 10_000; i++) kept.add(at(i * 100));
    const times = kept.list().map((s) => s.now);
    expect(times).toHaveLength(64);
    expect([times[0], times.at(-1)]).toEqual([0, 1_000_000]);
    const gap = (age: number): number => {
      const i = times.findIndex((t) => t > 1_000_000 - age);
      return times[i]! - times[i - 1]!;
    };
    expect(gap(100)).toBe(100);
    expect(gap(1_000)).toBeLessThan(gap(50_000));
    expect(gap(50_000)).toBeLessThan(gap(900_000));
    // The replay from the nearest one is a bounded share of the way back.
    for (let age = 1_000; age < 990_000; age += 997) {
      const t = 1_000_000 - age;
      expect(t - kept.nearest(t)!.now).toBeLessThan(0.5 * age + 200);
    }
  });

  it('forget the future after an edit', () => {
    const kept = new Checkpoints();
    [0, 5, 10, 15].forEach((t) => kept.add(at(t)));
    kept.dropAfter(10);
    expect(kept.list().map((s) => s.now)).toEqual([0, 5, 10]);
    kept.clear();
    expect(kept.size).toBe(0);
  });

  it('keep to a number of bytes, the first and the newest in any case', () => {
    const kept = new Checkpoints(64, 1_000);
    for (let i = 0; i <= 500; i++) kept.add(at(i * 100), i < 250 ? 90 : 300);
    expect(kept.list().map((s) => s.now)).toHaveLength(kept.size);
    expect(kept.bytes).toBeLessThanOrEqual(1_000);
    expect(kept.size).toBeGreaterThanOrEqual(3);
    for (let i = 501; i < 504; i++) kept.add(at(i * 100), 5_000);
    expect(kept.list().map((s) => s.now)).toEqual([0, 50_300]);
    expect(kept.bytes).toBe(5_090);
    kept.dropAfter(10);
    expect(kept.bytes).toBe(90);
  });

  it('refuse a capacity that cannot hold first and newest', () => {
    expect(() => new Checkpoints(1)).toThrow(RangeError);
  });
});
