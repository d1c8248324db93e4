import { expect, test } from 'vitest';
import { hexRows } from './hex-rows';

const bytes = Uint8Array.from({ length: 20 }, (_, i) => i + 0x40);

test('sixteen bytes a row, with their letters', () => {
  const [first, second] = hexRows(bytes, null);
  expect(first?.parts).toHaveLength(1);
  expect(first?.parts[0]?.text).toMatch(/^40 41 42 /u);
  expect(first?.letters).toBe('@ABCDEFGHIJKLMNO');
  expect([second?.offset, second?.letters]).toEqual(['0x0010', 'PQRS']);
});

test('marked bytes are parts of their own, across rows', () => {
  const rows = hexRows(bytes, { from: 14, to: 17 });
  expect(rows.map(({ parts }) => parts.filter(({ on }) => on).map(({ text }) => text))).toEqual([
    ['4e 4f '],
    ['50 51 '],
  ]);
});

test('a super-packet is cut short', () => {
  expect(hexRows(new Uint8Array(65_536), null)).toHaveLength(129);
});
