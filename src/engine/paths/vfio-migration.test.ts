import { describe, expect, it } from 'vitest';
import { DROP } from '../costs/facts';
import { bytesOf, stateOf, VF_STATE } from '../host/device-state';
import { nextUnit, seedRng } from '../kernel/rng';
import { reportMigration } from '../migration-report';
import { completeHost, sum } from '../testing';
import { bitsToPicos, PS_PER_S, PS_PER_US } from '../units';

const cbr = (direction: string, pps = 20_000) => ({ kind: 'cbr', direction, pps });

function moved(traffic: object, migration: object = {}, more: object = {}, until = '12ms') {
  const { host, vm0 } = completeHost({
    nic: { device: 'nvidia-connectx7' },
    vms: [{ count: 1, path: 'sriov', vfioDriver: 'mlx5_vfio_pci', traffic, ...more }],
    migration,
    run: { until },
  });
  const report = reportMigration(host);
  if (report === null) throw new Error('no migration');
  const { packets } = host.machine.s;
  const alive = packets.alive.reduce((n, one, row) => n + one * (packets.frames[row] ?? 0), 0);
  expect(vm0.sent + vm0.replicated).toBe(vm0.delivered + sum(vm0.dropped) + alive);
  return { host, vm0, report, device: report.device! };
}

describe('a card that saves its own state', () => {
  it.each(['tx', 'rx', 'both'])('is taken through the states of VFIO migration v2: %s', (d) => {
    const { report, device, vm0 } = moved(cbr(d));
    expect(report).toMatchObject({ phase: 'moved', blocker: null });
    const of = (side: string) =>
      device.steps.filter((step) => step.side === side).map(({ state }) => state);
    expect(of('source')).toEqual(['running', 'pre-copy', 'pre-copy-p2p', 'stop-copy', 'stop']);
    expect(of('destination')).toEqual(['stop', 'resuming', 'running-p2p', 'running']);
    const times = device.steps.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(device.moved).toBe(bytesOf(VF_STATE.ready) + bytesOf(VF_STATE.rest));
    expect(device.chunks).toBe(4);
    // Lost is what came between its last frame here and the announcement from there.
    expect(sum(vm0.dropped)).toBe(vm0.dropped[DROP['migration-downtime']]);
    const missed = d === 'tx' ? 0 : ((report.learnedAt - report.stoppedAt) / PS_PER_S) * 20_000;
    expect(Math.abs(sum(vm0.dropped) - missed)).toBeLessThanOrEqual(2);
  });

  it('its downtime is the commands to the card, the rest of the pages, vCPU state and the rest of its own', () => {
    const { report, host, device } = moved({ kind: 'single' }, { gbps: 25 });
    const stop = bytesOf(VF_STATE.rest);
    const command = 5 * PS_PER_US;
    const at = (state: string, side = 'source') =>
      device.steps.find((step) => step.state === state && step.side === side)!.at;
    expect(at('pre-copy-p2p') - report.stoppedAt).toBe(command);
    expect(at('stop-copy') - at('pre-copy-p2p')).toBe(command);
    const { pageTime } = host.migration!;
    const pages = report.lastPages * pageTime + bitsToPicos(bytesOf(stateOf('sriov')) * 8, 25);
    const turn = host.machine.prices.peerTurnaround;
    // Found to be quiet by a look every microsecond.
    const waited = at('stop', 'destination') - pages - turn - at('stop-copy');
    expect(waited).toBeGreaterThanOrEqual(0);
    expect(waited).toBeLessThanOrEqual(PS_PER_US);
    const read = bitsToPicos(stop * 8, 10) + bitsToPicos(stop * 8, 25);
    expect(at('running-p2p', 'destination') - at('stop', 'destination')).toBe(read + command);
    expect(report.resumedAt - at('running-p2p', 'destination')).toBe(command);
  });

  it('writes of the card are found: a page each, or a leaf of the IOMMU’s table each', () => {
    const quiet = { dirtyPagesPerSecond: 0, memory: '16MiB' };
    const log = (dmaTracking: string, pages: string) =>
      moved(cbr('rx'), { ...quiet, dmaTracking }, { tuning: { pages } }, '20ms').report;
    const device = log('device', '2MiB');
    expect(device.phase).toBe('moved');
    const first = device.listed[0]!;
    // Each frame a receive buffer, and the ring's own page; buffers lie two to a page in time.
    const frames = ((first.end - first.start) / PS_PER_S) * 20_000;
    expect(first.dirtied).toBeGreaterThan(frames * 0.9);
    expect(first.dirtied).toBeLessThan(frames * 1.1 + 4);
    expect(log('iommu', '4KiB').listed[0]!.dirtied).toBe(first.dirtied);
    // Rings and buffers lie in one leaf.
    expect(log('iommu', '2MiB').listed[0]!.dirtied).toBe(512);
  });

  it('without tracking all pages count as written: it ends only where they all fit into the downtime', () => {
    const { report } = moved(cbr('rx'), { dmaTracking: 'none' });
    expect(report.phase).toBe('pre-copy');
    expect(report.listed.slice(0, -1).every(({ dirtied }) => dirtied === 1024)).toBe(true);
    const long = moved(cbr('rx'), { dmaTracking: 'none', downtimeLimit: '5ms' }).report;
    expect(long).toMatchObject({ phase: 'moved', lastPages: 1024, rounds: 1 });
    expect(long.resumedAt - long.stoppedAt).toBeGreaterThan(3000 * PS_PER_US);
  });

  it('overloaded in both directions, nothing is lost uncounted and it goes on where it was', () => {
    const { report, host, vm0 } = moved(cbr('both', 2_000_000), {
      dirtyPagesPerSecond: 0,
      downtimeLimit: '3ms',
    });
    expect(report.phase).toBe('moved');
    const { fn } = host.plan.vms[0]!;
    expect(host.nic.queue(fn).off).toBeNull();
    expect(vm0.late).toBeGreaterThan(0);
  });
});

it.each(['intel-82599', 'intel-e810'])(
  '%s has no driver that saves it: refused as before',
  (card) => {
    const { host } = completeHost({
      nic: { device: card },
      vms: [{ count: 1, path: 'sriov', traffic: cbr('rx') }],
      migration: {},
      run: { until: '3ms' },
    });
    expect(reportMigration(host)).toMatchObject({ phase: 'refused', blocker: 'vfio' });
    expect(reportMigration(host)?.statuses).toEqual([]);
  },
);

it('any rates: every packet accounted for', () => {
  const rng = seedRng(5, 'vfio');
  for (let i = 0; i < 24; i++) {
    const any = (low: number, high: number) => low * (high / low) ** nextUnit(rng);
    const { report } = moved(
      {
        kind: (['cbr', 'poisson', 'bulk'] as const)[i % 3],
        direction: (['tx', 'rx', 'both'] as const)[(i >> 1) % 3],
        pps: any(1000, 3_000_000),
        batch: Math.ceil(any(1, 40)),
        packetBytes: Math.ceil(any(60, 9000)),
      },
      { at: `${String(Math.ceil(any(1, 300)))}us`, gbps: 400, dirtyPagesPerSecond: 0 },
      { tuning: { tso: i % 5 === 0, idlePoll: i % 7 === 0, guestPolling: i % 4 === 0 } },
      '1500us',
    );
    expect(['moved', 'pre-copy']).toContain(report.phase);
  }
});
