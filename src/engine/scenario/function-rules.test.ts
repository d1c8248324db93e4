import { expect, it } from 'vitest';
import { DEVICES } from '../pci/devices';
import { FUNCTION_KINDS, functionKindsOn, missingOf } from './function-kinds';
import { neededFor } from './function-needs';
import { parseScenario } from './parse';
import { PATH_IDS } from './scenario';

const issues = (input: object) => {
  const parsed = parseScenario(input);
  return parsed.ok ? [] : parsed.issues;
};
const CX7 = { device: 'nvidia-connectx7' };
const E810 = { device: 'intel-e810' };

it.each<[string, object, object]>([
  [
    'the 82599 reads no virtio rings',
    { vms: [{ function: 'vdpa-vf' }] },
    { path: 'vms.0.function', found: '"vdpa-vf"', allowed: 'vf', rule: 'absent-no-vdpa' },
  ],
  [
    'the 82599 has no PASID',
    { host: { scalableMode: true }, vms: [{ function: 'adi' }] },
    { path: 'vms.0.function', allowed: 'vf', rule: 'absent-no-pasid' },
  ],
  [
    'a ConnectX-5 makes scalable functions, but not for vDPA',
    { nic: { device: 'nvidia-connectx5' }, vms: [{ function: 'vdpa-sf' }] },
    { path: 'vms.0.function', allowed: 'vf', rule: 'absent-no-vdpa' },
  ],
  [
    'an assignable interface needs PASIDs in the IOMMU',
    { nic: E810, vms: [{ function: 'adi' }] },
    { allowed: 'with "host.scalableMode": true', rule: 'needs-scalable-mode' },
  ],
  [
    'and an IOMMU',
    {
      nic: E810,
      host: { scalableMode: true, iommu: false, unsafeDma: true },
      vms: [{ function: 'adi' }],
    },
    { rule: 'needs-scalable-mode' },
  ],
  [
    'a scalable function is no device for a guest',
    { nic: CX7, vms: [{ function: 'sf' }] },
    { allowed: 'one of vf, vdpa-vf, vdpa-sf, adi', rule: 'sf-is-no-device' },
  ],
  [
    'a slice goes with its path',
    { nic: CX7, vms: [{ path: 'vhost-net', function: 'vdpa-vf' }] },
    { path: 'vms.0.function', allowed: 'vf', rule: 'function-needs-path' },
  ],
  [
    'vDPA leaves a rogue no descriptors',
    { nic: CX7, vms: [{ function: 'vdpa-vf', attack: { kind: 'dma-read' } }] },
    { path: 'vms.0.attack', allowed: 'null', rule: 'vdpa-checks-addresses' },
  ],
])('%s', (_, input, issue) => {
  expect(issues(input)).toMatchObject([issue]);
});

it('vDPA of a card that translates by itself needs no IOMMU', () => {
  const host = { iommu: false };
  expect(issues({ host, nic: CX7, vms: [{ function: 'vdpa-vf' }] })).toEqual([]);
  expect(issues({ host, nic: CX7, vms: [{ function: 'vf' }] })).toMatchObject([
    { rule: 'needs-iommu' },
  ]);
});

it('accepts on every path and card exactly what that path can give and that card has', () => {
  for (const { id, ...rest } of DEVICES) {
    const device = { id, ...rest };
    for (const path of PATH_IDS) {
      const accepted = FUNCTION_KINDS.filter(
        (kind) =>
          issues({
            host: { scalableMode: true },
            nic: { device: id },
            vms: [{ path, function: kind }],
          }).length === 0,
      );
      expect(accepted).toEqual(
        functionKindsOn(path).filter((kind) => missingOf(kind, device) === null),
      );
    }
  }
});

it('counts VFs for guests whose device sits on one, and none for slices', () => {
  const vfs = (kind: string, count: number) => {
    const parsed = parseScenario({ nic: CX7, vms: [{ count, function: kind }] });
    return parsed.ok ? parsed.scenario.nic.numVfs : -1;
  };
  expect([vfs('vdpa-vf', 8), vfs('vdpa-sf', 8)]).toEqual([8, 4]);
});

it('every kind is to be had with what is said to be needed for it', () => {
  for (const kind of FUNCTION_KINDS) {
    const path = PATH_IDS.find((id) => id !== 'passthrough' && functionKindsOn(id).includes(kind));
    const { 'nic.device': device, ...rest } = neededFor(kind, false);
    const host = Object.fromEntries(
      Object.entries(rest).map(([place, value]) => [place.replace('host.', ''), value]),
    );
    const nic = device === undefined ? {} : { device };
    expect(issues({ host, nic, vms: [{ path, function: kind }] })).toEqual([]);
    expect(neededFor(kind, true)).not.toHaveProperty(['nic.device']);
  }
});
