import { expect, test } from 'vitest';
import { parseScenario } from '../engine/scenario/parse';
import { isRandom } from './random';

test.each([
  [{ kind: 'poisson', pps: 50_000 }, '2ms', true],
  [{ kind: 'cbr', pps: 50_000 }, '2ms', false],
  // A guest that is only to be quiet.
  [{ kind: 'poisson', pps: 1 }, '2ms', false],
])('%o for %s: the seed matters: %s', (traffic, until, matters) => {
  const read = parseScenario({ vms: [{ path: 'virtio', traffic }], run: { until } });
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  expect(isRandom(read.scenario)).toBe(matters);
});
