import { expose } from 'comlink';
import { afterEach, expect, test, vi } from 'vitest';
import { createSim } from '../worker/sim';
import { createSweep } from '../worker/sweep';
import type { SweepApi } from '../worker/sweep-api';
import { connectThread, type Link } from '../worker/thread';
import { linkTo } from '../worker/testing';
import type { Placement } from './lab';
import type { Editable } from './run';
import { withValue } from './url-scenario';
import { createApp } from '.';

const PAUSED: Placement = { cursor: 0, start: 'paused', chooseRate: true };
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

function sweepLink(): Link<SweepApi> {
  const { port1, port2 } = new MessageChannel();
  expose(createSweep(), port1);
  const terminate = () => {
    port1.close();
  };
  const starter = () => Object.assign(port2, { terminate });
  return connectThread<SweepApi>(['ready', 'open', 'run'], [starter], {
    startMs: 2_000,
    callMs: 20_000,
  });
}

async function app(input: object = {}) {
  const made = createApp(
    () => {
      const link = linkTo({ api: createSim() });
      open.push(link.close);
      return link;
    },
    undefined,
    { count: () => 2, connect: sweepLink },
  );
  await made.lab.boot(input as Editable, PAUSED);
  const now = () => made.useApp.getState();
  const over = () => vi.waitFor(() => expect(now().sweep?.state).not.toBe('running'), 20_000);
  return { ...made, now, over };
}

const FEW = { paths: ['sriov', 'virtio'], sizes: '60,1500', guests: '1', rates: '' } as const;

test('a sweep varies the scenario that runs, and keeps its results', async () => {
  const { now, over } = await app({ vms: [{ traffic: { direction: 'tx' } }] });
  now().setSweep(FEW);
  now().runSweep();
  await vi.waitFor(() => expect(now().sweep?.size).toBe(4));
  await over();
  const { sweep } = now();
  expect(sweep).toMatchObject({ state: 'complete', lost: [], linkGbps: 10 });
  expect(sweep?.axes.map(({ key }) => key)).toEqual([
    'vms.0.path',
    'vms.0.count',
    'vms.0.traffic.packetBytes',
  ]);
  expect([0, 1, 2, 3].map((i) => sweep?.results.get(i)?.kind)).toEqual(Array(4).fill('measured'));
  now().setView('stage');
  expect(now().sweep).toBe(sweep);
});

test('a point opens on the stage as the run it was, with its figures', async () => {
  const { now, over } = await app();
  now().setSweep(FEW);
  now().runSweep();
  await vi.waitFor(() => expect(now().sweep).not.toBe(null));
  await over();
  const point = now().sweep?.results.get(2);
  if (point?.kind !== 'measured') throw new Error('no point');
  await now().openPoint(2);
  expect(now().view).toBe('stage');
  expect(now().beside).toBe(null);
  expect(now().info?.scenario).toMatchObject({
    vms: [{ path: 'virtio', count: 1, traffic: { kind: 'bulk', packetBytes: 60 } }],
    run: { until: point.end },
  });
  // A long run, on a machine that may be busy.
  await vi.waitFor(() => expect(now().cursor).toBe(point.end), { timeout: 20_000 });
  await vi.waitFor(() => expect(now().instant?.at).toBe(point.end));
  const shown = now().instant?.metrics;
  // The stage counts from the start; the point left its warm-up out.
  expect((shown?.pps ?? 0) / point.metrics.pps).toBeCloseTo(1, 1);
  const tail = (shown?.packets.delivered ?? 0) - point.metrics.packets.delivered;
  expect(tail).toBeGreaterThan(0);
});

test('results know whether the scenario is still theirs', async () => {
  const { essence } = await import('./sweep-order');
  const { now, over } = await app();
  now().setSweep({ ...FEW, sizes: '60', paths: ['sriov'] });
  now().runSweep();
  await vi.waitFor(() => expect(now().sweep).not.toBe(null));
  await over();
  const { sweep } = now();
  const same = () =>
    essence(now().info?.scenarioInput as Editable, sweep?.axes ?? []) === sweep?.essence;
  expect(same()).toBe(true);
  await now().openPoint(0);
  expect(same()).toBe(true);
  now().edit((input) => withValue(input, 'host.cores', 4) as Editable);
  await vi.waitFor(() => expect(now().info?.scenario.host.cores).toBe(4));
  expect(same()).toBe(false);
});

test('cancelled at once; what was computed stays', async () => {
  const { now } = await app();
  now().runSweep();
  await vi.waitFor(() => expect(now().sweep?.results.size).toBeGreaterThan(0), 10_000);
  now().cancelSweep();
  const { sweep } = now();
  expect(sweep?.state).toBe('cancelled');
  expect(sweep?.results.size).toBeLessThan(240);
});

test('too large is refused with its size, and the former results stay', async () => {
  const { now, over } = await app();
  now().setSweep({ ...FEW, sizes: '60', paths: ['sriov'] });
  now().runSweep();
  await vi.waitFor(() => expect(now().sweep).not.toBe(null));
  await over();
  const { sweep } = now();
  now().setSweep({ sizes: '60..1514', guests: '1..63' });
  now().runSweep();
  await vi.waitFor(() => expect(now().sweepFault).not.toBe(null));
  expect(now().sweepFault).toMatchObject({ code: 'too-large', found: '91665' });
  expect(now().sweep).toBe(sweep);
  now().setSweep({ sizes: '60' });
  expect(now().sweepFault).toBe(null);
});

test('a host on which commands were typed keeps the VFs they made', async () => {
  const shell = 'echo 2 > /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs';
  const { now, over } = await app({ edits: [{ at: '100s', shell }] });
  now().setSweep({ ...FEW, paths: ['sriov'], guests: '2,3', sizes: '' });
  now().runSweep();
  await vi.waitFor(() => expect(now().sweep).not.toBe(null));
  await over();
  expect([0, 1].map((i) => now().sweep?.results.get(i)?.kind)).toEqual(['measured', 'no-device']);
});
