import { expect, it } from 'vitest';
import type { ChromeTrace } from '../formats/trace/events';
import { createSim } from './sim';

function opened(input: unknown) {
  const sim = createSim();
  const result = sim.open(input, null);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return { sim, info: result.info };
}

it('gives the run as a trace that names its scenario', () => {
  const { sim, info } = opened({ vms: [{ path: 'vhost-net' }], run: { until: '1ms' } });
  while (!sim.extend(info.run, 100).done);
  const { text, to } = sim.trace(info.run, info.scenarioInput);
  expect(to).toBe(info.end);
  const { otherData, traceEvents } = JSON.parse(text) as ChromeTrace;
  expect(otherData).toMatchObject({ scenario: info.scenarioInput, complete: true });
  expect(traceEvents.map(({ name }) => name)).toContain('vhost-copy-tx');
});

it('says how far the trace reaches while the run is being computed', () => {
  const { sim, info } = opened({ vms: [{ traffic: { kind: 'bulk' } }], run: { until: '1s' } });
  sim.extend(info.run, 0);
  const { text, to } = sim.trace(info.run, info.scenarioInput);
  expect(to).toBeLessThan(info.end);
  expect((JSON.parse(text) as ChromeTrace).otherData['complete']).toBe(false);
});
