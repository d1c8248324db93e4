import { expect, it } from 'vitest';
import type { Window } from '../../engine/run-window';
import { completeRun } from '../../engine/testing';
import { finished } from './steps';
import { gathered, traceOfRun } from './trace-of-run';

const busy = completeRun({
  vms: [
    { count: 2, path: 'emulated', traffic: { kind: 'poisson', pps: 60_000, direction: 'both' } },
  ],
  run: { until: '40ms' },
});

/** What is over by the end of the stretch: of what still waits then, no end is known. */
const rowsOf = ({ hops, facts, to }: Window) => ({
  hops: Array.from(hops.start, (start, i) =>
    [start, hops.end[i], hops.packet[i], hops.step[i], hops.from[i], hops.to[i]].join(' '),
  )
    .filter((_, i) => (hops.end[i] ?? 0) <= to)
    .toSorted(),
  facts: Array.from(facts.time, (time, i) =>
    [time, facts.kind[i], facts.packet[i], facts.a[i], facts.b[i]].join(' '),
  ).toSorted(),
});

it('takes a run that is not kept stretch by stretch, with the rows that it has at once', () => {
  expect(busy.log.dropped).toBeGreaterThan(0);
  const parts = finished(gathered(busy, 40_000, 7_000));
  expect(parts.to).toBeLessThan(busy.reached);
  expect(parts.hops.count).toBeGreaterThanOrEqual(40_000);
  expect(rowsOf(parts)).toEqual(rowsOf(busy.window(0, parts.to)));
});

it('comes in many short steps, and says how far it is', () => {
  const shares: number[] = [];
  const steps = traceOfRun(busy, {});
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) shares.push(step.value);
  expect(shares.length).toBeGreaterThan(30);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  expect(
    (JSON.parse(step.value.text) as { traceEvents: unknown[] }).traceEvents.length,
  ).toBeGreaterThan(100_000);
});
