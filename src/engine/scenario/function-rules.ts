import { deviceById } from '../pci/devices';
import * as allowed from './allowed';
import { functionKindsOn, isVdpa, missingOf } from './function-kinds';
import type { Issue, Scenario, VmGroup } from './scenario';

/** What a guest may be given depends on its path, the card and the IOMMU; said at `vms.N.function`. */
export function checkFunction(vm: VmGroup, at: string, { host, nic, machine }: Scenario): Issue[] {
  const { path, function: kind } = vm;
  if (kind === 'vf') return [];
  const refuse = (text: string, rule: string): Issue[] => [
    {
      path: `${at}.function`,
      code: 'conflict',
      found: allowed.shown(kind),
      allowed: text,
      rule,
    },
  ];
  const kinds = functionKindsOn(path);
  if (!kinds.includes(kind)) {
    const rule = kind === 'sf' && path === 'sriov' ? 'sf-is-no-device' : 'function-needs-path';
    return refuse(allowed.oneOf(kinds), rule);
  }
  // The card of a machine or a dump is known only when the run is built.
  const named = machine === null && nic.lspci === null ? deviceById(nic.device) : undefined;
  const device = nic.profile ?? named;
  const missing = device === undefined ? null : missingOf(kind, device);
  if (device !== undefined && missing !== null) {
    const had = kinds.filter((each) => missingOf(each, device) === null);
    return refuse(allowed.oneOf(had), `absent-${missing}`);
  }
  if (kind === 'adi' && !(host.iommu && host.scalableMode))
    return refuse('with "host.scalableMode": true', 'needs-scalable-mode');
  if (isVdpa(kind) && vm.attack !== null)
    return [
      {
        path: `${at}.attack`,
        code: 'conflict',
        found: allowed.shown(vm.attack),
        allowed: 'null',
        rule: 'vdpa-checks-addresses',
      },
    ];
  return [];
}
