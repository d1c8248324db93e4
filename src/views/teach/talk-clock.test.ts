import { afterEach, expect, test } from 'vitest';
import { clockText, elapsed, resetClock, startClock, stopClock, useTalkClock } from './talk-clock';

afterEach(() => {
  useTalkClock.setState({ since: null, before: 0, minutes: null, inBar: false });
});

test('the clock of a talk stands and goes on, and begins anew', () => {
  const at = (now: number) => elapsed(useTalkClock.getState(), now);
  startClock(1_000);
  startClock(1_500);
  expect(at(4_000)).toBe(3_000);
  stopClock(4_000);
  expect(at(9_000)).toBe(3_000);
  startClock(10_000);
  expect(at(11_000)).toBe(4_000);
  resetClock(11_000);
  expect(at(12_000)).toBe(1_000);
  // A machine's clock may be set back.
  expect(at(0)).toBe(0);
});

test.each([
  [0, '0:00'],
  [59_999, '0:59'],
  [600_000, '10:00'],
  [3_725_000, '1:02:05'],
  [-30_000, '−0:30'],
  [-10, '0:00'],
])('%i ms is %s', (ms, text) => {
  expect(clockText(ms)).toBe(text);
});
