import { describe, expect, it } from 'vitest';
import { COSTS } from '../../../engine/costs/costs';
import { priceSheet } from '../../../engine/costs/profiles';
import { FIGURES } from '../../../engine/validation/published';
import { citedFigures, readPrice, remarkOf, stepOf } from './price-text';

const sheet = priceSheet({ profile: 'recent', cpuGHz: 3 });
const row = (id: string) => {
  const found = sheet.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

describe('a price on the page', () => {
  it('names every figure that it comes from', () => {
    const cited = (id: string) => citedFigures(row(id), FIGURES).map((figure) => figure.id);
    expect(cited('exitLight')).toEqual([
      'arcangeli19.pending_int.avg',
      'agesen12.hw_roundtrip.sandy_bridge',
    ]);
    expect(cited('syscall')).toEqual([]);
    const unknown = sheet.filter(
      (each) => each.basis !== 'assumed' && citedFigures(each, FIGURES).length === 0,
    );
    expect(unknown.map(({ id }) => id)).toEqual(['maxPayload']);
  });

  it('takes its range and nothing else', () => {
    const { range } = COSTS.copyByte;
    expect(readPrice('0.2', range)).toBe(0.2);
    for (const text of ['', ' ', '0.07', '0.61', 'x', 'NaN', 'Infinity']) {
      expect(readPrice(text, range)).toBeNull();
    }
  });

  it('moves in steps that reach every corner of its range', () => {
    for (const { range } of sheet) {
      const steps = (range[1] - range[0]) / stepOf(range);
      expect(steps).toBeGreaterThan(4);
    }
    expect(stepOf(COSTS.copyByte.range)).toBeCloseTo(0.001, 9);
  });

  it('keeps what an assumption says of itself, but not where it was made', () => {
    expect(remarkOf(row('hostThrottle'))).toBe('ixgbe low-latency class, 100,000/s');
    expect(remarkOf(row('syscall'))).toBe('');
    expect(remarkOf(row('exitLight'))).toBe('');
  });
});
