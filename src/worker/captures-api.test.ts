import { expect, test } from 'vitest';
import { readCapture } from '../formats/capture/read';
import type { RunId } from './api';
import { createSim } from './sim';

async function opened(path: string) {
  const sim = createSim();
  const result = sim.open(
    { vms: [{ count: 2, path, traffic: { kind: 'burst', packets: 3 } }], run: { until: '2ms' } },
    null,
  );
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const { run } = result.info;
  while (!sim.extend(run, 50).done);
  return { sim, run };
}

const seen = (
  { sim, run }: { sim: ReturnType<typeof createSim>; run: RunId },
  vm: number,
  at: number,
) => sim.tapPicture(run, vm, at).columns.map(({ kind, count, absent }) => [kind, count, absent]);

test('the columns of a guest’s way, with what passed so far', async () => {
  const virtio = await opened('virtio');
  expect(seen(virtio, 1, 2e9)).toEqual(
    ['guest', 'virtqueue', 'tap', 'bridge', 'pf', 'switch', 'wire'].map((kind) => [kind, 3, null]),
  );
  expect(seen(virtio, 1, 0).every(([, count]) => count === 0)).toBe(true);
});

test('what a VF’s guest sends passes nothing of the host, and it is said why', async () => {
  const host = seen(await opened('sriov'), 0, 2e9).filter(([, count]) => count === 0);
  expect(host).toEqual([
    ['virtqueue', 0, 'device-rings'],
    ['tap', 0, 'dma'],
    ['bridge', 0, 'dma'],
    ['pf', 0, 'dma'],
    ['representor', 0, 'legacy-mode'],
  ]);
});

test('one frame byte by byte, and a file of what passed', async () => {
  const { sim, run } = await opened('virtio');
  const { columns } = sim.tapPicture(run, 0, 2e9);
  const tap = columns.find(({ kind }) => kind === 'tap');
  const line = tap?.lines[0];
  const frame = sim.tapFrame(run, 'vnet0', line?.packet ?? 0, line?.at ?? 0);
  expect(frame?.bytes.length).toBe(line?.bytes);
  expect(frame?.layers.map(({ layer }) => layer)).toEqual(['eth', 'ip', 'udp', 'payload']);
  expect(sim.tapFrame(run, 'vnet1', line?.packet ?? 0, line?.at ?? 0)).toBeNull();
  const { bytes, whole } = sim.saveCapture(run, ['vnet0', 'wire0'], 2e9);
  expect(whole).toBe(true);
  const read = readCapture(bytes, 'x.pcapng');
  expect(read.ok && read.capture.frames.length).toBe(3 + 6);
});
