import { readConfig } from './config-access';
import type { Host } from './host';
import { LEVEL } from './log';
import type { PciDevice } from './pci-device';
import { formatRegion, IO, PCI_FIXED, Region } from './resource';

/** Ranges of southbridges that stand in no BAR, and IDE's fixed ports. */
export function headerFixups(host: Host, device: PciDevice): void {
  if (device.vendor === 0x8086) {
    if (device.device === 0x2918) claimAt(host, device, 0x40, 0xff80, 128, 'ICH6 ACPI/GPIO/TCO');
    if (device.device === 0x7113) {
      claimAt(host, device, 0x40, 0xffc0, 64, 'PIIX4 ACPI');
      claimAt(host, device, 0x90, 0xfff0, 16, 'PIIX4 SMB');
    }
  }
  if (device.class >> 8 === 0x0101) legacyIde(host, device);
}

function claimAt(
  host: Host,
  device: PciDevice,
  register: number,
  mask: number,
  size: number,
  what: string,
): void {
  const start = readConfig(host, device.rid, register, 2) & mask;
  if (start === 0) return;
  const region = new Region(device.name, start, start + size - 1, IO);
  const text = `quirk: ${formatRegion(region)} claimed by ${what}`;
  host.say(LEVEL.info, device, text);
  host.platform.fixedPorts.push(region);
}

/** Ports that an IDE controller in compatibility mode has without BARs. */
function legacyIde(host: Host, device: PciDevice): void {
  const fixed = (index: number, start: number, end: number) => {
    const region = device.region(index);
    Object.assign(region, { start, end, flags: IO | PCI_FIXED });
    host.say(LEVEL.info, device, `BAR ${index} ${formatRegion(region)}: legacy IDE quirk`);
  };
  if ((device.class & 1) === 0) {
    fixed(0, 0x1f0, 0x1f7);
    fixed(1, 0x3f6, 0x3f6);
  }
  if ((device.class & 4) === 0) {
    fixed(2, 0x170, 0x177);
    fixed(3, 0x376, 0x376);
  }
}
