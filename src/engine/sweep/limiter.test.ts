import { describe, expect, test } from 'vitest';
import type { CostOverrides } from '../costs/costs';
import { deviceById } from '../pci/devices';
import type { DeviceProfile } from '../pci/device-profile';
import { scenario } from '../testing';
import { runPoint, type Measured } from './point';

interface Group {
  readonly path: string;
  readonly count?: number;
  readonly traffic?: object;
  readonly tuning?: object;
}

function point(group: Group, rest: object = {}, card?: DeviceProfile, costs?: CostOverrides) {
  const { traffic, ...others } = group;
  const vms = [{ count: 1, ...others, traffic: { kind: 'bulk', ...traffic } }];
  const s = scenario({ ...rest, vms });
  const nic = card === undefined ? s.nic : { ...s.nic, profile: card };
  const result = runPoint({ ...s, nic, costs: { ...s.costs, ...costs } });
  if (result.kind !== 'measured') throw new Error(JSON.stringify(result));
  return result;
}

const what = ({ limiter, usage }: Measured) => ({ limiter, ...usage });
const small = { packetBytes: 60 };

describe('what limits a run', () => {
  test('four guests with a VF each fill the wire with frames of 1500 bytes', () => {
    const result = point({ path: 'sriov', count: 4 });
    expect(result.limiter).toBe('wire');
    expect(result.usage.wireTx).toBeGreaterThan(0.99);
    // 1500 bytes of the 1524 that each frame takes on the wire.
    expect(result.metrics.throughputGbps).toBeCloseTo((10 * 1500) / 1524, 1);
  });

  test('one guest with a VF is busy with its own work at 60 bytes', () => {
    const result = point({ path: 'sriov', traffic: small });
    expect(result.limiter).toBe('guest-cpu');
    expect(result.usage.vcpu).toBeGreaterThan(0.95);
    expect(result.usage.wireTx).toBeLessThan(0.5);
  });

  test('an emulated card keeps the vCPU busy with exits', () => {
    expect(what(point({ path: 'emulated', traffic: small }))).toMatchObject({ limiter: 'exits' });
    expect(point({ path: 'emulated-rtl8139' }).limiter).toBe('exits');
  });

  test('with a back end in the VMM it is the thread of the VMM', () => {
    const result = point({ path: 'virtio', traffic: small });
    expect(result.limiter).toBe('vmm');
    expect(result.usage.backEnd).toBeGreaterThan(0.95);
  });

  test('a vhost worker that takes long for a packet', () => {
    const result = point({ path: 'vhost-net' }, { costs: { vhostPacket: 2000 } });
    expect(result.limiter).toBe('vhost');
  });

  test('four guests are too much for one process that polls, one is not', () => {
    expect(point({ path: 'vhost-user', count: 4, traffic: small }).limiter).toBe('switch-process');
    const one = point({ path: 'vhost-user', traffic: small });
    expect(one.limiter).toBe('guest-cpu');
    // It polls all the time, and yet most of it is in vain.
    expect(one.metrics.cpu.pmd).toBeGreaterThan(0.99);
    expect(one.usage.backEnd).toBeLessThan(0.6);
  });

  test('small frames from the wire drown the CPU that takes the interrupts of the host', () => {
    const result = point({ path: 'vhost-net', traffic: { ...small, direction: 'rx' } });
    expect(result.limiter).toBe('softirq');
    expect(result.metrics.packets.dropped['ring-full']).toBeGreaterThan(0);
  });

  test('more guests than CPUs share them', () => {
    expect(point({ path: 'sriov', count: 16, traffic: small }).limiter).toBe('cpu-shared');
  });

  test('a card in a slot of one lane of the first generation', () => {
    const card = deviceById('intel-82599');
    if (card === undefined) throw new Error('no card');
    const result = point({ path: 'sriov', count: 2 }, {}, { ...card, pcieGen: 1, pcieLanes: 1 });
    expect(result.limiter).toBe('pcie');
    expect(result.usage.pcieDown).toBeGreaterThan(0.97);
    expect(result.metrics.throughputGbps).toBeLessThan(2);
  });

  test('small pages and many guests: reads wait for walks of the IOMMU’s table', () => {
    // Prices below and above their ranges: with those of a real guest its CPU is full long before.
    const walks = { iotlbWalkLevel: 400, guestStackTx: 50, guestDriverPacket: 20 };
    const group = { path: 'sriov', count: 4, traffic: small, tuning: { pages: '4KiB' } };
    const slow = point(group, { host: { cores: 16 } }, undefined, walks);
    expect(slow.limiter).toBe('iotlb');
    const { hits, misses } = slow.metrics.iotlb;
    expect(misses / (hits + misses)).toBeGreaterThan(0.2);
  });

  test('a ring that is cleaned only by a late interrupt', () => {
    const result = point({
      path: 'sriov',
      traffic: small,
      tuning: { interruptThrottleUs: 5000 },
    });
    expect(result.limiter).toBe('throttle');
  });

  test('request and response: nothing is full, the way is long', () => {
    const result = point({ path: 'sriov', traffic: { kind: 'request-response' } });
    expect(result.limiter).toBe('round-trip');
  });

  test.each(['sriov', 'emulated', 'vhost-user'])('a light load on %s arrives whole', (path) => {
    const light = { kind: 'poisson', pps: 5_000 };
    expect(point({ path, count: 2, traffic: light }).limiter).toBe('offered');
  });

  test('a rate too high is not', () => {
    const result = point({ path: 'emulated', traffic: { kind: 'cbr', pps: 200_000 } });
    expect(result.limiter).toBe('exits');
    expect(result.metrics.packets.dropped['ring-full']).toBeGreaterThan(100);
  });

  test('of a wire that brings more than a guest takes, the guest is what limits', () => {
    const result = point({ path: 'sriov', traffic: { ...small, direction: 'rx' } });
    expect(result.usage.wireRx).toBeGreaterThan(0.99);
    expect(result.limiter).toBe('guest-cpu');
  });
});
