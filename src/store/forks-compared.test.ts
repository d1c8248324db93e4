import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { differingOf } from './forks';
import { lanesNow, lanesOf, withFutures } from './futures-kept';
import { AT, forked, RUN } from './testing-forks';
import { apart, closeAll } from './testing-history';
import { NOTHING, readUrl, writeUrl } from './url';
import type { Editable } from './run';

beforeEach(() => {
  apart();
});
afterEach(closeAll);

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
