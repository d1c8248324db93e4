import { readConfig } from './config-access';
import type { Host } from './host';
import type { PciDevice } from './pci-device';

const SPEEDS = [0, 2.5, 5, 8, 16, 32, 64];

/** GT/s and lanes as Link Status has them; 0 where it says nothing, as in a VF. */
export function linkSpeed(
  host: Host,
  device: PciDevice,
): { readonly gigatransfers: number; readonly width: number } {
  return decode(readConfig(host, device.rid, device.pcieCap + 0x12, 2));
}

/** The most the link could do, from Link Capabilities. */
export function linkCapability(
  host: Host,
  device: PciDevice,
): { readonly gigatransfers: number; readonly width: number } {
  return decode(readConfig(host, device.rid, device.pcieCap + 0x0c, 2));
}

function decode(register: number): { gigatransfers: number; width: number } {
  return { gigatransfers: SPEEDS[register & 0xf] ?? 0, width: (register >> 4) & 0x3f };
}

/** `2.5 GT/s PCIe`, `Unknown`. */
export function speedName(gigatransfers: number): string {
  if (gigatransfers === 0) return 'Unknown';
  return `${gigatransfers % 1 === 0 ? `${gigatransfers}.0` : gigatransfers} GT/s PCIe`;
}
