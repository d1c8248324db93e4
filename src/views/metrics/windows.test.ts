import { describe, expect, test } from 'vitest';
import { SERIES_FIELDS } from '../../store/vocabulary';
import type { SeriesField } from '../../store/vocabulary';
import { occurring, rates, widthOf, windowAt, windowsOf } from './windows';

/** Five windows, the last shorter. */
function series(values: Partial<Record<SeriesField, readonly number[]>>) {
  const edges = Float64Array.of(0, 10, 20, 30, 40, 44);
  const counts = new Float64Array(5 * SERIES_FIELDS.length);
  SERIES_FIELDS.forEach((field, k) => {
    counts.set(values[field] ?? [], 5 * k);
  });
  return { edges, counts };
}

describe('windows', () => {
  const counted = series({
    'exits.EPT_MISCONFIG': [1, 0, 2, 0, 3],
    'exits.EOI_INDUCED': [0, 9, 0, 0, 0],
    'idle.HLT': [1, 1, 1, 1, 1],
  });

  test('stay as they are while there are few', () => {
    const windows = windowsOf(counted, 5);
    expect(windows.edges).toEqual([0, 10, 20, 30, 40, 44]);
    expect(windows.of('exits.EPT_MISCONFIG')).toEqual([1, 0, 2, 0, 3]);
  });

  test('merge with their neighbours, and nothing is lost', () => {
    const windows = windowsOf(counted, 3);
    expect(windows.edges).toEqual([0, 20, 40, 44]);
    expect(windows.of('exits.EPT_MISCONFIG')).toEqual([1, 2, 3]);
    expect(windows.total('exits.EPT_MISCONFIG')).toBe(6);
    expect(widthOf(windows)).toBe(20);
  });

  test('name what occurred, the most frequent first', () => {
    const windows = windowsOf(counted, 5);
    expect(occurring(windows, 'exits')).toEqual(['exits.EOI_INDUCED', 'exits.EPT_MISCONFIG']);
    expect(occurring(windows, 'dropped')).toEqual([]);
  });

  test('are found by a moment inside, the last one for what comes after', () => {
    const windows = windowsOf(counted, 5);
    expect([0, 9, 10, 39, 43, 44, 99].map((at) => windowAt(windows, at))).toEqual([
      0, 0, 1, 3, 4, 4, 4,
    ]);
  });

  test('give rates by their own length', () => {
    const windows = windowsOf(counted, 5);
    expect(rates(windows, windows.of('idle.HLT'), 10)).toEqual([1, 1, 1, 1, 2.5]);
  });
});
