import { expect, test } from 'vitest';
import { parseScenario } from '../engine/scenario/parse';
import { Run } from '../engine/run';
import { asItRuns } from './as-it-runs';
import { startHost } from './host';
import { createLabAccess, type Moment } from './lab-access';
import { noNames } from './testing-host';

/** Lines of guests' functions in /proc/interrupts after a run, as counts by CPU, and the run's own figures. */
function interrupts(postedInterrupts: boolean) {
  const vm = (irqAffinity: string) => ({
    count: 1,
    path: 'sriov',
    traffic: { direction: 'rx', pps: 20_000 },
    tuning: { irqAffinity },
  });
  const host = { cores: 4, postedInterrupts };
  const parsed = parseScenario({ host, vms: [vm('other'), vm('same')], run: { until: '2ms' } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  let moment: Moment | null = null;
  const access = createLabAccess(
    () => moment,
    () => null,
  );
  const started = startHost(parsed.scenario, noNames, access);
  const run = new Run(asItRuns(parsed.scenario, started.kernel, started.pfs));
  while (!run.extend(100_000));
  moment = { run, at: run.end };
  const text = started.shell
    .run('grep vfio /proc/interrupts', null)
    .chunks.map((chunk) => chunk.text)
    .join('');
  const lines = [...text.matchAll(/^ *\d+:((?: +\d+)+) .*vfio-msix\[0\]\((\S+)\)$/gmu)];
  return {
    run,
    rows: lines.map(([, counts = '', bdf = '']) => [bdf, counts.trim().split(/ +/u).map(Number)]),
  };
}

test('/proc/interrupts counts what came to a CPU for each guest’s function', () => {
  const { run, rows } = interrupts(false);
  const [first, second] = run.metrics().vms.map((vm) => vm.interrupts.physical);
  expect(first).toBeGreaterThan(30);
  expect(rows).toEqual([
    ['0000:3b:10.0', [first, 0, 0, 0]],
    // The CPU of its vCPU.
    ['0000:3b:10.2', [0, 0, second, 0]],
  ]);
});

test('posted interrupts come to no CPU of the host, and are not counted there', () => {
  const { run, rows } = interrupts(true);
  expect(run.metrics().interrupts.posted).toBeGreaterThan(60);
  expect(rows.map(([, counts]) => counts)).toEqual([
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]);
});

test('a VF with two queue pairs has a line for each vector', () => {
  const host = { cores: 4, postedInterrupts: false };
  const parsed = parseScenario({
    host,
    vms: [
      {
        count: 1,
        path: 'sriov',
        traffic: { direction: 'rx', pps: 100_000, flows: 16 },
        tuning: { queues: 2, irqAffinity: 'same' },
      },
    ],
    run: { until: '2ms' },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  let moment: Moment | null = null;
  const access = createLabAccess(
    () => moment,
    () => null,
  );
  const started = startHost(parsed.scenario, noNames, access);
  const run = new Run(asItRuns(parsed.scenario, started.kernel, started.pfs));
  while (!run.extend(100_000));
  moment = { run, at: run.end };
  const text = started.shell
    .run('grep vfio /proc/interrupts', null)
    .chunks.map((chunk) => chunk.text)
    .join('');
  const counts = [...text.matchAll(/^ *\d+:((?: +\d+)+) .*vfio-msix\[(\d)\]/gmu)].map(
    ([, all = '', vector = '']) => [vector, ...all.trim().split(/ +/u).map(Number)],
  );
  const [first, second] = counts.map((row) =>
    row.slice(1).reduce((a, b) => Number(a) + Number(b), 0),
  );
  // Each vector came to the CPU of its own vCPU.
  expect(counts).toEqual([
    ['0', 0, first, 0, 0],
    ['1', 0, 0, second, 0],
  ]);
  expect(first).toBeGreaterThan(10);
  expect(second).toBeGreaterThan(10);
  expect(Number(first) + Number(second)).toBe(run.metrics().interrupts.physical);
});
