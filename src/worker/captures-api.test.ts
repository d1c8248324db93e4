import { expect, test } from 'vitest';
import { readCapture } from '../formats/capture/read';
import type { RunId } from './api';
import { createSim } from './sim';

function opened(path: string) {
  return complete({
    vms: [{ count: 2, path, traffic: { kind: 'burst', packets: 3 } }],
    run: { until: '2ms' },
  });
}

async function complete(input: unknown) {
  const sim = createSim();
  const result = sim.open(input, null);
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
  const { bytes, whole } = sim.saveCapture(run, ['vnet0', 'wire0'], 0, 2e9);
  expect(whole).toBe(true);
  const read = readCapture(bytes, 'x.pcapng');
  expect(read.ok && read.capture.frames.length).toBe(3 + 6);
});

/** 200,000 frames a second for 60 ms: far more rows than a run's log keeps. */
const long = () =>
  complete({
    vms: [{ count: 1, path: 'sriov', traffic: { kind: 'cbr', pps: 200_000 } }],
    run: { until: '60ms' },
  });

type Long = Awaited<ReturnType<typeof long>>;

/** Asks until a stretch is looked through. */
function looked({ sim, run }: Long, at: number, back: number | null) {
  for (let asked = 1; ; asked++) {
    const picture = sim.tapPicture(run, 0, at, back);
    if (picture.state !== 'more') return { picture, asked };
  }
}

const onWire = ({ columns }: Awaited<ReturnType<typeof looked>>['picture']) =>
  columns.find(({ kind }) => kind === 'wire')!;

test('a run too long to be kept shows its last 2 ms, and any stretch that is asked for', async () => {
  const it = await long();
  const last = looked(it, 50e9, null).picture;
  expect([last.from, last.to, last.state]).toEqual([48e9, 50e9, 'whole']);
  expect(onWire(last).count).toBe(400);
  const middle = looked(it, 30e9, 10e9).picture;
  expect([middle.from, middle.to]).toEqual([20e9, 30e9]);
  expect(onWire(middle).count).toBe(2000);
  const times = onWire(middle).lines.map(({ at }) => at);
  expect(times.every((at) => at > 29e9 && at <= 30e9)).toBe(true);
  const all = looked(it, 60e9, 60e9).picture;
  expect(all.state).toBe('whole');
  expect(onWire(all).count).toBe(it.sim.instant(it.run, 60e9, null).metrics.packets.delivered);
});

test('a frame of an earlier stretch is read, and saved with what passed beside it', async () => {
  const it = await long();
  const { picture } = looked(it, 10e9, 1e9);
  const [line] = onWire(picture).lines;
  const frame = it.sim.tapFrame(it.run, 'wire0', line!.packet, line!.at);
  expect(frame?.bytes.length).toBe(line!.bytes);
  const { bytes } = it.sim.saveCapture(it.run, ['wire0'], picture.from, picture.to);
  const read = readCapture(bytes, 'x.pcapng');
  expect(read.ok && read.capture.frames.length).toBe(onWire(picture).count);
});
