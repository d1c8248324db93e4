import { describe, expect, test } from 'vitest';
import { createSim } from './sim';

function open(input: object) {
  const sim = createSim();
  const opened = sim.open(input, null);
  if (!opened.ok) throw new Error(JSON.stringify(opened.issues));
  const { run } = opened.info;
  while (!sim.extend(run, 50).done);
  return { sim, run };
}

const guests = (path: string, until: string, pps = 20_000) =>
  open({
    vms: [{ path, count: 2, traffic: { kind: 'cbr', direction: 'tx', pps } }],
    run: { until },
  });

test('metrics of one guest: its latencies and its windows, beside those of all', () => {
  const { sim, run } = guests('emulated', '5ms');
  const all = sim.metrics(run, null);
  const one = sim.metrics(run, 1);
  expect(one.metrics).toEqual(all.metrics);
  const counted = (picture: typeof all) =>
    picture.latency.reduce((sum, { count }) => sum + count, 0);
  expect(counted(all)).toBe(all.metrics.packets.delivered);
  expect(counted(one)).toBe(all.metrics.vms[1]?.packets.delivered);
  expect(all.series.edges.at(-1)).toBe(5e9);
  expect(all.capacity.wireGbps).toBe(10);
});

describe('causes of exits', () => {
  const ask = { reason: 'EPT_MISCONFIG', idle: false, vm: null, from: 0, most: 1000 } as const;

  test('are all exits of the reason, by packet, in order', () => {
    const { sim, run } = guests('emulated', '5ms');
    const { rows, next } = sim.exitCauses(run, ask);
    expect(next).toBeNull();
    const { exits, vms } = sim.metrics(run, null).metrics;
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(exits.byReason['EPT_MISCONFIG']);
    const packets = rows.map(({ packet }) => packet).filter((packet) => packet > 0);
    expect(new Set(packets).size).toBe(packets.length);
    expect(rows.map(({ first }) => first)).toEqual(
      rows.map(({ first }) => first).toSorted((a, b) => a - b),
    );
    const own = sim.exitCauses(run, { ...ask, vm: 1 }).rows;
    expect(own.every(({ vm }) => vm === 1)).toBe(true);
    expect(own.reduce((sum, { count }) => sum + count, 0)).toBe(
      vms[1]?.exits.byReason['EPT_MISCONFIG'],
    );
  });

  test('a page ends where the next begins, whatever is kept of the run', () => {
    const { sim, run } = guests('emulated', '60ms', 60_000);
    let from: number | null = 0;
    let seen = 0;
    let pages = 0;
    while (from !== null) {
      const page = sim.exitCauses(run, { ...ask, from, most: 700 });
      seen += page.rows.reduce((sum, { count }) => sum + count, 0);
      expect(page.next ?? Infinity).toBeGreaterThan(from);
      from = page.next;
      pages += 1;
    }
    expect(pages).toBeGreaterThan(3);
    expect(seen).toBe(sim.metrics(run, null).metrics.exits.byReason['EPT_MISCONFIG']);
  });

  test('of idle guests have no packet; of what does not occur are none', () => {
    const { sim, run } = guests('sriov', '3ms');
    const halts = sim.exitCauses(run, { ...ask, reason: 'HLT', idle: true });
    expect(halts.rows.length).toBeGreaterThan(10);
    expect(halts.rows.every(({ packet, count }) => packet === 0 && count === 1)).toBe(true);
    for (const reason of ['EPT_MISCONFIG', 'NO_SUCH']) {
      expect(sim.exitCauses(run, { ...ask, reason })).toEqual({ rows: [], next: null });
    }
  });
});
