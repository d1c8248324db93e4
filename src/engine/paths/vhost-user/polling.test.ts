import { describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../hw/ledger';
import { completeHost, completeRun, sum } from '../../testing';

const one = (traffic: object, more: object = {}) => ({
  vms: [{ count: 1, path: 'vhost-user', traffic, tuning: { idlePoll: true } }],
  ...more,
});
const sending = { kind: 'cbr', direction: 'tx', pps: 1000 };

describe('the switch process', () => {
  it('takes a core whole, whatever the load, and is never woken', () => {
    for (const pps of [1000, 400_000]) {
      const run = completeRun(one({ ...sending, pps }, { run: { until: '5ms' } }));
      const { cpu, vms } = run.metrics();
      expect(cpu.pmd).toBeGreaterThan(0.99);
      expect(vms[0]?.cpu.pmd).toBeCloseTo(cpu.pmd, 6);
      expect(cpu.vhost + cpu.vmm + cpu.softirq).toBe(0);
    }
    const { host } = completeHost(one(sending, { run: { until: '5ms' } }));
    const { wakeups, contextSwitches, cpu } = host.machine.s.tallies.at(-1)!;
    expect([wakeups, contextSwitches]).toEqual([0, 0]);
    expect(cpu[ACCOUNTS.indexOf('pmd')]).toBeGreaterThan(4.9e9);
  });

  it('is shared: each of its guests bears an equal part', () => {
    const { vms, cpu } = completeRun({
      vms: [{ count: 3, path: 'vhost-user', traffic: sending }],
      run: { until: '2ms' },
    }).metrics();
    expect(vms.map((vm) => vm.cpu.pmd)).toEqual(Array.from({ length: 3 }, () => cpu.pmd / 3));
  });

  it('is kicked once in 65,536 buffers: the event index is stale, not off', () => {
    const busy = { ...sending, pps: 500_000, packetBytes: 60 };
    const { vm0 } = completeHost(one(busy, { run: { until: '280ms' } }));
    expect(vm0.sent).toBeGreaterThan(2 * 65_536);
    expect(vm0.kicks).toBe(Math.floor(vm0.sent / 65_536));
    expect(vm0.exits[49]).toBe(vm0.kicks);
  });

  it('is never kicked where notifications are a flag', () => {
    const { vm0 } = completeHost({
      vms: [
        {
          count: 1,
          path: 'vhost-user',
          traffic: { ...sending, pps: 700_000, packetBytes: 60 },
          tuning: { idlePoll: true, eventIdx: false },
        },
      ],
      run: { until: '100ms' },
    });
    expect(vm0.sent).toBeGreaterThan(65_536);
    expect(vm0.kicks).toBe(0);
  });

  it('carries frames between its guests without card or kernel, two copies each', () => {
    const { host, vm0 } = completeHost({
      vms: [{ count: 2, path: 'vhost-user', traffic: { ...sending, direction: { to: 'vm1' } } }],
      run: { until: '10ms' },
    });
    expect(vm0.delivered).toBe(10);
    expect(vm0.deliveredCopies).toBe(20);
    expect(sum(host.machine.s.tallies.map((t) => t.pcieUp + t.pcieDown))).toBe(0);
  });

  it('drops where a guest has no buffer left, and raises no interrupt of the card', () => {
    const { host, vm0 } = completeHost({
      vms: [
        {
          count: 1,
          path: 'vhost-user',
          traffic: { kind: 'bulk', direction: 'rx', packetBytes: 60 },
        },
      ],
      run: { until: '5ms' },
    });
    expect(vm0.dropped[0]).toBeGreaterThan(1000);
    expect(sum(host.machine.s.tallies.map((t) => t.irqPhysical))).toBe(0);
  });
});
