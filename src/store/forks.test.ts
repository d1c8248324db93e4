import { afterEach, beforeEach, expect, it } from 'vitest';
import { differingOf, keepPast, noForkHere } from './forks';
import { AT, forked } from './testing-forks';
import { apart, closeAll } from './testing-history';

beforeEach(() => {
  apart();
});
afterEach(closeAll);

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
