import { deviceById } from '../pci/devices';
import { takesVf } from '../pci/variant-drivers';
import * as allowed from './allowed';
import type { Issue, Scenario, VmGroup } from './scenario';

const refused = (path: string, found: unknown, text: string, rule: string): Issue => ({
  path,
  code: 'conflict',
  found: allowed.shown(found),
  allowed: text,
  rule,
});

/** What a guest that can be moved with a VF needs: `at` is its group. */
export function checkPair(vm: VmGroup, at: string, { nic, machine }: Scenario): Issue[] {
  const { failover, vfioDriver, path, tuning } = vm;
  const hasVf = path === 'sriov' && vm.function === 'vf';
  const isOurs = vfioDriver === 'vfio-pci';
  const device = machine === null && nic.lspci === null ? deviceById(nic.device) : undefined;
  return [
    ...(failover && !hasVf ? [refused(`${at}.failover`, true, 'false', 'failover-needs-vf')] : []),
    ...(failover && tuning.guestPolling
      ? [refused(`${at}.failover`, true, 'false', 'failover-needs-kernel')]
      : []),
    ...(failover && nic.eswitch === 'switchdev'
      ? [refused(`${at}.failover`, true, 'false', 'failover-needs-legacy')]
      : []),
    ...(failover && !isOurs
      ? [refused(`${at}.vfioDriver`, vfioDriver, '"vfio-pci"', 'one-way-to-move')]
      : []),
    ...(!isOurs && !hasVf
      ? [refused(`${at}.vfioDriver`, vfioDriver, '"vfio-pci"', 'variant-needs-vf')]
      : []),
    // The card of a machine or a dump is not known here; with none of its VFs the guest is refused as with vfio-pci.
    ...(!isOurs && device !== undefined && !takesVf(vfioDriver, device)
      ? [refused(`${at}.vfioDriver`, vfioDriver, '"vfio-pci"', 'no-variant-driver')]
      : []),
  ];
}

/** Dirty bits in the table of an IOMMU need one. */
export function checkTracking({ migration, host }: Scenario): Issue[] {
  if (migration?.dmaTracking !== 'iommu' || host.iommu) return [];
  return [
    refused(
      'migration.dmaTracking',
      'iommu',
      allowed.oneOf(['device', 'none']),
      'tracking-needs-iommu',
    ),
  ];
}
