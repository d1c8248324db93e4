import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ringCells } from './ring-cells';

const ring = (size: number, head: number, tail: number) => ({
  name: 'tx',
  size,
  head,
  tail,
  marks: [],
});

it('fills the cells from head up to tail, over the end of the ring', () => {
  expect(ringCells(ring(8, 6, 9)).cells).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
    true,
    true,
  ]);
  expect(ringCells(ring(8, 6, 1)).cells).toEqual(ringCells(ring(8, 6, 9)).cells);
  expect(ringCells(ring(8, 3, 3)).held).toBe(0);
});

it('knows a full ring from an empty one where positions run freely', () => {
  expect(ringCells(ring(8, 3, 11)).held).toBe(8);
  expect(ringCells(ring(8, 3, 11)).cells.every(Boolean)).toBe(true);
});

it('draws large rings with several descriptors to a cell', () => {
  const { cells, perCell, held } = ringCells(ring(256, 0, 100));
  expect(cells.length).toBeLessThanOrEqual(24);
  expect(perCell).toBe(11);
  expect(held).toBe(100);
});

it('never holds more than the ring has', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4096 }),
      fc.nat(70_000),
      fc.nat(5000),
      (size, head, more) => {
        const { held, cells } = ringCells(ring(size, head, head + more));
        expect(held).toBeLessThanOrEqual(size);
        expect(cells.some(Boolean)).toBe(held > 0);
      },
    ),
  );
});
