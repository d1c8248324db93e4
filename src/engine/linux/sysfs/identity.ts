import { hex } from '../address';
import type { PciDevice } from '../pci-device';
import type { VNode } from '../vfs';
import { line, readWrite } from '../vfs-nodes';

function modalias(device: PciDevice): string {
  const up = (value: number, digits: number) => hex(value, digits).toUpperCase();
  const ids = `v${up(device.vendor, 8)}d${up(device.device, 8)}`;
  const sub = `sv${up(device.subVendor, 8)}sd${up(device.subDevice, 8)}`;
  const [base, subclass, progIf] = [device.class >> 16, device.class >> 8, device.class];
  const cls = `bc${up(base & 0xff, 2)}sc${up(subclass & 0xff, 2)}i${up(progIf & 0xff, 2)}`;
  return `pci:${ids}${sub}${cls}`;
}

/** The files that say what a function is. */
export function identity(device: PciDevice, entries: Map<string, VNode>): void {
  const set = (name: string, read: () => string) => entries.set(name, line(read));
  set('class', () => `0x${hex(device.class, 6)}`);
  set('device', () => `0x${hex(device.device, 4)}`);
  set('modalias', () => modalias(device));
  set('revision', () => `0x${hex(device.revision, 2)}`);
  set('subsystem_device', () => `0x${hex(device.subDevice, 4)}`);
  set('subsystem_vendor', () => `0x${hex(device.subVendor, 4)}`);
  set('vendor', () => `0x${hex(device.vendor, 4)}`);
  entries.set(
    'uevent',
    readWrite(
      () => uevent(device),
      () => undefined,
    ),
  );
}

function uevent(device: PciDevice): string {
  const driver = device.driver === null ? '' : `DRIVER=${device.driver.name}\n`;
  const id = `${hex(device.vendor, 4)}:${hex(device.device, 4)}`.toUpperCase();
  const subsystem = `${hex(device.subVendor, 4)}:${hex(device.subDevice, 4)}`.toUpperCase();
  return `${driver}PCI_CLASS=${device.class.toString(16).toUpperCase()}\nPCI_ID=${id}\nPCI_SUBSYS_ID=${subsystem}\nPCI_SLOT_NAME=${device.name}\nMODALIAS=${modalias(device)}\n`;
}
