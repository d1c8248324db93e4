import type { Host } from './host';
import { LEVEL } from './log';
import {
  BRIDGE_RESOURCES,
  resourceName,
  ROM_RESOURCE,
  IO_WINDOW,
  PREF_WINDOW,
  type PciBus,
  type PciDevice,
} from './pci-device';
import { windowsOf } from './allocate';
import { COMMAND, readConfig } from './config-access';
import { formatRegion, IO, MEM, PREFETCH, type Region } from './resource';

/** The window above that would contain it, of the right kind. */
function parentWindow(bus: PciBus, region: Region): Region | null {
  let fallback: Region | null = null;
  for (const window of windowsOf(bus)) {
    if (window.flags === 0 || region.start < window.start || region.end > window.end) continue;
    if (((window.flags ^ region.flags) & (IO | MEM)) !== 0) continue;
    if (((window.flags ^ region.flags) & PREFETCH) === 0) return window;
    if ((window.flags & PREFETCH) === 0) fallback ??= window;
    else if ((region.flags & PREFETCH) === 0) continue;
  }
  return fallback;
}

function claim(host: Host, device: PciDevice, index: number): boolean {
  const region = device.region(index);
  const what = `${resourceName(index)} ${formatRegion(region)}`;
  const window = parentWindow(device.bus, region);
  if (window === null) {
    host.say(LEVEL.info, device, `${what}: can't claim; no compatible bridge window`);
    return false;
  }
  const conflict = window.request(region);
  if (conflict === null) return true;
  const text = `${what}: can't claim; address conflict with ${conflict.name} ${formatRegion(conflict)}`;
  host.say(LEVEL.info, device, text);
  return false;
}

function claimWindows(host: Host, bus: PciBus): void {
  const bridge = bus.self;
  if (bridge !== null) {
    for (let i = IO_WINDOW; i <= PREF_WINDOW; i++) {
      const region = bridge.region(i);
      if (region.flags === 0 || region.parent !== null) continue;
      if (region.start === 0 || !claim(host, bridge, i)) {
        Object.assign(region, { start: 0, end: 0, flags: 0 });
      }
    }
  }
  for (const child of bus.children) claimWindows(host, child);
}

/** `pass` 0: what decodes already; 1: the rest. Addresses that cannot stay are to be assigned anew. */
function claimBars(host: Host, bus: PciBus, pass: 0 | 1): void {
  for (const device of bus.devices) {
    const command = readConfig(host, device.rid, 0x04, 2);
    for (const [index, region] of device.used()) {
      if (index === ROM_RESOURCE || index >= BRIDGE_RESOURCES || region.parent !== null) continue;
      if (region.start === 0) continue;
      const bit = (region.flags & IO) === 0 ? COMMAND.memory : COMMAND.io;
      if (((command & bit) === 0 ? 1 : 0) !== pass) continue;
      if (!claim(host, device, index)) forget(region);
    }
    if (device.subordinate !== null) claimBars(host, device.subordinate, pass);
  }
}

function forget(region: Region): void {
  region.end -= region.start;
  region.start = 0;
}

function claimRoms(host: Host, bus: PciBus): void {
  for (const device of bus.devices) {
    const rom = device.resources[ROM_RESOURCE];
    if (rom !== undefined && rom.flags !== 0 && rom.parent === null && rom.start !== 0) {
      if (!claim(host, device, ROM_RESOURCE)) forget(rom);
    }
    if (device.subordinate !== null) claimRoms(host, device.subordinate);
  }
}

/** Keeps what the firmware assigned (`pcibios_resource_survey`). */
export function claimFirmwareResources(host: Host): void {
  for (const bus of host.rootBuses) claimWindows(host, bus);
  for (const bus of host.rootBuses) claimBars(host, bus, 0);
  for (const bus of host.rootBuses) claimBars(host, bus, 1);
  for (const bus of host.rootBuses) claimRoms(host, bus);
}
