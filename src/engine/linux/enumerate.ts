import { formatBuses } from './resource';
import { readConfig, writeConfig, findExtended, EXT } from './config-access';
import { addFunction, findFunction } from './function';
import type { Host } from './host';
import { LEVEL } from './log';
import { IO_WINDOW, PciBus, PREF_WINDOW, type PciDevice } from './pci-device';
import { readWindows } from './bridge-windows';
import { hex } from './address';

/** Port types whose link has only device 0: root ports and downstream ports. */
function singleDevice(host: Host, bus: PciBus): boolean {
  const type = bus.self?.portType;
  return !host.options.scanAll && (type === 4 || type === 6);
}

/** The function after `fn` of a slot; -1 ends. `device` is null where nobody answered. */
function nextFunction(host: Host, bus: PciBus, device: PciDevice | null, fn: number): number {
  if (bus.ariEnabled) {
    const at = device === null ? 0 : findExtended(host, device, EXT.ari);
    if (device === null || at === 0) return -1;
    const next = readConfig(host, device.rid, at + 5, 1);
    return next <= fn ? -1 : next;
  }
  if (fn >= 7 || (device !== null && !device.multifunction)) return -1;
  return fn + 1;
}

function scanSlot(host: Host, bus: PciBus, devfn: number): void {
  if (singleDevice(host, bus) && devfn > 0) return;
  for (let fn = 0; fn >= 0;) {
    if (devfn + fn > 255) return;
    const device =
      findFunction(bus, devfn + fn) ?? addFunction(host, bus, (bus.number << 8) | (devfn + fn));
    if (device === null && fn === 0) return;
    if (device !== null && fn > 0) device.multifunction = true;
    fn = nextFunction(host, bus, device, fn);
  }
}

/** Bus numbers beyond this one that the VFs of its PFs may need. */
function reservedForVfs(bus: PciBus): number {
  const last = Math.max(0, ...bus.devices.map((device) => device.sriov?.maxVfBuses ?? 0));
  return last === 0 ? 0 : last - bus.number;
}

/** Scans a bus and what is behind its bridges; returns the highest bus number used. */
export function scanBus(host: Host, bus: PciBus): number {
  let max = bus.number;
  for (let devfn = 0; devfn < 256; devfn += 8) scanSlot(host, bus, devfn);
  max += reservedForVfs(bus);
  if (!bus.added) {
    if (bus.self !== null) {
      const text = `PCI bridge to ${formatBuses(bus.number, bus.busEnd)}`;
      host.say(LEVEL.info, bus.self, text);
      if (!host.is612) readWindows(host, bus.self, true);
    }
    bus.added = true;
  }
  const bridges = bus.devices.filter((device) => device.isBridge);
  for (const bridge of bridges) max = scanBridge(host, bus, bridge, max, false);
  for (const bridge of bridges) max = scanBridge(host, bus, bridge, max, true);
  return max;
}

/**
 * In the first pass what the firmware numbered, in the second what it did not (or what `pci=assign-busses` says to
 * number anew).
 */
function scanBridge(
  host: Host,
  bus: PciBus,
  bridge: PciDevice,
  max: number,
  second: boolean,
): number {
  const { rid } = bridge;
  const numbers = readConfig(host, rid, 0x18, 4);
  const primary = numbers & 0xff;
  const secondary = (numbers >>> 8) & 0xff;
  const subordinate = (numbers >>> 16) & 0xff;
  let broken = false;
  const sensible = primary === bus.number && secondary > bus.number && secondary <= subordinate;
  if (!second && !sensible) {
    const range = `[bus ${hex(secondary, 2)}-${hex(subordinate, 2)}]`;
    const text = `bridge configuration invalid (${range}), reconfiguring`;
    host.say(LEVEL.info, bridge, text);
    broken = true;
  }
  if ((secondary !== 0 || subordinate !== 0) && !host.options.assignBusses && !broken) {
    if (second) return max;
    const child = bridge.subordinate ?? addBus(bus, bridge, secondary, subordinate);
    const used = scanBus(host, child);
    if (used > subordinate) {
      const text = `bridge has subordinate ${hex(subordinate, 2)} but max busn ${hex(used, 2)}`;
      host.say(LEVEL.warn, bridge, text);
    }
    return Math.max(max, subordinate);
  }
  if (!second) {
    if (bridge.subordinate === null) writeConfig(host, rid, 0x18, 4, (numbers & 0xff000000) >>> 0);
    return max;
  }
  return number(host, bus, bridge, max);
}

function number(host: Host, bus: PciBus, bridge: PciDevice, max: number): number {
  const existing = bridge.subordinate;
  if (existing !== null) {
    scanBus(host, existing);
    return Math.max(max, existing.busEnd);
  }
  const next = max + 1;
  if (next > bus.busEnd) return max;
  const { rid } = bridge;
  const child = addBus(bus, bridge, next, bus.busEnd);
  const write = (last: number) => {
    const keep = readConfig(host, rid, 0x1b, 1) * 2 ** 24;
    writeConfig(host, rid, 0x18, 4, keep + last * 65536 + next * 256 + bus.number);
  };
  write(child.busEnd);
  const used = scanBus(host, child);
  const range = formatBuses(child.number, child.busEnd);
  child.busEnd = used;
  host.log.print(
    LEVEL.info,
    `pci_bus 0000:${hex(next, 2)}: busn_res: ${range} end is updated to ${hex(used, 2)}`,
  );
  write(used);
  return used;
}

function addBus(parent: PciBus, bridge: PciDevice, first: number, last: number): PciBus {
  const bus = new PciBus(first, last, parent, bridge);
  parent.children.push(bus);
  bridge.subordinate = bus;
  for (let i = IO_WINDOW; i <= PREF_WINDOW; i++)
    bridge.region(i).name = `PCI Bus 0000:${hex(first, 2)}`;
  return bus;
}
