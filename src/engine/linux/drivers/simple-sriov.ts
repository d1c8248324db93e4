import type { Errno } from '../errno';
import type { Host } from '../host';
import type { PciDevice } from '../pci-device';
import { disableSriov, enableSriov } from '../sriov';

/** `pci_sriov_configure_simple`: what drivers use that need nothing done around it. */
export function configureSimple(host: Host, device: PciDevice, count: number): number | Errno {
  if (count === 0) {
    disableSriov(host, device);
    return 0;
  }
  return enableSriov(host, device, count) ?? count;
}
