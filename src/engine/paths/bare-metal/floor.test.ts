import { describe, expect, it } from 'vitest';
import { PATH_IDS, type PathId } from '../../scenario/scenario';
import { completeHost, completeRun } from '../../testing';

const latency = (path: PathId, direction: 'tx' | 'rx') =>
  completeRun({
    nic: { numVfs: path === 'passthrough' ? 0 : 4 },
    vms: [{ count: 1, path, traffic: { kind: 'cbr', direction, pps: 1000 } }],
    run: { until: '20ms' },
  }).metrics().latencyNs.p50;

describe('bare metal is the floor', () => {
  it.each(['tx', 'rx'] as const)('no path is faster, %s', (direction) => {
    const floor = latency('bare-metal', direction);
    for (const path of PATH_IDS) expect(latency(path, direction)).toBeGreaterThanOrEqual(floor);
  });

  it('programs share the PF, each with a queue of its own', () => {
    const { host, vm0 } = completeHost({
      vms: [{ count: 3, path: 'bare-metal', traffic: { kind: 'cbr', direction: 'rx', pps: 1000 } }],
      run: { until: '10ms' },
    });
    expect(host.plan.vms.map((vm) => vm.port)).toEqual([0, 0, 0]);
    expect(new Set(host.plan.vms.map((vm) => vm.queue)).size).toBe(3);
    expect(vm0.delivered).toBe(10);
  });

  it('a frame to another program of the host stays in its stack', () => {
    const { vm0 } = completeHost({
      vms: [
        {
          count: 2,
          path: 'bare-metal',
          traffic: { kind: 'cbr', direction: { to: 'vm1' }, pps: 1000 },
        },
      ],
      run: { until: '10ms' },
    });
    expect(vm0.delivered).toBe(10);
    expect(vm0.pcieUp + vm0.pcieDown).toBe(0);
  });

  it('sends without end as long as the ring has room, and is woken when it has again', () => {
    const { vm0 } = completeHost({
      vms: [
        {
          count: 1,
          path: 'bare-metal',
          traffic: { kind: 'bulk', direction: 'tx', packetBytes: 9014 },
        },
      ],
      run: { until: '20ms' },
    });
    // Line rate of 10 Gb/s.
    expect((vm0.deliveredBytes * 8) / 20e6).toBeGreaterThan(9.5);
  });
});
