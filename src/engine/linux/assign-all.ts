import { assignBus, type Failure } from './assign';
import { setupBridge } from './bridge-windows';
import type { Host } from './host';
import { busName } from './address';
import { LEVEL } from './log';
import {
  BRIDGE_RESOURCES,
  IO_WINDOW,
  IOV_RESOURCES,
  MEM_WINDOW,
  PREF_WINDOW,
  type PciBus,
  type PciDevice,
} from './pci-device';
import { formatRegion, IO, MEM, MEM_64, PREFETCH, type Region } from './resource';
import { windowsOf } from './allocate';
import { sizeBridges, Wishes } from './size-windows';

function depth(bus: PciBus): number {
  return Math.max(0, ...bus.children.map((child) => depth(child) + 1));
}

/** A PF whose VF BARs have no address yet makes the kernel try harder without being asked. */
function someVfBarUnassigned(bus: PciBus): boolean {
  return bus.devices.some((device) => {
    for (let i = IOV_RESOURCES; i < BRIDGE_RESOURCES; i++) {
      const region = device.resources[i];
      if (region !== undefined && region.flags !== 0 && region.start === 0) return true;
    }
    return device.subordinate !== null && someVfBarUnassigned(device.subordinate);
  });
}

/** Assigns what is still without a place; with `realloc` bridges' windows may be given up and asked for anew. */
export function assignUnassigned(host: Host, bus: PciBus): void {
  const { realloc } = host.options;
  const automatic = realloc === null && someVfBarUnassigned(bus);
  const enabled = realloc ?? automatic;
  const name = `pci_bus ${busName(bus.number)}:`;
  let tries = 1;
  if (enabled) {
    const levels = depth(bus);
    tries = levels + 1;
    host.log.print(LEVEL.info, `${name} max bus depth: ${levels} pci_try_num: ${tries}`);
  }
  for (let attempt = 1; ; attempt++) {
    const failures: Failure[] = [];
    const wishes = attempt === tries ? new Wishes() : null;
    sizeBridges(host, bus, wishes);
    assignBus(host, bus, wishes, failures);
    if (failures.length === 0) break;
    if (attempt >= tries) {
      if (realloc === null) {
        const text = automatic
          ? 'Automatically enabled pci realloc, if you have problem, try booting with pci=realloc=off'
          : 'Some PCI device resources are unassigned, try booting with pci=realloc';
        host.log.print(LEVEL.info, `${name} ${text}`);
      }
      break;
    }
    host.log.print(LEVEL.info, `${name} No. ${attempt + 1} try to assign unassigned res`);
    for (const { device, flags } of failures) {
      releaseWindows(host, device.bus, flags, attempt + 1 > 2);
    }
    for (const failure of failures) restore(failure);
  }
  dumpBus(host, bus);
}

function restore({ device, index, region, start, end, flags }: Failure): void {
  const window = device.isBridge && index >= IO_WINDOW && index <= PREF_WINDOW;
  Object.assign(region, { start, end, flags: window ? 0 : flags });
}

function releaseWindows(host: Host, bus: PciBus, type: number, subtree: boolean): void {
  let leaf = true;
  for (const { subordinate } of bus.devices) {
    if (subordinate === null) continue;
    leaf = false;
    if (subtree) releaseWindows(host, subordinate, type, true);
  }
  if (bus.self !== null && (subtree || leaf)) releaseWindow(host, bus, bus.self, type);
}

function windowFor(bridge: PciDevice, type: number): number {
  const pref = bridge.region(PREF_WINDOW);
  if ((type & IO) !== 0) return IO_WINDOW;
  if ((type & PREFETCH) === 0) return MEM_WINDOW;
  const wide = (pref.flags & MEM_64) !== 0;
  if ((type & MEM_64) !== 0 && wide) return PREF_WINDOW;
  return !wide && (pref.flags & PREFETCH) !== 0 ? PREF_WINDOW : MEM_WINDOW;
}

function releaseWindow(host: Host, bus: PciBus, bridge: PciDevice, type: number): void {
  const index = windowFor(bridge, type);
  const region = bridge.region(index);
  if (region.parent === null) return;
  region.releaseChildren();
  region.release();
  const flags = region.flags & (IO | MEM | PREFETCH | MEM_64);
  host.say(LEVEL.info, bridge, `resource ${index} ${formatRegion(region)} released`);
  region.end = region.size - 1;
  region.start = 0;
  region.flags = 0;
  setupBridge(host, bus, (flags & PREFETCH) === 0 ? flags : PREFETCH);
  region.flags = flags;
}

function dumpBus(host: Host, bus: PciBus): void {
  const print = (index: number, region: Region) => {
    if (region.flags === 0 || region.end <= 0) return;
    const text = `pci_bus ${busName(bus.number)}: resource ${index} ${formatRegion(region)}`;
    host.log.print(LEVEL.info, text);
  };
  windowsOf(bus).forEach((region, i) => print(bus.root ? i + 4 : i, region));
  for (const { subordinate } of bus.devices) if (subordinate !== null) dumpBus(host, subordinate);
}

/** After a rescan: new functions get their place, bridges keep their windows. */
export function assignNew(host: Host, bus: PciBus): void {
  const wishes = new Wishes();
  for (const { subordinate } of bus.devices) {
    if (subordinate !== null) sizeBridges(host, subordinate, wishes);
  }
  assignBus(host, bus, wishes, null);
}
