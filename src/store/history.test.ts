import { afterEach, beforeEach, expect, it } from 'vitest';
import { MOST_STEPS } from './history';
import type { QuestState } from './quest';
import type { Editable } from './run';
import { apart, app, closeAll, SHORT } from './testing-history';
import { DEFAULT_LANES } from './url-lanes';
import { withValue } from './url-scenario';

beforeEach(() => {
  apart();
});
afterEach(closeAll);

it('leads back over every edit and forward again, the moment shown kept', async () => {
  const { now, set, scenario, undo, redo, steps, rest } = await app();
  const first = scenario();
  await set('vms.0.path', 'virtio');
  const second = scenario();
  await set('nic.numVfs', 9);
  const third = scenario();
  now().pause();
  now().seek(7e6);
  await rest();
  await undo();
  expect(scenario()).toBe(second);
  expect(now()).toMatchObject({ cursor: 7e6, playing: false });
  await undo();
  expect(scenario()).toBe(first);
  await undo();
  expect(scenario()).toBe(first);
  expect(steps()).toMatchObject({ past: [], future: [{}, {}], moved: { by: 'undo' } });
  await redo();
  await redo();
  expect(scenario()).toBe(third);
  await redo();
  expect(scenario()).toBe(third);
});

it('forgets what was undone once something else is edited', async () => {
  const { set, undo, redo, steps, now } = await app();
  await set('vms.0.path', 'virtio');
  await undo();
  await set('vms.0.path', 'emulated');
  expect(steps().future).toEqual([]);
  await redo();
  expect(now().info?.scenario.vms[0]?.path).toBe('emulated');
});

it('keeps no edit that was refused, and none that changed nothing', async () => {
  const { set, steps, now, undo, scenario } = await app();
  const before = scenario();
  await set('nic.numVfs', 9_999);
  expect(now().issues).not.toEqual([]);
  await set('vms.0.path', 'sriov');
  expect(steps().past).toEqual([]);
  await undo();
  expect(scenario()).toBe(before);
});

it('takes a drag for one edit, and one that ends where it began for none', async () => {
  const { set, done } = await app();
  apart(10);
  for (const vfs of [5, 6, 7, 30]) await set('nic.numVfs', vfs);
  expect(done()).toEqual([[{ kind: 'value', place: 'nic.numVfs', was: undefined, is: 30 }]]);
  await set('nic.numVfs', 4);
  expect(done()).toEqual([]);
  await set('vms.0.path', 'virtio');
  await set('vms.0.path', 'vhost-net');
  expect(done()).toHaveLength(2);
});

it('knows who was beside, the lanes, and both with the scenario where one press changes them', async () => {
  const { now, undo, done, rest, scenario } = await app();
  const before = scenario();
  now().setBeside('virtio');
  await rest();
  now().setLanes(DEFAULT_LANES.slice(1));
  await rest();
  now().setLanes(DEFAULT_LANES);
  now().edit((input) => withValue(input, 'vms.0.traffic.kind', 'bulk') as Editable);
  await rest();
  expect(done().map((changes) => changes.map(({ kind }) => kind))).toEqual([
    ['beside'],
    ['lane-removed'],
    ['value', 'lane-added'],
  ]);
  await undo();
  expect(now().lanes).toEqual(DEFAULT_LANES.slice(1));
  expect(scenario()).toBe(before);
  await undo();
  expect(now()).toMatchObject({ lanes: DEFAULT_LANES, beside: 'virtio' });
  await undo();
  expect(now().beside).toBe('emulated');
  expect(now().info?.topology.vms.at(-1)?.path).toBe('emulated');
});

it('remembers the name of a file that was opened', async () => {
  const { now, rest, steps, undo, scenario } = await app();
  const before = scenario();
  const opened = now().openScenarioText('{"vms":[{"path":"virtio"}]}', 'mine.json');
  await opened;
  await rest();
  expect(steps().past).toMatchObject([{ opened: { file: 'mine.json' } }]);
  await undo();
  expect(scenario()).toBe(before);
  // The same again changes nothing, and names nothing.
  await now().openScenarioText(before, 'same.json');
  await rest();
  expect(steps().past).toEqual([]);
});

it('stays in the scenario of a lesson, and leads back from all of it when it is left', async () => {
  const { now, lab, set, rest, undo, scenario, steps, useApp } = await app();
  await set('vms.0.path', 'virtio');
  const own = scenario();
  now().openLesson('exits');
  for (const path of ['emulated', 'vhost-net'] as const) {
    await lab.boot(
      { ...SHORT, vms: [{ path }] },
      { cursor: 0, start: 'paused', chooseRate: false },
    );
    await rest();
    const shown = scenario();
    await undo();
    expect(scenario()).toBe(shown);
    await set('vms.0.traffic.kind', 'bulk');
    now().guide({ spotlight: { primary: null, leads: false, shown: null, free: false } });
    await undo();
    expect(scenario()).not.toBe(shown);
    now().guide({ spotlight: null });
    await undo();
    expect(scenario()).toBe(shown);
  }
  now().openLesson(null);
  expect(steps().past).toMatchObject([{ opened: null }, { opened: 'lesson' }]);
  await undo();
  expect(scenario()).toBe(own);
  await undo();
  expect(now().info?.scenario.vms[0]?.path).toBe('sriov');
  useApp.setState({ quest: { name: '7' } as QuestState, floor: now().floor + 1 });
  await set('vms.0.path', 'vhost-user');
  expect(steps().past).toEqual([]);
  useApp.setState({ quest: null });
  expect(steps().past).toMatchObject([{ opened: 'quest' }]);
});

it('keeps so many edits and no more', async () => {
  const { set, steps } = await app();
  for (let i = 0; i < MOST_STEPS + 5; i++) await set('seed', i + 2);
  expect(steps().past).toHaveLength(MOST_STEPS);
  expect(steps().past[0]?.changes).toMatchObject([{ place: 'seed', is: 7 }]);
});
