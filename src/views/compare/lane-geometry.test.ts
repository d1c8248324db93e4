import { describe, expect, it } from 'vitest';
import { completeRun } from '../../engine/testing';
import { PATH_IDS } from '../../engine/scenario/scenario';
import type { PathId } from '../../engine/scenario/scenario';
import { packetTrace } from '../../engine/tell/packet-trace';
import { chartScale } from './chart-scale';
import { EXIT_Y, exitsOf, marksOf, positionAt, signalsOf, spread, wayOf } from './lane-geometry';

function lane(path: PathId, direction: 'tx' | 'rx' = 'tx') {
  const run = completeRun({
    vms: [{ count: 1, path, traffic: { kind: 'single', direction } }],
    run: { until: '300us' },
  });
  const trace = packetTrace(run, 1);
  if (trace === null) throw new Error(path);
  return { trace, places: run.topology.places };
}

describe('the way of a packet', () => {
  it.each(PATH_IDS)('%s: from its creation on, never back in time, down to the wire', (path) => {
    const { trace, places } = lane(path);
    const way = wayOf(trace, places);
    expect(way[0]?.t).toBe(trace.from);
    expect(way.map(({ t }) => t)).toEqual(way.map(({ t }) => t).toSorted((a, b) => a - b));
    expect(way.at(-1)?.y).toBeGreaterThan(0.9);
    expect(way.every(({ y }) => y > 0 && y < 1)).toBe(true);
    const up = wayOf(lane(path, 'rx').trace, lane(path, 'rx').places);
    expect(up[0]?.y).toBeGreaterThan(up.at(-1)?.y ?? 1);
  });

  it('is somewhere at every moment between', () => {
    const { trace, places } = lane('emulated');
    const way = wayOf(trace, places);
    const [first, last] = [way[0]!, way.at(-1)!];
    for (let i = 0; i <= 100; i++) {
      const y = positionAt(way, first.t + ((last.t - first.t) * i) / 100);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(1);
    }
    expect(positionAt(way, first.t - 1)).toBeNull();
    expect(positionAt(way, last.t + 1)).toBeNull();
    expect(positionAt([], 5)).toBeNull();
  });
});

describe('exits', () => {
  it('of the emulated card go down to user space and come back, seven times', () => {
    const { trace, places } = lane('emulated');
    const caused = exitsOf(trace, places).filter(({ idle }) => !idle);
    expect(caused).toHaveLength(7);
    expect(caused.filter(({ heavy }) => heavy)).toHaveLength(6);
    for (const { points } of caused) {
      expect(points[0]?.y).toBeLessThan(EXIT_Y);
      expect(points.at(-1)?.y).toBeLessThan(EXIT_Y);
      expect(Math.max(...points.map(({ y }) => y))).toBeGreaterThan(EXIT_Y);
    }
  });

  it('of a program of the host: none', () => {
    const { trace, places } = lane('bare-metal');
    expect(exitsOf(trace, places)).toEqual([]);
  });
});

it('interrupts go up into the guest, doorbells down, and none back in time', () => {
  for (const path of PATH_IDS) {
    const { trace, places } = lane(path);
    const signals = signalsOf(trace, places);
    const doorbells = signals.filter(({ kind }) => kind === 'doorbell');
    const intoGuest = signals.filter(({ kind, to }) => kind === 'interrupt' && to.y < EXIT_Y);
    expect(doorbells.every(({ from, to }) => to.y > from.y)).toBe(true);
    expect(intoGuest.every(({ from, to }) => to.y < from.y)).toBe(true);
    expect(signals.every(({ from, to }) => to.t >= from.t)).toBe(true);
    expect(doorbells.length).toBeGreaterThan(0);
  }
});

it('marks stand where their rows do', () => {
  const { trace, places } = lane('emulated');
  const exits = [...trace.facts.kind.keys()].filter((i) => trace.facts.kind[i] === 0);
  const marks = marksOf(trace, places, { hops: [0], facts: exits });
  expect(marks).toHaveLength(1 + exits.length);
  expect(marks[0]).toMatchObject({ from: trace.hops.start[0], to: trace.hops.end[0] });
  expect(marks.slice(1).every(({ from, to, y }) => from === to && y === EXIT_Y)).toBe(true);
});

describe('places along the axis', () => {
  it('are moved apart in their order, inside the room', () => {
    expect(spread([10, 11, 12, 60], 16, 10, 100)).toEqual([10, 26, 42, 60]);
    expect(spread([90, 95, 99], 16, 0, 100)).toEqual([68, 84, 100]);
    expect(spread([], 16, 0, 100)).toEqual([]);
  });

  it('and times are one another’s reverse', () => {
    const scale = chartScale(800, 100, 46, 53_400_000, 1);
    expect(scale.x(0)).toBe(46);
    expect(scale.x(53_400_000)).toBe(scale.right);
    expect(scale.timeAt(scale.x(20_000_000))).toBe(20_000_000);
    expect(scale.timeAt(-50)).toBe(0);
    expect(scale.timeAt(5_000)).toBe(53_400_000);
    expect(chartScale(10, 100, 46, 0, 1).right).toBeGreaterThan(46);
  });
});
