import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatQuantity, parseQuantity, RATE, SIZE, TIME } from './quantity';

describe('quantities', () => {
  test.each([
    ['10ms', TIME, 10_000_000_000],
    ['12.5us', TIME, 12_500_000],
    ['12.5 µs', TIME, 12_500_000],
    ['1e-3s', TIME, 1_000_000_000],
    ['0.1ms', TIME, 100_000_000],
    ['64GiB', SIZE, 68_719_476_736],
    ['1500B', SIZE, 1500],
    ['64GB', SIZE, 64_000_000_000],
    ['10Gbps', RATE, 10_000_000_000],
  ])('%s is read exactly', (text, dimension, value) => {
    expect(parseQuantity(text, dimension)).toBe(value);
  });

  test.each([
    '',
    '10',
    'ms',
    '10 m s',
    '-1ms',
    '+1ms',
    '1,5ms',
    '10MS',
    '1e999s',
    '0x10ms',
    '1ms1ms',
  ])('"%s" is no time', (text) => {
    expect(parseQuantity(text, TIME)).toBeNull();
  });

  test('a unit of another dimension is refused', () => {
    expect(parseQuantity('10GiB', TIME)).toBeNull();
    expect(parseQuantity('10ms', SIZE)).toBeNull();
  });

  test('a very long text is refused without effort', () => {
    expect(parseQuantity(`${'9'.repeat(1_000_000)}ms`, TIME)).toBeNull();
    expect(parseQuantity(`${' '.repeat(1_000_000)}x`, TIME)).toBeNull();
  });

  test('the written form is the short one', () => {
    expect(formatQuantity(12_500_000, TIME)).toBe('12.5us');
    expect(formatQuantity(10_000_000_000, TIME)).toBe('10ms');
    expect(formatQuantity(64 * 2 ** 30, SIZE)).toBe('64GiB');
  });

  test('every whole number of base units survives writing and reading', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.constantFrom(TIME, SIZE, RATE), (value, dimension) => {
        expect(parseQuantity(formatQuantity(value, dimension), dimension)).toBe(value);
      }),
    );
  });
});
