import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSim } from '../worker/sim';
import type { RunInfo } from '../worker/api';
import { createForks, differingOf, keepPast, noForkHere } from './forks';
import { futuresNow } from './futures';
import { lanesNow, lanesOf, withFutures } from './futures-kept';
import type { Editable } from './run';
import { apart, app, closeAll } from './testing-history';
import { NOTHING, readUrl, writeUrl } from './url';

beforeEach(() => {
  apart();
});
afterEach(closeAll);

const RUN = { run: { until: '600us' } };
const AT = 300e6;

async function forked() {
  const made = await app(RUN, { api: createSim() });
  const forks = createForks(made, made);
  const { now, rest, lab } = made;
  now().setBeside(null);
  await rest();
  const done = () => vi.waitFor(() => expect(now().done).toBe(true));
  const trace = async (to: number) => {
    await done();
    const { run } = now().info as RunInfo;
    const window = await lab.ask(null, (sim) => sim.window(run, 0, to));
    return JSON.stringify(window?.facts);
  };
  await done();
  now().seek(AT);
  await rest();
  return { ...made, ...forks, trace, tabs: () => futuresNow(now()) };
}

it('keeps both futures, the same before the fork and others after it, at the same moment', async () => {
  const { now, set, rest, forkHere, show, trace, tabs } = await forked();
  const before = await trace(AT);
  const whole = await trace(600e6);
  await forkHere();
  await rest();
  expect(now()).toMatchObject({ cursor: AT, futures: { shown: 1, tabs: [{ id: 0 }, { id: 1 }] } });
  expect(await trace(600e6)).toBe(whole);
  await set('vms.0.traffic.pps', 90_000);
  expect(now().info?.scenario.fork).toEqual({
    at: AT,
    was: [{ place: 'vms.0.traffic.pps', value: 10_000 }],
    edits: 0,
    earlier: [],
  });
  expect(now().cursor).toBe(AT);
  expect(await trace(AT)).toBe(before);
  expect(await trace(600e6)).not.toBe(whole);
  const [trunk, future] = tabs();
  expect(differingOf(trunk!, future!)).toMatchObject({
    at: AT,
    later: [{ place: 'vms.0.traffic.pps' }],
    always: [],
  });
  now().seek(AT + 5e6);
  await show(0);
  await rest();
  expect(now()).toMatchObject({ cursor: AT + 5e6, futures: { shown: 0 } });
  expect(await trace(600e6)).toBe(whole);
  await show(1);
  await rest();
  expect(now().info?.scenario.vms[0]?.traffic.pps).toBe(90_000);
});

it('says what holds from the start, and forgets a value that is as it was', async () => {
  const { set, forkHere, rest, tabs, now } = await forked();
  await forkHere();
  await rest();
  await set('vms.0.path', 'virtio');
  await set('vms.0.tuning.haltPollUs', 77);
  const [trunk, future] = tabs();
  expect(differingOf(trunk!, future!)).toMatchObject({
    later: [{ place: 'vms.0.tuning.haltPollUs' }],
    always: [{ place: 'vms.0.path' }],
  });
  await set('vms.0.tuning.haltPollUs', now().info?.scenario.fork?.was[0]?.value);
  expect(now().info?.scenario.fork?.was).toEqual([]);
  expect(differingOf(trunk!, tabs()[1]!).later).toEqual([]);
});

it('is undone edit by edit, over tabs, the fork itself and the closing of one', async () => {
  const { now, set, forkHere, rest, show, close, undo, redo, scenario, steps } = await forked();
  const own = scenario();
  await forkHere();
  await rest();
  await set('vms.0.traffic.pps', 90_000);
  const faster = scenario();
  await show(0);
  await set('nic.numVfs', 9);
  expect(steps().past.map(({ changes }) => changes[0]?.kind)).toEqual([
    'beside',
    'forked',
    'value',
    'value',
  ]);
  await close(1);
  await rest();
  expect(now().futures).toBeNull();
  await undo();
  expect(now().futures).toMatchObject({ shown: 0, tabs: [{ id: 0 }, { id: 1 }] });
  await undo();
  expect(scenario()).toBe(own);
  await undo();
  expect(now().futures?.shown).toBe(1);
  expect(now().info?.scenario.fork?.was).toEqual([]);
  await undo();
  expect(now().futures).toBeNull();
  expect(scenario()).toBe(own);
  await redo();
  await redo();
  expect(scenario()).toBe(faster);
  expect(now().futures).toMatchObject({ shown: 1 });
});

it('is held where there is no past to keep', async () => {
  const { now, set, forkHere, rest, tabs } = await forked();
  for (let i = 0; i < 3; i++) {
    expect(noForkHere(now())).toBeNull();
    await forkHere();
    await rest();
  }
  expect(tabs()).toHaveLength(4);
  expect(noForkHere(now())).toBe('too-many');
  await set('vms.0.traffic.batch', 4);
  now().openLesson('exits');
  expect(noForkHere(now())).toBe('not-now');
});

it('stands in Compare as lanes, each with all that differs', async () => {
  const { now, set, forkHere, rest, compare, tabs } = await forked();
  await forkHere();
  await rest();
  await set('vms.0.traffic.pps', 90_000);
  // A clock that jumps leaves no time to compute.
  vi.restoreAllMocks();
  compare();
  await vi.waitFor(() => expect(now().runComparison).not.toBeNull(), { timeout: 8_000 });
  // The first packet that is not the same on both.
  await vi.waitFor(() => expect(now().cursor).toBeGreaterThan(AT), { timeout: 8_000 });
  expect(now().lanes).toEqual(lanesOf(tabs()));
  expect(now().lanes).toMatchObject([
    { path: 'sriov', set: { fork: null, 'vms.0.traffic.pps': 10_000 } },
    { path: 'sriov', set: { 'vms.0.traffic.pps': 90_000 } },
  ]);
  const [slow, fast] = now().runComparison?.metrics ?? [];
  expect(slow?.vms[0]?.packets.sent).toBeLessThan(fast?.vms[0]?.packets.sent ?? 0);
  await rest();
});

it('forks again after its moment, and each has the past of the one before', async () => {
  const { now, set, forkHere, rest, trace, tabs } = await forked();
  await forkHere();
  await rest();
  await set('vms.0.traffic.pps', 90_000);
  const first = await trace(450e6);
  now().seek(450e6);
  await rest();
  expect(noForkHere(now())).toBeNull();
  await forkHere();
  await rest();
  await set('vms.0.traffic.batch', 3);
  expect(await trace(450e6)).toBe(first);
  expect(now().info?.scenario.fork).toMatchObject({
    at: 450e6,
    was: [{ place: 'vms.0.traffic.batch', value: 1 }],
    earlier: [{ at: AT, was: [{ place: 'vms.0.traffic.pps', value: 10_000 }] }],
  });
  const [trunk, , future] = tabs();
  expect(differingOf(trunk!, future!)).toMatchObject({
    at: AT,
    later: [{ place: 'vms.0.traffic.batch' }, { place: 'vms.0.traffic.pps' }],
    always: [],
  });
  // Before its last fork, a fork of it is one of the first.
  now().seek(400e6);
  await rest();
  await forkHere();
  await rest();
  expect(now().info?.scenario).toMatchObject({
    fork: { at: 400e6, was: [], earlier: [{ at: AT }] },
    vms: [{ traffic: { pps: 90_000, batch: 1 } }],
  });
});

it('has what was typed on the host from the fork on where a card takes it over at once', async () => {
  const { now, forkHere, rest, trace, tabs, lab, compare } = await forked();
  const type = async (line: string) => {
    await now().runLine(line, 80);
    await rest();
  };
  const before = await trace(AT);
  const whole = await trace(600e6);
  await forkHere();
  await rest();
  await type('ip link set enp59s0f0 vf 0 state disable');
  const { fork } = now().info!.scenario;
  expect(fork).toMatchObject({ edits: 1, switches: null });
  expect(now().info?.scenario.edits).toHaveLength(2);
  expect(await trace(AT)).toBe(before);
  expect(await trace(600e6)).not.toBe(whole);
  const kinds = () => {
    const [trunk, future] = tabs();
    const { later, always } = differingOf(trunk!, future!);
    return [later, always].map((all) => all.map(({ kind }) => kind));
  };
  expect(kinds()).toEqual([['typed'], []]);
  const { metrics } = now().instant!;
  expect(metrics.vms[0]?.packets.dropped).toEqual({});

  // Side by side each lane has its own host.
  vi.restoreAllMocks();
  compare();
  await vi.waitFor(() => expect(now().runComparison).not.toBeNull(), { timeout: 8_000 });
  const dropped = now().runComparison?.metrics.map((each) => each?.vms[0]?.packets.dropped);
  expect(dropped).toEqual([{}, { 'link-down': expect.any(Number) as number }]);
  now().setView('stage');

  // Opened anew it is the same run.
  const kept = JSON.stringify(withFutures({ ...now(), info: now().info! }));
  const after = await trace(600e6);
  await lab.openText(kept, 'forked.json');
  await rest();
  expect(await trace(600e6)).toBe(after);
  expect(kinds()).toEqual([['typed'], []]);
  await type('cd /tmp');
  expect(kinds()).toEqual([['typed'], []]);
  await type('ip link set enp59s0f0 vf 0 trust on');
  expect(kinds()).toEqual([[], ['typed']]);
});

it('goes along whole in a file and an address, and comes out as it was', async () => {
  const { now, set, forkHere, rest, show, tabs, lab } = await forked();
  await forkHere();
  await rest();
  await set('vms.0.traffic.packetBytes', 200);
  await show(0);
  await rest();
  await forkHere();
  await rest();
  await set('vms.0.path', 'virtio');
  now().setBeside('emulated');
  await rest();
  await show(1);
  await rest();
  const before = tabs();
  const lanes = lanesOf(before);
  const { info } = now();
  const kept = withFutures({ ...now(), info: info! });
  const address = await writeUrl({
    ...NOTHING,
    scenarioInput: kept as Editable,
    compare: 'futures',
  });
  expect(address).toContain('compare=futures');

  // A file of one run alone leaves nothing of these.
  await lab.openText(JSON.stringify(RUN), 'other.json');
  await rest();
  expect(now().futures).toBeNull();
  const [search = '', hash = ''] = address.split('#');
  const { scenarioInput } = await readUrl(search, hash);
  await lab.openText(JSON.stringify(scenarioInput), 'forked.json');
  await rest();
  expect(now().futures?.shown).toBe(1);
  expect(tabs()).toEqual(before);
  expect(lanesNow(now())).toEqual(lanes);
  await show(2);
  await rest();
  expect(now()).toMatchObject({
    beside: 'emulated',
    info: { scenario: { vms: [{ path: 'virtio' }] } },
  });
});

it('is compared as it is, also when one is changed, and both are undone as one edit', async () => {
  const { now, set, forkHere, rest, compare, tabs, undo, steps } = await forked();
  await forkHere();
  await rest();
  await set('vms.0.traffic.pps', 90_000);
  compare();
  now().setView('stage');
  await rest();
  await set('vms.0.traffic.pps', 70_000);
  expect(now().lanes).toEqual(lanesOf(tabs()));
  expect(now().lanes[1]?.set).toMatchObject({ 'vms.0.traffic.pps': 70_000 });
  expect(steps().past.at(-1)?.changes).toHaveLength(1);
  await undo();
  await rest();
  expect(now().lanes).toEqual(lanesOf(tabs()));
  expect(now().lanes[1]?.set).toMatchObject({ 'vms.0.traffic.pps': 90_000 });
  // Lanes that somebody has chosen stay.
  const own = [
    { path: 'virtio', set: {} },
    { path: 'sriov', set: {} },
  ] as const;
  now().setLanes(own);
  await set('vms.0.traffic.pps', 60_000);
  expect(now().lanes).toBe(own);
});

it('leaves alone what replaces the fork', () => {
  const fork = { at: '3ms', was: [] };
  const pps = (value: number) => [{ traffic: { pps: value } }];
  const before = { fork, vms: pps(5) };
  expect(keepPast(before, { vms: pps(6) }, {})).toEqual({ vms: pps(6) });
  const other = { fork: { at: '2ms', was: [] }, vms: pps(6) };
  expect(keepPast(before, other, {})).toBe(other);
  const was = [{ place: 'vms.0.traffic.pps', value: 5 }];
  expect(keepPast(before, { fork, vms: pps(6) }, {})['fork']).toEqual({ at: '3ms', was, edits: 0 });
  // A value of guests that are gone.
  const gone = { at: '3ms', was: [...was, { place: 'vms.1.traffic.pps', value: 7 }] };
  const earlier = { ...gone, at: '4ms', earlier: [gone] };
  const one = { vms: pps(6), fork: earlier };
  expect(keepPast({ ...one, vms: [...pps(6), {}] }, one, {})['fork']).toEqual({
    at: '4ms',
    was,
    edits: 0,
    earlier: [{ at: '3ms', was }],
  });
});
