import { describe, expect, it } from 'vitest';
import { DROP } from '../costs/facts';
import { STEP_IDS } from '../costs/steps';
import { nextUnit, seedRng } from '../kernel/rng';
import { reportMigration } from '../migration-report';
import { completeHost, completeRun, sum } from '../testing';
import { PS_PER_MS, PS_PER_S, PS_PER_US } from '../units';
import { buildHost } from './host';
import type { HostParts } from './host-parts';

const RUN = { until: '12ms' };
const pair = (traffic: object, more: object = {}) => ({
  count: 1,
  path: 'sriov',
  failover: true,
  traffic,
  ...more,
});
const cbr = (direction: string, pps = 20_000) => ({ kind: 'cbr', direction, pps });

function moved(traffic: object, migration: object = {}, more: object = {}) {
  const { host, vm0 } = completeHost({ vms: [pair(traffic, more)], migration, run: RUN });
  const report = reportMigration(host);
  if (report?.primary === undefined || report.primary === null) throw new Error('no pair');
  return { host, vm0, report, primary: report.primary };
}

/** Frames that are neither delivered nor lost. */
function alive({ machine }: HostParts): number {
  const { alive: live, frames } = machine.s.packets;
  return live.reduce((n, one, row) => n + one * (frames[row] ?? 0), 0);
}

function expectBalance(host: HostParts): void {
  const books = host.machine.s.tallies.reduce(
    (n, t) => n + t.sent + t.replicated - t.delivered - sum(t.dropped),
    0,
  );
  expect(books).toBe(alive(host));
}

describe('a pair that is moved', () => {
  it.each(['tx', 'rx', 'both'])(
    'gives its VF back, moves as its standby, gets a VF there: %s',
    (d) => {
      const { vm0, report, primary, host } = moved(cbr(d));
      expect(report.phase).toBe('moved');
      expect(report.blocker).toBeNull();
      expect(report.statuses.map(({ status }) => status)).toEqual([
        'setup',
        'wait-unplug',
        'active',
        'device',
        'completed',
      ]);
      const at = report.statuses.map((each) => each.at);
      expect(at).toEqual(at.toSorted((a, b) => a - b));
      const { asked, stopped, released, filtered, plugged, back } = primary;
      const order = [asked, stopped, released, filtered, at[2]!, at[4]!, plugged, back];
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(asked).toBe(PS_PER_MS);
      // Memory is copied from the moment on at which the card knows that the address is not the VF's.
      expect(filtered).toBe(at[2]);
      expect(primary.isUp).toBe(true);
      // Nothing is lost but what came while the guest stood still, or to a VF that was going.
      expectBalance(host);
      const { 'migration-downtime': still, unplugged } = DROP;
      expect(sum(vm0.dropped)).toBe(vm0.dropped[still]! + vm0.dropped[unplugged]!);
      expect(vm0.dropped[unplugged]).toBeLessThanOrEqual(2);
      const missed = d === 'tx' ? 0 : ((report.learnedAt - report.stoppedAt) / PS_PER_S) * 20_000;
      expect(Math.abs(vm0.dropped[still]! - missed)).toBeLessThanOrEqual(2);
    },
  );

  it('keeps its books when both directions are too much for it', () => {
    const { vm0, primary, host } = moved(cbr('both', 1_500_000));
    expectBalance(host);
    // What lay in the rings of the VF when it was taken away is counted, and no more than the rings hold.
    expect(primary.lost).toBeGreaterThan(0);
    expect(primary.lost).toBeLessThanOrEqual(2 * 511);
    expect(vm0.dropped[DROP.unplugged]).toBeGreaterThanOrEqual(primary.lost);
  });

  it('stays on the standby where there is no VF for it', () => {
    const { report, primary, vm0 } = moved(cbr('both'), { destinationVf: false });
    expect(report.phase).toBe('moved');
    expect(primary).toMatchObject({ plugged: -1, back: -1, isUp: false, comes: false });
    // 12 ms of 20,000 packets a second in two directions, less what the downtime took.
    expect(vm0.delivered).toBeGreaterThan(440);
  });

  it('takes the VF without copies and exits, the standby with both', () => {
    const run = completeRun({
      vms: [pair(cbr('both'), { tuning: { idlePoll: true } })],
      migration: {},
      run: RUN,
    });
    const { primary, resumedAt } = run.migrationAt(run.end)!;
    const { stopped, back } = primary!;
    const during = (from: number, to: number) => {
      const { hops } = run.window(from, to);
      const count = (step: string) =>
        hops.step.slice(0, hops.count).reduce((n, s) => n + (STEP_IDS[s] === step ? 1 : 0), 0);
      return { copies: count('vhost-copy-tx') + count('vhost-copy-rx'), dma: count('dma-read') };
    };
    const before = during(0, PS_PER_MS);
    const between = during(stopped + 100 * PS_PER_US, resumedAt);
    const after = during(back + 100 * PS_PER_US, run.end);
    for (const direct of [before, after]) {
      expect(direct.copies).toBe(0);
      expect(direct.dma).toBeGreaterThan(15);
    }
    expect(between.copies).toBeGreaterThan(50);
  });

  it('copies nothing before the guest has let go', () => {
    const { host } = completeHost({
      vms: [pair({ kind: 'single' })],
      migration: { at: '5us' },
      run: { until: '6us' },
    });
    expect(reportMigration(host)).toMatchObject({ phase: 'wait-unplug', rounds: 0 });
    expect(host.failover?.master.isUp(0)).toBe(true);
  });

  it('a frame that is for the VF reaches the bridge once the address is out of the switch', () => {
    const { host } = moved(cbr('rx'), { destinationVf: false });
    const pool = host.nic.ports.switch.pool(host.plan.vms[0]!.fn);
    expect(pool).toMatchObject({ valid: false, enabled: false, broadcast: false });
    expect(host.nic.ports.switch.s.tables[0]![0]).toBe(-1);
  });

  it('the driver of the VF that comes asks its PF, which writes the address again', () => {
    const { host } = moved(cbr('rx'));
    const { fn } = host.plan.vms[0]!;
    expect(host.mailbox?.read(fn)).toBe(1);
    expect(host.nic.ports.switch.s.tables[0]![0]).toBe(fn);
  });
});

it('the host’s log says that the VF’s address was taken away, the inspector what each half is', () => {
  const run = completeRun({ vms: [pair(cbr('tx'))], migration: {}, run: RUN });
  const { filtered } = run.migrationAt(run.end)!.primary!;
  expect(run.printed(filtered - 1)).toEqual([]);
  expect(run.printed(filtered)).toEqual([
    { at: filtered, level: 6, text: 'ixgbe 0000:3b:00.0: removing MAC on VF 0', interfaceOf: -1 },
  ]);
  const titleOf = (kind: string) => {
    const place = run.topology.places.findIndex((each) => each.kind === kind && each.vm === 0);
    return run.inspect(0, { kind: 'place', place })?.title;
  };
  expect(titleOf('driver')).toBe('virtio-net');
  expect(titleOf('vf-driver')).not.toBe('virtio-net');
});

describe('a pair that stays', () => {
  it('goes by its VF; a broadcast that reaches the standby too is heard once', () => {
    const { host, vm0 } = completeHost({
      vms: [
        pair({ kind: 'cbr', direction: 'rx', pps: 10_000 }),
        {
          count: 1,
          path: 'vhost-net',
          traffic: { kind: 'cbr', pps: 10_000, destination: 'broadcast' },
        },
      ],
      run: { until: '3ms' },
    });
    expectBalance(host);
    const copies = host.machine.s.tallies[1]!;
    // Each broadcast of the neighbour: by the bridge to the tap, and through the card to the VF.
    expect(copies.dropped[DROP.standby]).toBeGreaterThan(25);
    expect(vm0.delivered).toBeGreaterThan(25);
    expect(host.failover?.master.isUp(0)).toBe(true);
  });

  it('without a VF of its own runs on the standby alone, and moves like any virtio guest', () => {
    const { host, vm0 } = completeHost({
      nic: { numVfs: 0 },
      vms: [pair(cbr('both'))],
      migration: {},
      run: RUN,
    });
    const report = reportMigration(host);
    expect(report).toMatchObject({ phase: 'moved', primary: null, blocker: null });
    expect(report?.statuses.map(({ status }) => status)).not.toContain('wait-unplug');
    expect(vm0.delivered).toBeGreaterThan(440);
  });

  it('whose VF’s driver starts with the run goes by the standby until the PF has answered', () => {
    const { host } = completeHost({
      vms: [pair(cbr('tx'), { tuning: { vfReset: true } })],
      run: { until: '2ms' },
    });
    expect(host.failover?.master.isUp(0)).toBe(true);
    expect(host.machine.s.tallies[0]!.copies).toBeGreaterThan(5);
    expectBalance(host);
  });
});

it('any rates: every packet is accounted for, and a restored run goes on as it would have', () => {
  const rng = seedRng(11, 'failover');
  for (let i = 0; i < 24; i++) {
    const any = (low: number, high: number) => low * (high / low) ** nextUnit(rng);
    const input = {
      host: { apicv: i % 3 > 0, cores: i % 4 === 0 ? 2 : 6 },
      nic: { device: i % 2 ? 'intel-82599' : 'intel-e810' },
      vms: [
        pair(
          {
            kind: (['cbr', 'poisson', 'bulk'] as const)[i % 3],
            direction: (['tx', 'rx', 'both'] as const)[(i >> 1) % 3],
            pps: any(1000, 2_000_000),
            batch: Math.ceil(any(1, 40)),
            packetBytes: Math.ceil(any(60, 9000)),
          },
          { tuning: { tso: i % 5 === 0, idlePoll: i % 7 === 0, napi: i % 6 > 0 } },
        ),
        {
          count: 1,
          path: 'sriov',
          traffic: { kind: 'cbr', pps: 20_000, direction: { to: 'vm0' } },
        },
      ],
      migration: { at: `${String(Math.ceil(any(1, 400)))}us`, gbps: 400, dirtyPagesPerSecond: 0 },
      run: { until: '2500us' },
    };
    const { host } = completeHost(input);
    expectBalance(host);
    const again = completeHost({ ...input, run: { until: '300us' } }).host;
    const copy = buildHost(completeRun({ ...input, run: { until: '1us' } }).scenario);
    copy.machine.sim.restore(again.machine.sim.snapshot());
    copy.machine.sim.run(2_500 * PS_PER_US);
    expect(copy.machine.sim.snapshot()).toEqual(host.machine.sim.snapshot());
  }
});
