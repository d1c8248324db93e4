import { expect, it } from 'vitest';
import { bitsToPicos, cyclesToPicos, nsToPicos } from './units';

it('64 bytes at 100 Gb/s last 5,120 ps, 84 with preamble and gap 6,720 ps', () => {
  expect(bitsToPicos(64 * 8, 100)).toBe(5120);
  expect(bitsToPicos(84 * 8, 100)).toBe(6720);
});

it('cycles last by the clock, rounded to whole picoseconds', () => {
  expect(cyclesToPicos(2700, 2.7)).toBe(1_000_000);
  expect(cyclesToPicos(1, 2.7)).toBe(370);
});

it('fractions of nanoseconds become whole picoseconds', () => {
  expect(nsToPicos(1.5)).toBe(1500);
  expect(nsToPicos(0.0004)).toBe(0);
});
