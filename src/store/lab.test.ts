import { afterEach, expect, it, vi } from 'vitest';
import { createApp } from '.';
import type { Placement } from './lab';
import type { Editable } from './run';
import { createFakeSim, linkTo } from '../worker/testing';
import { withValue } from './url-scenario';

const JOURNEY: Placement = { cursor: 0, start: 'journey', chooseRate: true };
const PAUSED: Placement = { cursor: 0, start: 'paused', chooseRate: true };

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

function app() {
  const fake = createFakeSim();
  const made = createApp(() => {
    const link = linkTo(fake);
    open.push(link.close);
    return link;
  });
  const rest = () => vi.waitFor(() => expect(made.useApp.getState().busy).toBe(false));
  return { ...made, fake, rest, now: () => made.useApp.getState() };
}

const path = (value: string) => (input: Editable) =>
  withValue(input, 'vms.0.path', value) as Editable;

it('opens the first scenario with everything its first picture needs', async () => {
  const { lab, now, rest } = app();
  await lab.boot({}, JOURNEY);
  const { info, window, instant, playing, stopAt, cursor, followed, rate } = now();
  expect(info?.scenario.vms[0]?.path).toBe('sriov');
  expect(window).toMatchObject({ from: 0 });
  expect(instant?.at).toBe(0);
  expect({ playing, stopAt, cursor, followed }).toEqual({
    playing: true,
    stopAt: info?.firstJourneyEnd,
    cursor: 0,
    followed: 1,
  });
  expect((info?.firstJourneyEnd ?? 0) / rate).toBeLessThan(5_000);
  await rest();
  expect(now()).toMatchObject({ done: true, reached: info?.end });
});

it('adds the compared guest last, and none where it would be the same path', async () => {
  const { lab, now, rest } = app();
  await lab.boot({}, PAUSED);
  expect(now().info?.topology.vms.at(-1)?.path).toBe('emulated');
  now().edit(path('emulated'));
  await vi.waitFor(() => expect(now().info?.besideVm).toBe(-1));
  now().setBeside('virtio');
  await vi.waitFor(() => expect(now().info?.topology.vms.at(-1)?.path).toBe('virtio'));
  await rest();
});

it('plays to the end of the first journey and stops there', async () => {
  const { lab, now, rest } = app();
  await lab.boot({}, JOURNEY);
  const end = now().stopAt ?? 0;
  for (let frame = 0; frame < 400 && now().playing; frame++) now().advance(16);
  expect(now()).toMatchObject({ playing: false, cursor: end, stopAt: null });
  await rest();
  expect(now().instant?.at).toBe(end);
});

it('never shows a moment it has no window for', async () => {
  const { lab, now } = app();
  await lab.boot({}, PAUSED);
  now().setRate(1e6);
  now().play();
  for (let frame = 0; frame < 200 && now().playing; frame++) {
    now().advance(16);
    const { cursor, window } = now();
    expect(cursor).toBeLessThanOrEqual(window?.to ?? 0);
    if (frame % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  expect(now().cursor).toBeGreaterThan(1e9);
});

it('waits for the run to be computed when a link points far into it', async () => {
  const { lab, now } = app();
  await lab.boot({}, { cursor: 5e9, start: 'paused', chooseRate: true });
  expect(now()).toMatchObject({ cursor: 5e9, playing: false });
  expect(now().window?.from).toBeLessThanOrEqual(5e9);
});

it('steps forward and back to the same moment', async () => {
  const { lab, now } = app();
  await lab.boot({}, PAUSED);
  const moments = [now().cursor];
  for (let i = 0; i < 7; i++) {
    await now().step(1, 'hop');
    moments.push(now().cursor);
  }
  expect(new Set(moments).size).toBe(8);
  for (const moment of moments.toReversed().slice(1)) {
    await now().step(-1, 'hop');
    expect(now().cursor).toBe(moment);
  }
});

it('steps on into the next packet of the same guest, and back', async () => {
  const { lab, now } = app();
  await lab.boot({}, PAUSED);
  const first = now().followed;
  for (let i = 0; i < 5; i++) await now().step(1, 'hop');
  expect(now().followed).not.toBe(first);
  expect(now().cursor).toBeGreaterThanOrEqual(100e6);
  await now().step(-1, 'hop');
  expect(now().followed).toBe(first);
  expect(now().cursor).toBeLessThan(100e6);
});

it('keeps what runs when a change is refused, and says why', async () => {
  const { lab, now, rest } = app();
  await lab.boot({}, PAUSED);
  const before = now().info;
  now().edit((input) => withValue(input, 'nic.numVfs', 9999) as Editable);
  await vi.waitFor(() => expect(now().issues).not.toEqual([]));
  expect(now().issues[0]?.path).toBe('nic.numVfs');
  expect(now().info).toBe(before);
  now().edit(path('virtio'));
  await vi.waitFor(() => expect(now().info?.scenario.vms[0]?.path).toBe('virtio'));
  expect(now().info?.scenario.nic.numVfs).toBe(before?.scenario.nic.numVfs);
  await rest();
  expect(now().issues).toEqual([]);
});

it('opens only the last of changes that come faster than runs can be opened', async () => {
  const { lab, now, fake, rest } = app();
  await lab.boot({}, PAUSED);
  const before = fake.calls['open'] ?? 0;
  for (let n = 5; n < 45; n++) {
    now().edit((input) => withValue(input, 'nic.numVfs', n) as Editable);
  }
  await vi.waitFor(() => expect(now().info?.scenario.nic.numVfs).toBe(44));
  await rest();
  expect((fake.calls['open'] ?? 0) - before).toBeLessThanOrEqual(2);
});

it('shows what was asked for until the worker has answered', async () => {
  const { lab, now, rest } = app();
  await lab.boot({}, PAUSED);
  now().edit(path('virtio'));
  expect(now().wanted).toMatchObject({ vms: [{ path: 'virtio' }] });
  await rest();
  expect(now()).toMatchObject({ wanted: null, info: { scenario: { vms: [{ path: 'virtio' }] } } });
  now().edit((input) => withValue(input, 'nic.numVfs', 9999) as Editable);
  expect(now().wanted).not.toBeNull();
  await rest();
  expect(now().wanted).toBeNull();
});

it('starts a changed run at its beginning: on where it played, its first journey otherwise', async () => {
  const { lab, now } = app();
  await lab.boot({}, PAUSED);
  now().seek(1e9);
  now().edit(path('virtio'));
  await vi.waitFor(() => expect(now().info?.scenario.vms[0]?.path).toBe('virtio'));
  expect(now()).toMatchObject({ cursor: 0, playing: true, stopAt: now().info?.firstJourneyEnd });
  now().pause();
  now().play();
  now().seek(1e6);
  now().edit(path('sriov'));
  await vi.waitFor(() => expect(now().info?.scenario.vms[0]?.path).toBe('sriov'));
  expect(now()).toMatchObject({ cursor: 0, playing: true, stopAt: null });
});

it('does not start to move by itself where motion is not wanted', async () => {
  const { lab, now, useApp } = app();
  await lab.boot({}, PAUSED);
  useApp.setState({ reducedMotion: true });
  now().edit(path('virtio'));
  await vi.waitFor(() => expect(now().info?.scenario.vms[0]?.path).toBe('virtio'));
  expect(now()).toMatchObject({ cursor: 0, playing: false });
});

it('drops what is wrong in an address and runs the rest', async () => {
  const { lab, now } = app();
  const refused = await lab.boot({ nic: { numVfs: 5000 }, vms: [{ path: 'vhost-net' }] }, PAUSED);
  expect(refused.map((issue) => issue.path)).toEqual(['nic.numVfs']);
  expect(now().info?.scenario.vms[0]?.path).toBe('vhost-net');
  expect(now().issues).toEqual([]);
});

it('turns a broken simulation into a failure with the scenario, and starts again', async () => {
  const { lab, now, fake } = app();
  await lab.boot({ nic: { numVfs: 7 } }, PAUSED);
  fake.breakDown('ring index out of range');
  now().seek(5e9);
  await vi.waitFor(() => expect(now().failure).not.toBeNull());
  expect(now().failure?.message).toContain('ring index out of range');
  expect(now().failure?.scenario).toEqual({ nic: { numVfs: 7 } });
  expect(now().busy).toBe(false);
});

it('takes up the same scenario with a new worker after a failure', async () => {
  const broken = createFakeSim();
  const whole = createFakeSim();
  const sims = [broken, whole];
  const { lab, useApp } = createApp(() => {
    const link = linkTo(sims.shift() ?? whole);
    open.push(link.close);
    return link;
  });
  await lab.boot({ nic: { numVfs: 7 } }, PAUSED);
  broken.breakDown('gone');
  useApp.getState().seek(5e9);
  await vi.waitFor(() => expect(useApp.getState().failure).not.toBeNull());
  useApp.getState().restart();
  expect(useApp.getState().failure).toBeNull();
  await vi.waitFor(() => expect(whole.calls['open']).toBe(1));
  await vi.waitFor(() => expect(useApp.getState().busy).toBe(false));
  expect(useApp.getState().info?.scenario.nic.numVfs).toBe(7);
});

it('keeps a selected place over a change where the new run has it', async () => {
  const { lab, now } = app();
  await lab.boot({}, PAUSED);
  const driver =
    now().info?.topology.places.findIndex((p) => p.kind === 'driver' && p.vm === 1) ?? 0;
  now().select({ kind: 'place', place: driver });
  now().edit((input) => withValue(input, 'vms.0.count', 1) as Editable);
  await vi.waitFor(() => expect(now().info?.scenario.vms[0]?.count).toBe(1));
  // Guest 1 is the compared one now: the same place in name.
  expect(now().selected).toEqual({ kind: 'place', place: driver });
  now().setBeside(null);
  await vi.waitFor(() => expect(now().info?.topology.vms.length).toBe(1));
  expect(now().selected).toBeNull();
});

const file = (bytes: BlobPart, name: string) => Object.assign(new Blob([bytes]), { name });

it('makes a dropped capture the traffic', async () => {
  const { lab, now } = app();
  await lab.boot({}, PAUSED);
  const bytes = new Uint8Array(40);
  new DataView(bytes.buffer).setUint32(0, 0xd4c3b2a1);
  await now().openFile(file(bytes, 'two.pcap'));
  expect(now().notice).toMatchObject({ kind: 'capture-opened', name: 'two.pcap', frames: 1 });
  expect(now().info?.scenario.vms[0]?.traffic).toMatchObject({
    kind: 'replay',
    replay: { name: 'two.pcap' },
  });
});

it('refuses bad files by name and leaves the lab alone', async () => {
  const { lab, now } = app();
  await lab.boot({}, PAUSED);
  const before = now().info;
  await now().openFile(file('{"vms": [{"path": "teleport"}]}', 'bad.json'));
  expect(now().notice).toMatchObject({
    kind: 'scenario-refused',
    name: 'bad.json',
    issues: [{ path: 'vms.0.path' }],
  });
  await now().openFile(file('{"vms": [', 'cut.json'));
  expect(now().notice).toMatchObject({ kind: 'scenario-refused', issues: [{ code: 'not-json' }] });
  await now().openFile(file(new Uint8Array([0xd4, 0xc3, 0xb2, 0xa1, 2]), 'cut.pcap'));
  expect(now().notice).toMatchObject({ kind: 'capture-refused', name: 'cut.pcap' });
  const huge = {
    name: 'huge.pcap',
    size: 2 ** 31,
    arrayBuffer: () => Promise.reject(new Error('read')),
  };
  await now().openFile(huge as unknown as Parameters<ReturnType<typeof now>['openFile']>[0]);
  expect(now().notice).toMatchObject({ kind: 'too-large', name: 'huge.pcap' });
  expect(now().info).toBe(before);
  expect(now().issues).toEqual([]);
});

it('opens a scenario file', async () => {
  const { lab, now } = app();
  await lab.boot({}, PAUSED);
  await now().openFile(file('{"vms": [{"path": "vhost-net"}]}', 'mine.json'));
  expect(now().notice).toEqual({ kind: 'scenario-opened', name: 'mine.json' });
  expect(now().info?.scenario.vms[0]?.path).toBe('vhost-net');
});

it('chooses the speed anew for each run until the learner sets it', async () => {
  const { lab, now, rest } = app();
  await lab.boot({}, PAUSED);
  const chosen = now().rate;
  now().setRate(chosen * 3);
  now().edit(path('virtio'));
  await vi.waitFor(() => expect(now().info?.scenario.vms[0]?.path).toBe('virtio'));
  expect(now().rate).toBe(chosen * 3);
  await rest();

  const other = app();
  await other.lab.boot({}, { ...PAUSED, chooseRate: false });
  other.now().edit(path('virtio'));
  await vi.waitFor(() => expect(other.now().info?.scenario.vms[0]?.path).toBe('virtio'));
  expect(other.now().rate).toBe(chosen);
  await other.rest();
});
