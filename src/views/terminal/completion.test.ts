import { expect, it } from 'vitest';
import { cellAfter } from './cells';
import { completed, inColumns } from './completion';
import { EMPTY_LINE } from './line';

const at = (text: string) => ({ ...EMPTY_LINE, text, cursor: text.length });

it('finishes the only word, and leaves a directory open', () => {
  expect(completed(at('cat sri'), { from: 4, candidates: ['sriov_numvfs'] }).line.text).toBe(
    'cat sriov_numvfs ',
  );
  expect(completed(at('ls /s'), { from: 3, candidates: ['/sys/'] }).line.text).toBe('ls /sys/');
});

it('types what all candidates share, and lists them where that is nothing', () => {
  const candidates = ['sriov_numvfs', 'sriov_offset'];
  const first = completed(at('cat s'), { from: 4, candidates });
  expect(first).toMatchObject({ line: { text: 'cat sriov_' }, list: [] });
  expect(completed(first.line, { from: 4, candidates }).list).toEqual(candidates);
});

it('leaves what stands behind the cursor', () => {
  const line = { ...EMPTY_LINE, text: 'cat sr | wc', cursor: 6 };
  const { line: after } = completed(line, { from: 4, candidates: ['sriov_numvfs'] });
  expect(after).toMatchObject({ text: 'cat sriov_numvfs  | wc', cursor: 17 });
});

it('lists candidates in columns, downwards, by their last part', () => {
  const names = ['/sys/a/', '/sys/bb', '/sys/c', '/sys/d', '/sys/e'];
  expect(inColumns(names, 12)).toBe('a/  c   e\nbb  d\n');
  expect(inColumns(['日本', 'ab'], 12)).toBe('日本  ab\n');
});

it('knows where a text ends in a terminal that wraps', () => {
  expect(cellAfter('abc', 0, 10)).toEqual({ row: 0, column: 3 });
  expect(cellAfter('0123456789', 0, 10)).toEqual({ row: 1, column: 0 });
  expect(cellAfter('012345678虚', 0, 10)).toEqual({ row: 1, column: 2 });
  expect(cellAfter('e\u0301', 4, 10)).toEqual({ row: 0, column: 5 });
  expect(cellAfter('a\tb', 0, 20)).toEqual({ row: 0, column: 9 });
});
