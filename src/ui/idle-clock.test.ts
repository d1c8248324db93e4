import { expect, test } from 'vitest';
import { readKiosk } from '../store/url-values';
import { secondsLeft } from './idle-clock';

test.each([
  ['10s', 10_000],
  ['2min', 120_000],
  ['1h', 3_600_000],
  ['60min', 3_600_000],
  ['9s', null],
  ['61min', null],
  ['2', null],
  ['2m', null],
  ['-2min', null],
  ['1e9min', null],
  ['', null],
])('kiosk=%s is %o ms', (text, ms) => {
  expect(readKiosk(text)).toBe(ms);
});

test('who does nothing is warned some seconds before, of a short time in its second half', () => {
  expect(secondsLeft(0, 120_000)).toBeNull();
  expect(secondsLeft(104_000, 120_000)).toBeNull();
  expect(secondsLeft(105_000, 120_000)).toBe(15);
  expect(secondsLeft(119_100, 120_000)).toBe(1);
  expect(secondsLeft(130_000, 120_000)).toBe(0);
  expect(secondsLeft(4_000, 10_000)).toBeNull();
  expect(secondsLeft(5_000, 10_000)).toBe(5);
});
