import { expect, test } from 'vitest';
import { Run } from '../../engine/run';
import { scenario } from '../../engine/testing';
import { LINE_RATE_PPS, LOADS } from './loads';

const MS = 2;

test.each(Object.keys(LOADS))('load %s keeps the wire full', (name) => {
  const run = new Run(scenario({ ...LOADS[name], run: { until: `${String(MS)}ms` } }));
  while (!run.extend(100_000));
  const { delivered, dropped } = run.metrics().packets;
  const lost = Object.values(dropped).reduce((a, b) => a + b, 0);
  // What crossed the wire was delivered, or lost behind it; the first frame comes after some microseconds.
  const share = (delivered + lost) / (LINE_RATE_PPS * MS * 1e-3);
  expect(share).toBeGreaterThan(0.98);
  expect(share).toBeLessThanOrEqual(1);
  expect(run.stopped).toBeNull();
});
