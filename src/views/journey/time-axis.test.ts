import { expect, it } from 'vitest';
import { journeyOf } from '../../engine/tell/journey';
import { completeRun } from '../../engine/testing';
import { ancestorsOf, chainOf } from './chain';
import { roomy, timeAxis } from './time-axis';

const run = completeRun({
  vms: [{ count: 1, path: 'emulated', traffic: { kind: 'burst', packets: 4, direction: 'rx' } }],
  run: { until: '600us' },
});
const { rows } = journeyOf(run, 4);

it('stretched: no two rows share a line, and later is never above earlier', () => {
  const axis = timeAxis(rows, 'stretched', 20);
  axis.tops.slice(1).forEach((top, i) => {
    expect(top - (axis.tops[i] ?? 0)).toBeGreaterThanOrEqual(10);
  });
  axis.spans.forEach(([from, to]) => expect(to).toBeGreaterThanOrEqual(from));
  expect(axis.y(rows[0]?.at ?? 0)).toBe(0);
  expect(axis.height).toBeGreaterThan(rows.length * 10);
});

it('true to scale: a length on the axis is a length of time', () => {
  const axis = timeAxis(rows, 'true', 20);
  const [first, last] = [rows[0]?.at ?? 0, Math.max(...rows.map(({ end }) => end))];
  const whole = axis.y(last) - axis.y(first);
  rows.forEach((row, i) => {
    const [from, to] = axis.spans[i] ?? [0, 0];
    expect((to - from) / whole).toBeCloseTo((row.end - row.at) / (last - first), 9);
  });
});

it('tells where nothing is done, and for how long', () => {
  const late = completeRun({
    vms: [{ count: 1, path: 'sriov', traffic: { kind: 'burst', packets: 8, direction: 'rx' } }],
    run: { until: '600us' },
  });
  const journey = journeyOf(late, 2);
  const { idle } = timeAxis(journey.rows, 'stretched', 20);
  for (const { lasts, from, to } of idle) {
    expect(lasts).toBeGreaterThan(2e6);
    expect(to).toBeGreaterThan(from);
  }
});

it('leaves lines out where they would lie on one another, but not those that must be there', () => {
  expect(roomy([0, 5, 21, 22, 60], 20, [])).toEqual([true, false, true, false, true]);
  expect(roomy([0, 5, 21, 22, 60], 20, [3])).toEqual([true, false, false, true, true]);
});

it('a chain leaves out what one thread did in a row, and ends at the root', () => {
  const last = rows.length - 1;
  const links = chainOf(rows, last);
  expect(links.length).toBeGreaterThan(3);
  expect(rows[links.at(-1)?.row ?? -1]?.root).not.toBeNull();
  const told = links.reduce((sum, { skipped }) => sum + 1 + skipped, 0);
  expect(told).toBe(ancestorsOf(rows, last).size);
});
