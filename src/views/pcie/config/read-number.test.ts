import { expect, it } from 'vitest';
import { readNumber } from './read-number';

it.each([
  ['8', 8],
  [' 0x1F ', 31],
  ['0', 0],
  ['65535', 65535],
  ['65536', null],
  ['-1', null],
  ['1e3', null],
  ['0x', null],
  ['', null],
  ['08', 8],
  ['7;', null],
])('reads %j as %j', (text, value) => {
  expect(readNumber(text, 0xffff)).toBe(value);
});
