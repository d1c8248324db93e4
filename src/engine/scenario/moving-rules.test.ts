import { expect, test } from 'vitest';
import { DEVICES } from '../pci/devices';
import { takesVf } from '../pci/variant-drivers';
import { parseScenario } from './parse';
import { scenarioToJson } from './to-json';

function refusals(input: unknown) {
  const result = parseScenario(input);
  return result.ok ? [] : result.issues;
}

const CX7 = { device: 'nvidia-connectx7' };

test.each([
  [
    { vms: [{ path: 'virtio', failover: true }] },
    'vms.0.failover',
    'true',
    'false',
    'failover-needs-vf',
  ],
  [
    { vms: [{ failover: true, tuning: { guestPolling: true } }] },
    'vms.0.failover',
    'true',
    'false',
    'failover-needs-kernel',
  ],
  [
    { nic: { ...CX7, eswitch: 'switchdev' }, vms: [{ failover: true }] },
    'vms.0.failover',
    'true',
    'false',
    'failover-needs-legacy',
  ],
  [
    { nic: CX7, vms: [{ failover: true, vfioDriver: 'mlx5_vfio_pci' }] },
    'vms.0.vfioDriver',
    '"mlx5_vfio_pci"',
    '"vfio-pci"',
    'one-way-to-move',
  ],
  [
    { nic: CX7, vms: [{ path: 'vhost-net', vfioDriver: 'mlx5_vfio_pci' }] },
    'vms.0.vfioDriver',
    '"mlx5_vfio_pci"',
    '"vfio-pci"',
    'variant-needs-vf',
  ],
  [
    { vms: [{}, { vfioDriver: 'mlx5_vfio_pci' }] },
    'vms.1.vfioDriver',
    '"mlx5_vfio_pci"',
    '"vfio-pci"',
    'no-variant-driver',
  ],
  [
    { host: { iommu: false, unsafeDma: true }, migration: { dmaTracking: 'iommu' } },
    'migration.dmaTracking',
    '"iommu"',
    'one of device, none',
    'tracking-needs-iommu',
  ],
])('%j is refused by name', (input, path, found, allowed, rule) => {
  expect(refusals(input)).toEqual([{ path, code: 'conflict', found, allowed, rule }]);
});

test.each([
  [{ vms: [{ failover: 1 }] }, 'vms.0.failover', '1', 'true or false'],
  [
    { vms: [{ vfioDriver: 'ice_vfio_pci' }] },
    'vms.0.vfioDriver',
    '"ice_vfio_pci"',
    'one of vfio-pci, mlx5_vfio_pci',
  ],
  [
    { migration: { dmaTracking: 'cpu' } },
    'migration.dmaTracking',
    '"cpu"',
    'one of device, iommu, none',
  ],
])('%j has a wrong value', (input, path, found, allowed) => {
  expect(refusals(input)[0]).toMatchObject({ path, found, allowed });
});

test('the cards whose VFs a variant driver takes', () => {
  const taken = DEVICES.filter((device) => takesVf('mlx5_vfio_pci', device));
  expect(taken.map(({ id }) => id)).toEqual(['nvidia-connectx7', 'nvidia-bluefield2']);
  expect(DEVICES.every((device) => takesVf('vfio-pci', device))).toBe(true);
});

test.each([
  { vms: [{ failover: true }], migration: { destinationVf: false } },
  {
    nic: CX7,
    vms: [{ vfioDriver: 'mlx5_vfio_pci' }],
    migration: { dmaTracking: 'none' },
  },
])('%j is written as it was read', (input) => {
  const parsed = parseScenario(input);
  expect(parsed.ok && scenarioToJson(parsed.scenario)).toEqual(input);
});
