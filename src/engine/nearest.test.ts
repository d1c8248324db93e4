import { describe, expect, it } from 'vitest';
import { STEP_IDS, STEPS } from './costs/steps';
import { Run } from './run';
import { parseScenario } from './scenario/parse';
import { PATH_IDS } from './scenario/scenario';
import type { Picos } from './units';

/** One packet of one guest on a path, computed to its end. */
function onePacket(path: (typeof PATH_IDS)[number], direction: 'tx' | 'rx'): Run {
  const parsed = parseScenario({
    nic: { numVfs: path === 'sriov' ? 1 : 0 },
    vms: [{ count: 1, path, traffic: { kind: 'single', direction } }],
    run: { until: '300us' },
  });
  if (!parsed.ok) throw new Error(parsed.issues[0]?.path);
  const run = new Run(parsed.scenario);
  while (!run.extend(100_000));
  return run;
}

/** Moments at which a packet begins to move to another place: where one stage ends and the next begins. */
function boundaries(run: Run, packet: number): readonly Picos[] {
  const { hops } = run.window(0, run.end);
  const starts = new Set<Picos>();
  for (let i = 0; i < hops.count; i++) {
    const { glyph } = STEPS[STEP_IDS[hops.step[i] as number]!];
    const moves = ['packet', 'copy', 'dma'].includes(glyph) && hops.from[i] !== hops.to[i];
    if (hops.packet[i] === packet && moves) starts.add(hops.start[i] as number);
  }
  return [...starts].toSorted((a, b) => a - b);
}

function walk(run: Run, from: Picos, direction: 1 | -1, packet: number): readonly Picos[] {
  const seen: Picos[] = [];
  for (let at: Picos | null = from; at !== null;) {
    at = run.neighbour(at, direction, 'stage', packet);
    if (at !== null) seen.push(at);
  }
  return seen;
}

describe.each(PATH_IDS)('the next stage on %s', (path) => {
  it.each(['tx', 'rx'] as const)('stops at every boundary and nowhere else, %s', (direction) => {
    const run = onePacket(path, direction);
    const { facts } = run.window(0, run.end);
    const packet = facts.packet.find((id) => id > 0) ?? 0;
    const stops = boundaries(run, packet);
    expect(stops.length).toBeGreaterThan(2);
    expect(walk(run, -1, 1, packet)).toEqual(stops);
    expect(walk(run, run.end, -1, packet)).toEqual(stops.toReversed());
  });
});
