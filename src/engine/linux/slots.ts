import { hex } from './address';
import { readConfig } from './config-access';
import type { Host } from './host';
import type { PciDevice } from './pci-device';
import { virtfnBus, virtfnDevfn } from './sriov-init';

function address(bus: number, device: number): string {
  return `0000:${hex(bus, 2)}:${hex(device, 2)}`;
}

/** Ports whose only slot ACPI describes as one that can be plugged, and its bus: what is in it is no bridge of its own. */
function pluggable(host: Host): readonly { readonly port: PciDevice; readonly bus: number }[] {
  const found: { port: PciDevice; bus: number }[] = [];
  for (const port of host.sorted()) {
    const { subordinate } = port;
    if (!port.hotplugBridge || subordinate === null) continue;
    if (subordinate.devices.every((below) => !below.isBridge))
      found.push({ port, bus: subordinate.number });
  }
  return found.sort((a, b) => a.bus - b.bus);
}

/**
 * Two parts of the kernel register each of ACPI's slots by the number ACPI gives it. Where that name is taken already,
 * the first takes `N-1` and the second the next that is free.
 */
function addAcpiSlot(slots: Map<string, string>, number: number, where: string): void {
  let name = String(number);
  for (let copy = 2; slots.has(name); copy++) name = `${number}-${copy}`;
  slots.set(name, where);
}

/** Slots of VFs that were there when the firmware's tables were written, named by their device number. */
function addVfSlots(slots: Map<string, string>, pf: PciDevice): void {
  const { sriov } = pf;
  if (sriov === null || pf.bus.self?.hotplugBridge !== true) return;
  for (let i = 0; i < sriov.totalVfs; i++) {
    const devfn = virtfnDevfn(pf, sriov, i);
    const device = devfn >> 3;
    const bus = virtfnBus(pf, sriov, i);
    if ((devfn & 7) !== 0 || device === 0 || bus !== pf.bus.number) continue;
    addAcpiSlot(slots, device, address(bus, device));
  }
}

/** Hot-plug slots by name, and the address of the device in each as `/sys/bus/pci/slots/NAME/address` has it. */
export function slotsOf(host: Host): ReadonlyMap<string, string> {
  const slots = new Map<string, string>();
  if (host.machine.chipset === 'i440fx') {
    for (let device = 2; device < 32; device++) slots.set(String(device), address(0, device));
    return slots;
  }
  if (host.machine.chipset === 'server') {
    for (const { port, bus } of pluggable(host)) {
      const number = readConfig(host, port.rid, port.pcieCap + 0x14, 4) >>> 19;
      slots.set(String(number), address(bus, 0));
    }
    return slots;
  }
  for (const { bus } of pluggable(host)) addAcpiSlot(slots, 0, address(bus, 0));
  if (host.machine.qemu === '10.0') for (const device of host.sorted()) addVfSlots(slots, device);
  return slots;
}
