import { describe, expect, it } from 'vitest';
import { parseScenario } from '../scenario/parse';
import { ACTS_ON } from '../scenario/effects';
import { PATH_IDS } from '../scenario/scenario';
import { completeHost, completeRun, sum } from '../testing';

const run = (path: string, traffic: object, tuning: object, until = '5ms') => ({
  nic: { numVfs: path === 'passthrough' ? 0 : 4 },
  vms: [{ count: 1, path, traffic: { kind: 'cbr', pps: 100_000, ...traffic }, tuning }],
  run: { until },
});
const POLLS = { guestPolling: true };
const PATHS = ACTS_ON.guestPolling;

describe.each(PATHS)('%s with a program that polls', (path) => {
  it.each(['tx', 'rx', 'both'])('%s: no exits, no interrupts, no kicks', (direction) => {
    const { vm0 } = completeHost(run(path, { direction }, POLLS));
    expect(vm0.delivered).toBeGreaterThan(490);
    expect(sum(vm0.dropped)).toBe(0);
    expect([sum(vm0.exits), sum(vm0.idleExits)]).toEqual([0, 0]);
    // Its thread has run since before.
    expect([vm0.irqVirtual, vm0.irqPhysical, vm0.kicks, vm0.wakeups]).toEqual([0, 0, 0, 0]);
  });

  it('takes a whole CPU as the guest’s own, busy or not', () => {
    for (const pps of [1000, 500_000]) {
      const { cpu } = completeRun(run(path, { direction: 'rx', pps }, POLLS)).metrics();
      expect(cpu.guest).toBeGreaterThan(0.999);
      expect(cpu.kvm + cpu.softirq).toBeLessThan(0.001);
    }
  });

  it.each(['rx', 'tx'])(
    '%s: shorter than with a kernel that sleeps, or one that never does',
    (direction) => {
      const latency = (tuning: object) =>
        completeRun(run(path, { direction, pps: 1000 }, tuning)).metrics().latencyNs.p50;
      const awake = latency({ idlePoll: true });
      expect(latency(POLLS)).toBeLessThan(awake - 1000);
      expect(awake).toBeLessThan(latency({}));
    },
  );

  it('takes more small packets', () => {
    const pps = (tuning: object) =>
      completeRun(
        run(path, { kind: 'bulk', direction: 'rx', packetBytes: 60 }, tuning, '2ms'),
      ).metrics().pps;
    expect(pps(POLLS)).toBeGreaterThan(3 * pps({}));
  });
});

it('answers requests without being woken', () => {
  const { vm0 } = completeHost(
    run('vhost-user', { kind: 'request-response', direction: 'rx' }, POLLS),
  );
  expect(vm0.delivered).toBeGreaterThan(200);
  expect(sum(vm0.exits) + sum(vm0.idleExits)).toBe(0);
});

it('is refused where the other side sleeps', () => {
  for (const path of PATH_IDS.filter((id) => !PATHS.includes(id))) {
    const result = parseScenario({ vms: [{ path, tuning: POLLS }] });
    expect(result.ok ? [] : result.issues.map((i) => `${i.path} ${i.rule ?? ''}`)).toEqual([
      'vms.0.tuning.guestPolling guest-polling-notifies',
    ]);
  }
});
