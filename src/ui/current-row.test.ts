import { expect, it } from 'vitest';
import type { JourneyRow } from '../store/vocabulary';
import { currentRow } from './current-row';

type Part = readonly [glyph: string, at: number, end: number];

const rowsOf = (parts: readonly Part[]) =>
  parts.map(([glyph, at, end]) => ({ kind: 'hop', glyph, at, end }) as JourneyRow);

it('knows which row the cursor is at', () => {
  const rows = rowsOf([
    ['packet', 10, 20],
    ['packet', 20, 30],
  ]);
  expect([0, 10, 19, 20, 99].map((cursor) => currentRow(rows, cursor))).toEqual([-1, 0, 0, 1, 1]);
});

it('looks past what only waits to what goes on', () => {
  const rows = rowsOf([
    ['work', 10, 40],
    ['wait', 12, 30],
  ]);
  expect([11, 20, 35, 50].map((cursor) => currentRow(rows, cursor))).toEqual([0, 0, 0, 1]);
});
