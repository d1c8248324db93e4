import { expect, it } from 'vitest';
import type { ChromeTrace } from '../formats/trace/events';
import { createSim } from './sim';

/** Writes the trace to its end; how many answers that took. */
function traced({ sim, info }: ReturnType<typeof opened>, budgetMs = 1000) {
  sim.beginTrace(info.run, info.scenarioInput);
  for (let answers = 1; ; answers++) {
    const { trace } = sim.traceOn(info.run, budgetMs);
    if (trace !== null) return { ...trace, answers };
  }
}

function opened(input: unknown) {
  const sim = createSim();
  const result = sim.open(input, null);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return { sim, info: result.info };
}

it('gives the run as a trace that names its scenario', () => {
  const { sim, info } = opened({ vms: [{ path: 'vhost-net' }], run: { until: '1ms' } });
  while (!sim.extend(info.run, 100).done);
  const { text, to } = traced({ sim, info });
  expect(to).toBe(info.end);
  const { otherData, traceEvents } = JSON.parse(text) as ChromeTrace;
  expect(otherData).toMatchObject({ scenario: info.scenarioInput, complete: true });
  expect(traceEvents.map(({ name }) => name)).toContain('vhost-copy-tx');
});

it('says how far the trace reaches while the run is being computed', () => {
  const { sim, info } = opened({ vms: [{ traffic: { kind: 'bulk' } }], run: { until: '1s' } });
  sim.extend(info.run, 0);
  const { text, to } = traced({ sim, info });
  expect(to).toBeLessThan(info.end);
  expect((JSON.parse(text) as ChromeTrace).otherData['complete']).toBe(false);
});

it('a long trace is written while other questions are answered, and can be given up', () => {
  const { sim, info } = opened({
    vms: [{ count: 4, path: 'emulated', traffic: { kind: 'cbr', pps: 100_000 } }],
    run: { until: '50ms' },
  });
  while (!sim.extend(info.run, 100).done);
  sim.beginTrace(info.run, info.scenarioInput);
  const { share, trace } = sim.traceOn(info.run, 0);
  expect(trace).toBeNull();
  expect(share).toBeGreaterThan(0);
  const before = sim.instant(info.run, 2e9, null);
  // A new one takes the place of the one that was given up.
  const whole = traced({ sim, info }, 20);
  expect(whole.answers).toBeGreaterThan(5);
  expect(sim.instant(info.run, 2e9, null)).toEqual(before);
  expect(() => sim.traceOn(info.run, 10)).toThrow('no trace');
});
