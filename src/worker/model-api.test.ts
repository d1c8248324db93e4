import { expect, it } from 'vitest';
import type { OpenResult, RunInfo } from './api';
import { createSim } from './sim';

function opened(result: OpenResult): RunInfo {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.info;
}

const sum = (parts: readonly { readonly ps: number }[]) =>
  parts.reduce((total, { ps }) => total + ps, 0);

it('explains the numbers of a run that is being shown', () => {
  const sim = createSim();
  const { run, end } = opened(sim.open({}, 'emulated'));
  while (!sim.extend(run, 50).done);
  const latest = sim.explainLatest(run, end, 0);
  expect(latest?.vm).toBe(0);
  expect(latest).toEqual(sim.explainPacket(run, latest?.packet ?? 0));
  expect(sum(latest?.charges ?? [])).toBe((latest?.delivered ?? 0) - (latest?.sent ?? 0));
  const early = sim.explainLatest(run, latest?.delivered ?? 0, 0);
  expect(early?.packet).toBe(latest?.packet);
  expect(sim.explainLatest(run, 0, 0)).toBeNull();

  const { cpu } = sim.instant(run, end, null).metrics.vms[2] ?? {};
  const explained = sim.explainCpu(run, end, 2);
  const busy = (cpu?.kvm ?? 0) + (cpu?.vmm ?? 0) + (cpu?.softirq ?? 0);
  expect(explained.ps / end).toBeCloseTo(busy, 9);

  const hop = latest?.stretches.find(({ step }) => step === 'dma-read');
  if (latest === null || hop === undefined) throw new Error('no read');
  expect(sim.explainHop(run, latest.packet, hop.step, hop.start, hop.end)).toEqual(hop.charges);
});
