import { assignNew } from './assign-all';
import { attachDevice, detachDevice } from './driver-core';
import { scanBus } from './enumerate';
import type { Host } from './host';
import type { PciBus, PciDevice } from './pci-device';
import { releaseBus, removeFunction } from './sriov';

/** Drivers let go, from the last function below up to this one. */
function stop(host: Host, device: PciDevice): void {
  for (const below of device.subordinate?.devices.slice().reverse() ?? []) stop(host, below);
  detachDevice(host, device);
}

/** The functions leave sysfs, what is below first, and their bus with them. */
function forget(host: Host, device: PciDevice): void {
  const { subordinate } = device;
  if (subordinate !== null) {
    for (const below of subordinate.devices.slice()) forget(host, below);
    releaseBus(host, subordinate);
    device.subordinate = null;
  }
  removeFunction(host, device);
}

/** Write to `remove`: the function goes with everything below it. VFs of a PF stay behind. */
export function removeDevice(host: Host, device: PciDevice): void {
  if (!device.registered) return;
  stop(host, device);
  forget(host, device);
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
