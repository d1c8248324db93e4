import { describe, expect, it } from 'vitest';
import { lostOnPath } from './lost-on-path';
import { parseScenario } from './parse';
import { PRESETS } from './presets';
import { PATH_IDS, type PathId } from './scenario';
import { withPath } from './with-path';

const CX7 = { device: 'nvidia-connectx7' };

it.each<[string, object, PathId, readonly string[]]>([
  ['a standby goes with its VF', { vms: [{ failover: true }] }, 'virtio', ['vms.0.failover']],
  [
    'a vDPA device is a slice of a card',
    { nic: CX7, vms: [{ function: 'vdpa-vf' }] },
    'vhost-net',
    ['vms.0.function'],
  ],
  [
    'what a VF is saved by',
    { nic: CX7, vms: [{ vfioDriver: 'mlx5_vfio_pci' }] },
    'emulated',
    ['vms.0.vfioDriver'],
  ],
  [
    'an emulated card has one queue pair, and a guest that polls needs a device to poll',
    { nic: CX7, vms: [{ path: 'vhost-user', tuning: { queues: 4, guestPolling: true } }] },
    'emulated',
    ['vms.0.tuning.guestPolling', 'vms.0.tuning.queues'],
  ],
  [
    'a VF has as many queue pairs as its card gives it',
    { vms: [{ path: 'vhost-net', tuning: { queues: 8 } }] },
    'sriov',
    ['vms.0.tuning.queues'],
  ],
  [
    'vhost works with ioeventfd alone',
    { vms: [{ path: 'virtio', tuning: { ioeventfd: false } }] },
    'vhost-net',
    ['vms.0.tuning.ioeventfd'],
  ],
  [
    'a rogue needs a function',
    { vms: [{ attack: { kind: 'dma-write' } }] },
    'vhost-net',
    ['vms.0.attack'],
  ],
  ['and finds one there', { vms: [{ attack: { kind: 'dma-write' } }] }, 'passthrough', []],
  [
    'what has merely no effect stays',
    { vms: [{ path: 'virtio', tuning: { eventIdx: false } }] },
    'sriov',
    [],
  ],
  ['its own path takes nothing', { vms: [{ failover: true }] }, 'sriov', []],
  ['neither does a file that is wrong', { vms: [{ count: -1 }] }, 'virtio', []],
])('%s', (_, input, path, lost) => {
  expect(lostOnPath(input, 0, path)).toEqual(lost);
});

it('takes out exactly those places and leaves the rest of the file alone', () => {
  const input = {
    seed: 3,
    vms: [{ count: 2, path: 'vhost-net', tuning: { queues: 8, mtu: 9000 } }, { path: 'virtio' }],
  };
  expect(withPath(input, 0, 'emulated', ['vms.0.tuning.queues'])).toEqual({
    seed: 3,
    vms: [{ count: 2, path: 'emulated', tuning: { mtu: 9000 } }, { path: 'virtio' }],
  });
  expect(withPath({}, 1, 'virtio', [])).toEqual({ vms: [{}, { path: 'virtio' }] });
});

describe.each(Object.entries(PRESETS))('%s', (_, preset) => {
  it.each(PATH_IDS)('can be had on %s', (path) => {
    const moved = parseScenario(withPath(preset, 0, path, lostOnPath(preset, 0, path)));
    const issues = moved.ok ? [] : moved.issues;
    // The host's IOMMU, and protocols of cut packets, are not the path's to change.
    expect(issues.filter(({ rule }) => rule !== 'needs-iommu')).toEqual([]);
  });
});
