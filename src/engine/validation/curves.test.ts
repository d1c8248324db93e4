import { describe, expect, it } from 'vitest';
import { CURVES, curveData } from './curves';

describe.each(CURVES)('$id', (curve) => {
  const { line, points } = curveData(curve);

  it('finds the points of the theory', () => {
    // Far below one event in thirty packets a run of 8,000 packets shows too few of them to judge by a ratio.
    const off = points.map(
      ({ theory, model }) => Math.abs(model - theory) / Math.max(theory, 0.03),
    );
    expect(points.length).toBeGreaterThan(4);
    expect(Math.max(...off)).toBeLessThan(0.09);
  });

  it('draws the theory from the first point to the last', () => {
    expect(line[0]).toEqual([points[0]?.pps, points[0]?.theory]);
    expect(line.at(-1)?.[1]).toBeCloseTo(points.at(-1)?.theory ?? NaN, 9);
  });
});
