import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstLength, nextLength, pageLengths, pageWith } from './time-page';

const END = 1e10;

it('offers 1, 2, 5 of each decade and the whole run', () => {
  expect(pageLengths(3e7)).toEqual([1e6, 2e6, 5e6, 1e7, 2e7, 3e7]);
  expect(pageLengths(5e5)).toEqual([5e5]);
});

it('starts with the shortest page that holds the first journey', () => {
  expect(firstLength(53.4e6, END)).toBe(1e8);
  expect(firstLength(50e6, END)).toBe(1e8);
  expect(firstLength(4e6, END)).toBe(5e6);
  expect(firstLength(2e10, END)).toBe(END);
});

it('goes one length up or down and stops at the ends', () => {
  expect(nextLength(1e8, END, 1)).toBe(2e8);
  expect(nextLength(1e8, END, -1)).toBe(5e7);
  expect(nextLength(END, END, 1)).toBe(END);
  expect(nextLength(1e6, END, -1)).toBe(1e6);
});

it('stays on the page until the cursor leaves it', () => {
  const page = pageWith(4e6, 1e8, END, null);
  expect(page).toEqual({ from: 0, to: 1e8 });
  expect(pageWith(1e8, 1e8, END, page)).toBe(page);
  expect(pageWith(1e8 + 1, 1e8, END, page)).toEqual({ from: 1e8, to: 2e8 });
  expect(pageWith(50, 2e8, END, page)).toEqual({ from: 0, to: 2e8 });
});

it('shows at the end of the run what led there', () => {
  expect(pageWith(END, 1e8, END, null)).toEqual({ from: END - 1e8, to: END });
  expect(pageWith(END, END, END, null)).toEqual({ from: 0, to: END });
});

it('always has the cursor on the page, inside the run', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: END }),
      fc.constantFrom(...pageLengths(END)),
      (cursor, length) => {
        const { from, to } = pageWith(cursor, length, END, null);
        expect(from).toBeLessThanOrEqual(cursor);
        expect(to).toBeGreaterThanOrEqual(cursor);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(END);
        expect(to).toBeGreaterThan(from);
      },
    ),
  );
});
