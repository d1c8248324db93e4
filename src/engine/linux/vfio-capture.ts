import type { Host } from './host';
import { LEVEL } from './log';
import type { PciDevice } from './pci-device';

/** A VF of a PF that vfio holds goes to vfio too, before any driver sees it. */
export function captureForVfio(host: Host, vf: PciDevice): void {
  const { physfn } = vf;
  if (physfn?.driver?.name !== 'vfio-pci' || vf.driverOverride !== null) return;
  const text = `Captured SR-IOV VF ${vf.name} driver_override`;
  host.say(LEVEL.info, physfn, text);
  vf.driverOverride = 'vfio-pci';
}
