import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createApp } from '.';
import { createSim } from '../worker/sim';
import { createFakeSim, linkTo } from '../worker/testing';
import type { FakeSim } from '../worker/testing';
import type { PathId } from '../engine/scenario/scenario';
import type { RunInfo } from '../worker/api';
import type { Lane } from '../worker/compare-api';
import { createHistory, MOST_STEPS } from './history';
import type { QuestState } from './quest';
import type { Editable } from './run';
import { DEFAULT_LANES } from './url-lanes';
import { withValue } from './url-scenario';

const SHORT = { run: { until: '20us' } };

const open: (() => void)[] = [];
let clock = 0;
beforeEach(() => {
  // Edits are seconds apart unless a test says otherwise.
  clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (clock += 5_000));
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const close of open.splice(0)) close();
});

async function app(input: Editable = SHORT, fake: Pick<FakeSim, 'api'> = createFakeSim()) {
  const made = createApp(() => {
    const link = linkTo(fake);
    open.push(link.close);
    return link;
  });
  const history = createHistory(made);
  open.push(history.stop);
  await made.lab.boot(input, { cursor: 0, start: 'paused', chooseRate: false });
  const now = () => made.useApp.getState();
  const rest = async () => {
    do await new Promise((settle) => setTimeout(settle));
    while (now().wanted !== null || now().busy);
  };
  await rest();
  const set = async (path: string, value: unknown) => {
    now().edit((before) => withValue(before, path, value) as Editable);
    await rest();
  };
  return {
    ...made,
    ...history,
    now,
    rest,
    set,
    scenario: () => JSON.stringify(now().info?.scenarioInput),
    steps: () => history.useHistory.getState(),
    done: () => history.useHistory.getState().past.map(({ changes }) => changes),
  };
}

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
  vi.spyOn(performance, 'now').mockImplementation(() => (clock += 10));
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

type Act =
  | { readonly set: readonly [string, unknown] }
  | { readonly beside: PathId | null }
  | { readonly lanes: readonly Lane[] }
  | 'undo'
  | 'redo';

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Act>('undo', 'redo') },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom<readonly [string, unknown]>(
        ['vms.0.path', 'virtio'],
        ['vms.0.path', 'emulated'],
        ['vms.0.tuning.eventIdx', false],
        ['nic.numVfs', 2],
        ['nic.numVfs', 9_999],
        ['vms.0.traffic.packetBytes', 1514],
        ['vms.0.traffic.kind', 'nonsense'],
        ['host.apicv', false],
        ['costs.exitLight', 1_500],
      )
      .map((set) => ({ set })),
  },
  fc.constantFrom<PathId | null>('vhost-net', null).map((beside) => ({ beside })),
  fc.constantFrom(DEFAULT_LANES, DEFAULT_LANES.slice(1)).map((lanes) => ({ lanes })),
);

it('agrees with a list of pages and a finger on it, whatever is done in whatever order', async () => {
  const made = await app();
  const { now, lab, set, rest, undo, redo } = made;
  const page = () => JSON.stringify([now().info?.scenarioInput, now().beside, now().lanes]);
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 7 }), async (acts) => {
      now().setLanes(DEFAULT_LANES);
      made.useApp.setState({ beside: null, issues: [] });
      await lab.boot(SHORT, { cursor: 0, start: 'paused', chooseRate: false });
      await rest();
      let pages = [page()];
      let at = 0;
      for (const each of acts) {
        if (each === 'undo') {
          await undo();
          at = Math.max(0, at - 1);
        } else if (each === 'redo') {
          await redo();
          at = Math.min(pages.length - 1, at + 1);
        } else {
          if ('set' in each) await set(...each.set);
          else if ('lanes' in each) now().setLanes(each.lanes);
          else now().setBeside(each.beside);
          await rest();
          if (page() !== pages[at]) {
            pages = [...pages.slice(0, at + 1), page()];
            at += 1;
          }
        }
        expect(page()).toBe(pages[at]);
        expect(made.steps().past).toHaveLength(at);
        expect(made.steps().future).toHaveLength(pages.length - 1 - at);
      }
    }),
    { numRuns: 200 },
  );
}, 60_000);

it('brings the run back as it was, event for event, and the host at the prompt with it', async () => {
  const input = { vms: [{ path: 'sriov', count: 2 }], run: { until: '300us' } };
  const { now, lab, set, rest, undo, redo, done } = await app(input, {
    api: createSim(),
  });
  /** The scenario, and everything that happens in its run. */
  const trace = async () => {
    await vi.waitFor(() => expect(now().done).toBe(true));
    const { run, end, scenarioInput, scenario } = now().info as RunInfo;
    const whole = await lab.ask(null, (sim) => sim.window(run, 0, end));
    const all = JSON.stringify([whole?.hops, whole?.facts]);
    expect(all.length).toBeGreaterThan(10_000);
    const { edits: _texts, ...input } = scenarioInput as Editable;
    return [input, scenario.edits, createHash('sha256').update(all).digest('hex')];
  };
  const pages = [await trace()];
  await set('vms.0.traffic.packetBytes', 1514);
  pages.push(await trace());
  now().attendShell();
  const lines = [
    'cd /sys/bus/pci/devices/0000:3b:00.0; echo 0 > sriov_numvfs; echo 6 > sriov_numvfs',
    'ip link set enp59s0f0 vf 1 spoofchk off && ip link show enp59s0f0',
    'dmesg -C',
  ];
  for (const line of lines) {
    expect(await now().runLine(line, 80)).toMatchObject({ status: 0 });
    await rest();
    pages.push(await trace());
  }
  expect(done()).toHaveLength(4);
  expect(done().map(([first]) => first?.kind)).toEqual(['value', 'typed', 'typed', 'typed']);
  const seen = pages.toReversed().slice(1);
  for (const page of seen) {
    await undo();
    await rest();
    expect(await trace()).toEqual(page);
    const news = await lab.ask(null, (sim) => sim.hostNews());
    expect(news?.edits).toHaveLength(now().info?.scenario.edits.length ?? -1);
  }
  for (const page of pages.slice(1)) {
    await redo();
    await rest();
    expect(await trace()).toEqual(page);
  }
}, 30_000);
