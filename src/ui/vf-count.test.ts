import { expect, it } from 'vitest';
import { readVfCount } from './vf-count';

it('takes whole numbers up to the maximum', () => {
  expect(readVfCount('0', 63)).toEqual({ kind: 'ok', numVfs: 0 });
  expect(readVfCount(' 63 ', 63)).toEqual({ kind: 'ok', numVfs: 63 });
  expect(readVfCount('007', 63)).toEqual({ kind: 'ok', numVfs: 7 });
});

it('tells too many apart from no number, and does not clamp', () => {
  expect(readVfCount('64', 63)).toEqual({ kind: 'too-many', numVfs: 64 });
  expect(readVfCount('1', 0)).toEqual({ kind: 'too-many', numVfs: 1 });
});

it.each(['', ' ', '-1', '1.5', '1e2', '0x10', 'abc', '9999999999'])('refuses %j', (text) => {
  expect(readVfCount(text, 63)).toEqual({ kind: 'not-a-number' });
});
