import { assignNew } from './assign-all';
import { attachDevice } from './driver-core';
import { scanBus } from './enumerate';
import type { Host } from './host';
import type { PciBus, PciDevice } from './pci-device';
import { removeFunction } from './sriov';

/** Write to `remove`: the function goes with everything below it. VFs of a PF stay behind. */
export function removeDevice(host: Host, device: PciDevice): void {
  if (!device.registered) return;
  const { subordinate } = device;
  if (subordinate !== null) {
    for (const below of [...subordinate.devices].reverse()) removeDevice(host, below);
    const siblings = device.bus.children;
    const at = siblings.indexOf(subordinate);
    if (at >= 0) siblings.splice(at, 1);
    device.subordinate = null;
  }
  removeFunction(host, device);
}

function rootOf(bus: PciBus): PciBus {
  let at = bus;
  while (at.parent !== null) at = at.parent;
  return at;
}

/** Scans a bus again, gives what is new its resources and lets the drivers look at it. */
export function rescanBelow(host: Host, bus: PciBus): void {
  scanBus(host, bus);
  assignNew(host, bus.root ? bus : rootOf(bus));
  bindNew(host, bus);
}

function bindNew(host: Host, bus: PciBus): void {
  for (const device of bus.devices.slice()) {
    if (device.registered && device.physfn === null && !device.offered) {
      device.offered = true;
      attachDevice(host, device);
    }
    if (device.subordinate !== null) bindNew(host, device.subordinate);
  }
}

/** Write to `/sys/bus/pci/rescan`. */
export function rescanAll(host: Host): void {
  for (const root of host.rootBuses) rescanBelow(host, root);
}
