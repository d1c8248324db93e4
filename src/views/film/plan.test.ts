import { expect, test } from 'vitest';
import { MOST_FRAMES, paceFor, planOf } from './plan';

const range = { from: 2, to: 12, perSecond: 5, rate: 10 };

test('pictures are drawn from exact moments, from the first to the last', () => {
  const plan = planOf(range, 100e6);
  if (!plan.ok) throw new Error(plan.why);
  expect(plan.times).toHaveLength(21);
  expect(plan.times[0]).toBe(2e6);
  expect(plan.times[1]).toBe(2.5e6);
  expect(plan.times.at(-1)).toBe(12e6);
  expect(plan.seconds).toBe(3);
  expect(plan.pace).toBe(5_000);
});

test('what cannot be drawn says why', () => {
  expect(planOf({ ...range, to: 2 }, 100e6)).toEqual({ ok: false, why: 'no-range' });
  expect(planOf({ ...range, from: Number.NaN }, 100e6)).toEqual({ ok: false, why: 'no-range' });
  expect(planOf({ ...range, from: -1 }, 100e6)).toEqual({ ok: false, why: 'no-range' });
  expect(planOf(range, 11e6)).toEqual({ ok: false, why: 'outside' });
  expect(planOf({ ...range, perSecond: 0 }, 100e6)).toEqual({ ok: false, why: 'no-speed' });
  const slow = planOf({ ...range, perSecond: 0.01 }, 100e6);
  expect(slow).toEqual({ ok: false, why: 'too-many', frames: 10_001 });
  expect(MOST_FRAMES).toBeLessThan(10_001);
});

test.each([
  [0, 40, 5],
  [0, 41, 10],
  [10, 11, 0.2],
])('a range from %d to %d µs goes at %d µs a second', (from, to, pace) => {
  expect(paceFor(from, to)).toBe(pace);
});
