import { describe, expect, it } from 'vitest';
import { PATH_IDS } from '../scenario/scenario';
import { completeRun } from '../testing';
import { journeyOf } from './journey';
import { MILESTONES, milestonesOf } from './milestones';
import { PacketOrder } from './packet-order';
import { packetTrace } from './packet-trace';
import type { JourneyRow } from './rows';

const PAIRS = PATH_IDS.flatMap((from) => PATH_IDS.map((to) => [from, to] as const));

const runOf = (from: string, to: string) =>
  completeRun({
    host: { cores: 16 },
    nic: { device: 'intel-x710', vfsPerPf: [4, 0, 0, 0] },
    vms: [
      {
        count: 1,
        path: from,
        traffic: { kind: 'burst', packets: 3, direction: { to: 'vm1' } },
      },
      { count: 1, path: to, traffic: { kind: 'poisson', direction: 'rx', pps: 1 } },
    ],
    run: { until: '800us' },
  });

describe.each(PAIRS)('%s → %s', (from, to) => {
  const run = runOf(from, to);

  it('every row has a cause before it, or is where a chain begins', () => {
    for (const packet of [1, 3]) {
      const { rows } = journeyOf(run, packet);
      expect(rows.length).toBeGreaterThan(5);
      const unexplained = rows.filter((row) => !isExplained(rows, row));
      expect(unexplained.map((row) => (row.kind === 'fact' ? row.fact : row.step))).toEqual([]);
    }
  });

  it('the end of a packet follows from its sender’s application', () => {
    const { rows } = journeyOf(run, 1);
    const end = rows.find(
      (row) => row.kind === 'fact' && (row.fact === 'delivered' || row.fact === 'dropped'),
    );
    const chain: JourneyRow[] = [];
    for (let row = end; row !== undefined; row = rows[row.cause]) chain.push(row);
    expect(chain.length).toBeGreaterThan(2);
    expect(chain.at(-1)?.root).toBe('application');
    // Nothing between is left out: the chain passes the sender's driver, and the wire where the frame does.
    const steps = new Set(chain.map((row) => (row.kind === 'hop' ? row.step : row.fact)));
    expect(steps).toContain('app-send');
    const back = rows.some((row) => row.kind === 'hop' && row.own && row.step === 'wire-rx');
    expect(steps.has('wire-rx')).toBe(back);
    expect(steps.has('wire-tx')).toBe(back || end?.kind !== 'fact' || end.fact === 'dropped');
  });

  it('the milestones are in order, each guest’s own once, and say whether the wire was used', () => {
    const trace = packetTrace(run, new PacketOrder(run, 0).nth(0));
    const found = trace === null ? [] : milestonesOf(trace, run.topology.places);
    const way = found.filter(({ id }) => (MILESTONES as readonly string[]).includes(id));
    const times = way.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const ids = new Set(way.map(({ id }) => id));
    expect(ids.size).toBe(way.length);
    const { rows } = journeyOf(run, 1);
    const onWire = rows.some((row) => row.kind === 'hop' && row.own && row.step === 'wire-tx');
    expect(ids.has('wire')).toBe(onWire);
    expect(ids.has('delivered')).toBe(run.metrics().packets.delivered > 0);
    // What arrives from another guest was taken by its receiver.
    expect(ids.has('taken')).toBe(ids.has('delivered'));
  });
});

function isExplained(rows: readonly JourneyRow[], row: JourneyRow): boolean {
  const cause = rows[row.cause];
  if (row.root !== null) return cause === undefined && row.root !== 'earlier';
  return cause !== undefined && cause.end <= row.at;
}
