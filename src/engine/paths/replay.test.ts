import { describe, expect, it } from 'vitest';
import { completeHost, sum } from '../testing';
import { DROP } from '../costs/facts';
import type { PathId } from '../scenario/scenario';

const replay = {
  name: 'three.pcap',
  macs: ['02:00:00:00:00:01', '02:00:00:00:00:02', 'ff:ff:ff:ff:ff:ff', '02:00:00:00:00:03'],
  guest: 0,
  frames: [
    { at: 0, bytes: 74, src: 0, dst: 1 },
    { at: 100_000, bytes: 1514, src: 1, dst: 0 },
    { at: 150_000, bytes: 60, src: 0, dst: 2 },
    { at: 300_000, bytes: 60, src: 1, dst: 2 },
    { at: 400_000, bytes: 900, src: 1, dst: 3 },
  ],
};

const run = (path: PathId, direction: 'tx' | 'rx' | 'both') =>
  completeHost({
    nic: { numVfs: path === 'passthrough' ? 0 : 2 },
    vms: [{ count: 1, path, traffic: { kind: 'replay', direction, replay } }],
    run: { until: '2ms' },
  }).vm0;

describe.each([
  'emulated',
  'emulated-rtl8139',
  'virtio',
  'vhost-net',
  'vhost-user',
  'passthrough',
  'sriov',
  'bare-metal',
] as const)('a capture on %s', (path) => {
  it('in both directions: its own frames go out, the others come in, a foreign one finds no receiver', () => {
    const vm0 = run(path, 'both');
    expect(vm0.sent).toBe(5);
    expect(vm0.delivered).toBe(4);
    expect(vm0.dropped[DROP['no-receiver']]).toBe(1);
    expect(vm0.deliveredBytes).toBe(74 + 1514 + 60 + 60);
  });

  it('received: every frame reaches the guest', () => {
    const vm0 = run(path, 'rx');
    expect([vm0.sent, vm0.delivered, sum(vm0.dropped)]).toEqual([5, 5, 0]);
  });

  it('sent: a VF’s spoof check stops what bears another’s address, other paths let it pass', () => {
    const vm0 = run(path, 'tx');
    expect(vm0.sent).toBe(5);
    expect(vm0.dropped[DROP['spoof-check']]).toBe(path === 'sriov' ? 3 : 0);
    expect(vm0.delivered).toBe(path === 'sriov' ? 2 : 5);
  });
});

it('keeps the capture’s gaps', () => {
  const { host } = completeHost({
    vms: [{ count: 1, path: 'sriov', traffic: { kind: 'replay', direction: 'rx', replay } }],
    run: { until: '2ms' },
  });
  expect(host.machine.s.packets.nextId).toBe(6);
  const { created } = host.machine.s.packets;
  expect([1, 2, 3, 4, 5].map((id) => created[id]! / 1000)).toEqual([
    0, 100_000, 150_000, 300_000, 400_000,
  ]);
});
