import { readConfig, writeConfig } from './config-access';
import type { Host } from './host';
import { LEVEL } from './log';
import { IO_WINDOW, MEM_WINDOW, PREF_WINDOW, type PciBus, type PciDevice } from './pci-device';
import { formatBuses, formatRegion, IO, MEM, MEM_64, PREFETCH } from './resource';

/** Which windows the bridge implements: optional ones read 0 whatever is written. */
export function detectWindows(host: Host, bridge: PciDevice): void {
  const { rid } = bridge;
  const io = readConfig(host, rid, 0x1c, 2);
  bridge.ioWindow = sticks(host, rid, 0x1c, 2, 0xe0f0, io) !== 0;
  const pref = readConfig(host, rid, 0x24, 4);
  bridge.prefWindow = sticks(host, rid, 0x24, 4, 0xffe0fff0, pref) !== 0;
  if (!bridge.prefWindow) return;
  const low = readConfig(host, rid, 0x24, 4);
  if ((low & 0xf) !== 1) return;
  const upper = readConfig(host, rid, 0x28, 4);
  bridge.pref64Window = sticks(host, rid, 0x28, 4, 0xffffffff, upper) !== 0;
}

function sticks(
  host: Host,
  rid: number,
  offset: number,
  width: 2 | 4,
  probe: number,
  before: number,
): number {
  if (before !== 0) return before;
  writeConfig(host, rid, offset, width, probe);
  const after = readConfig(host, rid, offset, width);
  writeConfig(host, rid, offset, width, 0);
  return after;
}

/** What the firmware left in the windows becomes the bridge's resources; one line each. */
export function readWindows(host: Host, bridge: PciDevice, print: boolean): void {
  const { rid } = bridge;
  const say = (index: number) => {
    if (print)
      host.say(LEVEL.info, bridge, `  bridge window ${formatRegion(bridge.region(index))}`);
  };
  if (bridge.ioWindow) {
    const base = readConfig(host, rid, 0x1c, 1);
    const limit = readConfig(host, rid, 0x1d, 1);
    const wide = (base & 0xf) === 1;
    const start = (base & 0xf0) * 256 + (wide ? readConfig(host, rid, 0x30, 2) * 65536 : 0);
    const end = (limit & 0xf0) * 256 + (wide ? readConfig(host, rid, 0x32, 2) * 65536 : 0) + 0xfff;
    if (start < end && base !== 0) {
      Object.assign(bridge.region(IO_WINDOW), { start, end, flags: (base & 0xf) | IO });
      say(IO_WINDOW);
    }
  }
  const start = (readConfig(host, rid, 0x20, 2) & 0xfff0) * 65536;
  const end = (readConfig(host, rid, 0x22, 2) & 0xfff0) * 65536 + 0xfffff;
  if (start < end && start !== 0) {
    Object.assign(bridge.region(MEM_WINDOW), { start, end, flags: MEM });
    say(MEM_WINDOW);
  }
  if (!bridge.prefWindow) return;
  const low = readConfig(host, rid, 0x24, 2);
  const high = readConfig(host, rid, 0x26, 2);
  const wide = (low & 0xf) === 1;
  const prefStart = (low & 0xfff0) * 65536 + (wide ? readConfig(host, rid, 0x28, 4) * 2 ** 32 : 0);
  const prefEnd =
    (high & 0xfff0) * 65536 + 0xfffff + (wide ? readConfig(host, rid, 0x2c, 4) * 2 ** 32 : 0);
  if (prefStart < prefEnd && prefStart !== 0) {
    const flags = (low & 0xf) | MEM | PREFETCH | (wide ? MEM_64 : 0);
    Object.assign(bridge.region(PREF_WINDOW), { start: prefStart, end: prefEnd, flags });
    say(PREF_WINDOW);
  }
}

/** `pci_setup_bridge` for the windows whose type is in `types`: lines and registers. */
export function setupBridge(host: Host, bus: PciBus, types = IO | MEM | PREFETCH): void {
  const bridge = bus.self;
  if (bridge === null) return;
  host.say(LEVEL.info, bridge, `PCI bridge to ${formatBuses(bus.number, bus.busEnd)}`);
  if ((types & IO) !== 0) setupIo(host, bridge);
  if ((types & MEM) !== 0) setupMemory(host, bridge);
  if ((types & PREFETCH) !== 0) setupPref(host, bridge);
}

function announce(host: Host, bridge: PciDevice, index: number, type: number) {
  const region = bridge.resources[index];
  if (region === undefined || (region.flags & type) === 0) return undefined;
  host.say(LEVEL.info, bridge, `  bridge window ${formatRegion(region)}`);
  return region;
}

function setupIo(host: Host, bridge: PciDevice): void {
  const region = announce(host, bridge, IO_WINDOW, IO);
  const { rid } = bridge;
  const base = region === undefined ? 0xf0 : Math.floor(region.start / 256) & 0xf0;
  const limit = region === undefined ? 0 : Math.floor(region.end / 256) & 0xf0;
  writeConfig(host, rid, 0x30, 4, 0x0000ffff);
  writeConfig(host, rid, 0x1c, 2, limit * 256 + base);
  writeConfig(host, rid, 0x30, 4, 0);
}

function setupMemory(host: Host, bridge: PciDevice): void {
  const region = announce(host, bridge, MEM_WINDOW, MEM);
  writeConfig(host, bridge.rid, 0x20, 4, region === undefined ? 0xfff0 : packed(region));
}

function setupPref(host: Host, bridge: PciDevice): void {
  const region = announce(host, bridge, PREF_WINDOW, PREFETCH);
  const { rid } = bridge;
  writeConfig(host, rid, 0x2c, 4, 0);
  writeConfig(host, rid, 0x24, 4, region === undefined ? 0xfff0 : packed(region));
  const wide = region !== undefined && (region.flags & MEM_64) !== 0;
  writeConfig(host, rid, 0x28, 4, wide ? Math.floor(region.start / 2 ** 32) : 0);
  writeConfig(host, rid, 0x2c, 4, wide ? Math.floor(region.end / 2 ** 32) : 0);
}

/** Base and limit in one register: bits 31:20 of each address. */
function packed(region: { readonly start: number; readonly end: number }): number {
  const base = Math.floor(region.start / 65536) & 0xfff0;
  const limit = Math.floor(region.end / 65536) & 0xfff0;
  return limit * 65536 + base;
}
