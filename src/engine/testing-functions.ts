import { deviceById } from './pci/devices';
import { functionKindsOn, missingOf, type FunctionKind } from './scenario/function-kinds';
import type { PathId } from './scenario/scenario';

/** For tests: what of the card a guest can be given here; a VF where it cannot be what was drawn. */
export function functionOn(
  { host, nic }: { host: { iommu: boolean; scalableMode: boolean }; nic: { device: string } },
  path: PathId,
  kind: FunctionKind,
): FunctionKind {
  const device = deviceById(nic.device);
  const isThere = device !== undefined && missingOf(kind, device) === null;
  const isFound = kind !== 'adi' || (host.iommu && host.scalableMode);
  return isThere && isFound && functionKindsOn(path).includes(kind) ? kind : 'vf';
}
