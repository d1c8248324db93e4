import { describe, expect, it } from 'vitest';
import { DROP } from '../costs/facts';
import { bytesOf, stateOf } from '../host/device-state';
import { seedRng, nextUnit } from '../kernel/rng';
import type { MigrationState } from '../host/migration-state';
import { completeHost, sum } from '../testing';
import { bitsToPicos, PS_PER_S, PS_PER_US } from '../units';
import { PATH_IDS, type PathId } from '../scenario/scenario';

const QUIET = { kind: 'single', direction: 'tx' };

function moved(path: PathId, traffic: object = QUIET, migration: object = {}, until = '12ms') {
  const { host, vm0 } = completeHost({
    nic: { numVfs: path === 'passthrough' ? 0 : 2 },
    vms: [{ count: 1, path, traffic }],
    migration,
    run: { until },
  });
  const { s, settings, pageTime } = host.migration ?? { s: null, settings: null, pageTime: 0 };
  if (s === null) throw new Error('no migration');
  return { host, vm0, s: s as MigrationState, settings, pageTime };
}

const MOVES: readonly PathId[] = [
  'emulated',
  'emulated-rtl8139',
  'virtio',
  'vhost-net',
  'vhost-user',
];

describe('rounds against the closed formula', () => {
  const pageTime = bitsToPicos((4096 + 8) * 8, 10);

  it.each([0, 20_000, 60_000, 150_000])('%i pages a second', (rate) => {
    const { s } = moved('virtio', QUIET, {
      dirtyPagesPerSecond: rate,
      workingSet: '4MiB',
      downtimeLimit: '20us',
    });
    // Each round sends what was written during the one before: N, Nr, Nr², … with r = rate × time of a page.
    const r = (rate * pageTime) / PS_PER_S;
    let pages = 1024;
    for (const round of s.rounds) {
      // Whole pages, and the few that the guest's one frame writes.
      expect(Math.abs(round.pages - pages)).toBeLessThanOrEqual(6);
      expect(round.end - round.start).toBe(round.pages * pageTime);
      pages = round.pages * r;
    }
    const want =
      rate === 0 ? 1 : Math.ceil(Math.log((20 * PS_PER_US) / pageTime / 1024) / Math.log(r));
    expect(Math.abs(s.rounds.length - want)).toBeLessThanOrEqual(1);
    expect(s.phase).toBe('moved');
    expect(s.sentPages).toBe(sum(s.rounds.map((round) => round.pages)) + s.lastPages);
  });

  it('never ends where pages are written faster than the link takes them, as QEMU’s does not', () => {
    const { s } = moved('virtio', QUIET, {
      dirtyPagesPerSecond: 400_000,
      workingSet: '3MiB',
      downtimeLimit: '100us',
    });
    expect(s.phase).toBe('pre-copy');
    expect(s.rounds.length).toBeGreaterThan(2);
    // Bounded by the working set.
    for (const round of s.rounds.slice(2)) expect(round.pages).toBeLessThanOrEqual(512);
  });

  it('auto-converge keeps the vCPU from running until rounds get shorter', () => {
    const { s } = moved(
      'virtio',
      QUIET,
      {
        dirtyPagesPerSecond: 400_000,
        workingSet: '3MiB',
        downtimeLimit: '100us',
        autoConverge: true,
      },
      '100ms',
    );
    expect(s.phase).toBe('moved');
    const throttles = s.rounds.map((round) => round.throttle);
    expect(throttles[0]).toBe(0);
    expect(throttles).toContain(20);
    expect(throttles).toEqual([...throttles].sort((a, b) => a - b));
  });
});

describe.each(MOVES)('%s', (path) => {
  // The rtl8139 takes three exits a packet and is full long before the others.
  const pps = path === 'emulated-rtl8139' ? 5_000 : 20_000;

  it('moves, and its downtime is the rest of the pages and the state of its devices', () => {
    const { host, s, settings, pageTime } = moved(path);
    expect(s.phase).toBe('moved');
    const state = bytesOf(stateOf(path));
    expect(settings.deviceBytes).toBe(state);
    expect(s.resumedAt - s.quietAt).toBe(
      s.lastPages * pageTime + bitsToPicos(state * 8, 10) + host.machine.prices.peerTurnaround,
    );
    expect(s.quietAt - s.stoppedAt).toBeLessThan(60 * PS_PER_US);
    expect(s.learnedAt).toBeGreaterThan(s.resumedAt);
  });

  it.each(['tx', 'rx', 'both'])('accounts for every packet: %s', (direction) => {
    const { vm0, s, host } = moved(path, { kind: 'cbr', direction, pps }, { downtimeLimit: '1ms' });
    expect(s.phase).toBe('moved');
    const lost = sum(vm0.dropped);
    const { packets } = host.machine.s;
    expect(vm0.sent + vm0.replicated).toBe(vm0.delivered + lost + sum(packets.alive));
    expect(lost).toBe(vm0.dropped[DROP['migration-downtime']]);
    // What comes from outside between the stop and the announcement is lost; what the guest sends waits for its clock.
    const missed = direction === 'tx' ? 0 : ((s.learnedAt - s.stoppedAt) / PS_PER_S) * pps;
    expect(Math.abs(lost - missed)).toBeLessThanOrEqual(direction === 'tx' ? 0 : 2);
    // It goes on: the last packets of the run arrive.
    expect(sum(packets.alive)).toBeLessThan(10);
  });

  it('logs what its back end and driver write', () => {
    const { s } = moved(
      path,
      { kind: 'cbr', direction: 'both', pps },
      { dirtyPagesPerSecond: 0, memory: '16MiB' },
      '30ms',
    );
    expect(s.log.byWriter[0]).toBe(0);
    expect(s.log.byWriter[1]).toBeGreaterThan(30);
    expect(s.log.byWriter[2]).toBeGreaterThan(30);
  });
});

it.each(['passthrough', 'sriov', 'bare-metal'] as const)('%s stays where it is', (path) => {
  const { s, vm0, settings } = moved(path, { kind: 'cbr', pps: 10_000 });
  expect(s.phase).toBe('refused');
  expect(settings.blocker).toBe(path === 'bare-metal' ? 'no-guest' : 'vfio');
  expect(sum(vm0.dropped)).toBe(0);
  expect(vm0.late).toBe(0);
});

it.each(PATH_IDS)('%s: any rates, every packet accounted for', (path) => {
  const rng = seedRng(7, path);
  for (let i = 0; i < 6; i++) {
    const any = (low: number, high: number) => low * (high / low) ** nextUnit(rng);
    const { vm0, host } = moved(
      path,
      {
        kind: i % 2 ? 'poisson' : 'cbr',
        direction: (['tx', 'rx', 'both'] as const)[i % 3],
        pps: any(1000, 500_000),
        batch: Math.ceil(any(1, 16)),
      },
      {
        dirtyPagesPerSecond: any(100, 500_000),
        downtimeLimit: `${String(Math.ceil(any(10, 3000)))}us`,
        autoConverge: i > 2,
        gbps: any(5, 100),
      },
      '8ms',
    );
    const { packets } = host.machine.s;
    const frames = Array.from(packets.alive).reduce(
      (all, alive, row) => all + (alive ? (packets.frames[row] as number) : 0),
      0,
    );
    expect(vm0.sent + vm0.replicated).toBe(vm0.delivered + sum(vm0.dropped) + frames);
  }
});
