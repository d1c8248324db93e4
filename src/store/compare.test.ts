import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '.';
import { createSim } from '../worker/sim';
import { linkTo } from '../worker/testing';
import type { Lane } from '../worker/compare-api';
import { differenceKey } from './compare';
import type { Placement } from './lab';
import { laneMoment, spanOf } from './lane-moments';
import { DEFAULT_LANES } from './url-lanes';

const PAUSED: Placement = { cursor: 0, start: 'paused', chooseRate: true };

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

const lane = (path: Lane['path'], set: Lane['set'] = {}): Lane => ({ path, set });

/** The store with the simulation itself. */
async function app(input = {}, placement = PAUSED) {
  const made = createApp(() => {
    const link = linkTo({ api: createSim() });
    open.push(link.close);
    return link;
  });
  made.useApp.setState({ reducedMotion: true });
  await made.lab.boot(input, placement);
  const now = () => made.useApp.getState();
  const settled = () =>
    vi.waitFor(
      () => {
        expect(now().runComparison).not.toBeNull();
        expect(now().comparison?.settled).toBe(true);
        expect(now().busy).toBe(false);
      },
      { timeout: 8_000 },
    );
  return { ...made, now, settled };
}

describe('lanes in the store', () => {
  it('are opened when somebody looks, and not before', async () => {
    const { now, settled } = await app();
    await vi.waitFor(() => expect(now().done).toBe(true));
    expect(now().laneSet).toBeNull();
    now().setView('compare');
    await settled();
    expect(now().laneSet?.lanes.map((each) => each.ok)).toEqual([true, true, true]);
    expect(now()).toMatchObject({ lanesDone: true, lanesReached: now().info?.end });
    expect(now().comparison?.n).toBe(0);
  });

  it('show the packet of the cursor, and keep it until it is over everywhere', async () => {
    const { now, settled } = await app();
    now().setView('compare');
    await settled();
    const span = spanOf(now().comparison!);
    now().seek(span!.to);
    await settled();
    expect(now().comparison?.n).toBe(0);
    now().seek(now().comparison!.after! + 1);
    await vi.waitFor(() => expect(now().comparison?.n).toBe(1));
    now().seek(5e9 + 10);
    await vi.waitFor(() => expect(now().comparison?.n).toBe(50));
    now().seek(0);
    await vi.waitFor(() => expect(now().comparison?.n).toBe(0));
  });

  it('follow a change of the lanes and of the scenario', async () => {
    const { now, settled, lab } = await app();
    now().setView('compare');
    await settled();
    now().chooseDifference({ lane: 1, key: 'exits' });
    now().setLanes([lane('vhost-net'), lane('vhost-net', { 'vms.0.tuning.eventIdx': false })]);
    expect(now().chosen).toBeNull();
    await vi.waitFor(() => expect(now().laneSet?.lanes).toHaveLength(2));
    await settled();
    const before = now().laneSet;
    await lab.editAnew(() => ({ vms: [{ traffic: { direction: 'rx' } }] }));
    await vi.waitFor(() => expect(now().laneSet).not.toBe(before));
    await settled();
    const ids = now().comparison?.lanes[0]?.milestones.map(({ id }) => id);
    expect(ids).toContain('arrived');
  });

  it('step over what begins on any of them', async () => {
    const { now, settled } = await app();
    now().setView('compare');
    await settled();
    await now().step(1, 'stage');
    const published = now().comparison?.lanes[0]?.milestones.find(({ id }) => id === 'published');
    expect(now().cursor).toBe(published?.at);
    await now().step(-1, 'stage');
    expect(now().cursor).toBe(0);
    await now().step(1, 'exit');
    const exit = now().cursor;
    expect(exit).toBeGreaterThan(0);
    await now().step(1, 'packet');
    expect(now().cursor).toBe(now().info === null ? -1 : 100e6);
    await vi.waitFor(() => expect(now().comparison?.n).toBe(1));
    await now().movePacket(-1);
    expect(now()).toMatchObject({ cursor: 0, comparison: { n: 0 } });
    await now().movePacket(-1);
    expect(now()).toMatchObject({ cursor: 0, comparison: { n: 0 } });
  });

  it('play from the creation to the end of the slowest', async () => {
    const { now, settled, useApp } = await app();
    now().setView('compare');
    await settled();
    const span = spanOf(now().comparison!)!;
    now().seek(span.to + 5);
    now().playPacket();
    expect(now()).toMatchObject({ playing: true, cursor: span.from, stopAt: span.to });
    for (let i = 0; i < 400 && now().playing; i++) now().advance(16);
    expect(now()).toMatchObject({ playing: false, cursor: span.to });
    // A ready comparison plays by itself where motion is welcome.
    useApp.setState({ reducedMotion: false });
    now().setLanes([lane('virtio'), lane('sriov')], true);
    await vi.waitFor(() => expect(now().playing).toBe(true));
    expect(now().cursor).toBeLessThan(span.to);
  });

  it('go on when one is impossible', async () => {
    const { now, settled } = await app();
    now().setView('compare');
    now().setLanes([lane('sriov', { 'host.iommu': false }), lane('virtio')]);
    await vi.waitFor(() => expect(now().laneSet?.base).toBe(1));
    await settled();
    expect(now().comparison?.lanes.map((each) => each === null)).toEqual([true, false]);
    now().setLanes([
      lane('sriov', { 'host.iommu': false }),
      lane('passthrough', { 'host.iommu': false }),
    ]);
    await vi.waitFor(() => expect(now().laneSet?.base).toBe(-1));
    await vi.waitFor(() => expect(now().lanesDone).toBe(true));
    expect(now().comparison).toBeNull();
  });
});

describe('moments of lanes', () => {
  let made: Awaited<ReturnType<typeof app>>;
  beforeEach(async () => {
    made = await app();
    made.now().setView('compare');
    await made.settled();
  });

  it('lie in order, and end with the neighbouring packets', () => {
    const comparison = made.now().comparison!;
    const seen: number[] = [];
    for (let at: number | null = -1; at !== null && seen.length < 500;) {
      at = laneMoment(comparison, at, 1, 'hop');
      if (at !== null) seen.push(at);
      if (at === comparison.after) break;
    }
    expect(seen.length).toBeGreaterThan(50);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(new Set(seen).size).toBe(seen.length);
    const back: number[] = [];
    for (let at: number | null = Infinity; at !== null;) {
      at = laneMoment(comparison, at, -1, 'hop');
      if (at !== null) back.push(at);
    }
    expect(back.toReversed()).toEqual(seen.slice(0, -1));
  });

  it('tell differences apart by their keys', () => {
    const keys = made.now().comparison!.differences[1]!.map(differenceKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toContain('created…published');
    expect(made.now().lanes).toBe(DEFAULT_LANES);
  });
});
