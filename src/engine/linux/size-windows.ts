import { alignmentOf, windowsOf } from './allocate';
import type { Host } from './host';
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
import {
  formatBuses,
  formatRegion,
  IO,
  MEM,
  MEM_64,
  PCI_FIXED,
  PREFETCH,
  STARTALIGN,
  type Region,
} from './resource';

const MIB = 2 ** 20;
/** What a hot-plug port gets beyond need: `pci=hpiosize`, `hpmmiosize`, `hpmmioprefsize` unchanged. */
const HOTPLUG_IO = 256;
const HOTPLUG_MEM = 2 * MIB;

/** A resource and what it would like beyond what it must have. */
export interface Wish {
  readonly device: PciDevice;
  readonly index: number;
  readonly region: Region;
  readonly addSize: number;
  readonly alignment: number;
}

/** `realloc_head`: wishes, newest first; null where wishes count as needs. */
export class Wishes {
  list: Wish[] = [];

  add(device: PciDevice, index: number, addSize: number, alignment: number): void {
    this.list.unshift({ device, index, region: device.region(index), addSize, alignment });
  }

  of(region: Region): Wish | undefined {
    return this.list.find((wish) => wish.region === region);
  }

  drop(region: Region): void {
    const at = this.list.findIndex((wish) => wish.region === region);
    if (at >= 0) this.list.splice(at, 1);
  }
}

function alignUp(value: number, alignment: number): number {
  return Math.ceil(value / alignment) * alignment;
}

/** Needs of every bus below, deepest first: each bridge's windows get a size and an alignment. */
export function sizeBridges(host: Host, bus: PciBus, wishes: Wishes | null): void {
  for (const { subordinate } of bus.devices) {
    if (subordinate !== null) sizeBridges(host, subordinate, wishes);
  }
  const bridge = bus.self;
  if (bridge === null) return;
  checkRanges(bridge);
  const extraIo = bridge.hotplugBridge ? HOTPLUG_IO : 0;
  let extraMem = bridge.hotplugBridge ? HOTPLUG_MEM : 0;
  const extraPref = extraMem;
  const least = (extra: number) => (wishes === null ? extra : 0);
  sizeIo(host, bus, bridge, least(extraIo), extraIo, wishes);

  const pref = bridge.region(PREF_WINDOW);
  let mask = MEM;
  let others: readonly number[] = [];
  if ((pref.flags & MEM_64) !== 0) {
    const wide = MEM | PREFETCH | MEM_64;
    if (sizeMemory(host, bus, bridge, wide, [wide], least(extraPref), extraPref, wishes)) {
      mask = wide;
      others = [MEM | PREFETCH, MEM | MEM_64];
    }
  }
  if (others.length === 0) {
    const narrow = MEM | PREFETCH;
    if (sizeMemory(host, bus, bridge, narrow, [narrow], least(extraPref), extraPref, wishes))
      mask = narrow;
    else extraMem += extraPref;
  }
  sizeMemory(host, bus, bridge, mask, [MEM, ...others], least(extraMem), extraMem, wishes);
}

function checkRanges(bridge: PciDevice): void {
  bridge.region(MEM_WINDOW).flags |= MEM;
  if (bridge.ioWindow) bridge.region(IO_WINDOW).flags |= IO;
  if (bridge.prefWindow) {
    bridge.region(PREF_WINDOW).flags |= MEM | PREFETCH | (bridge.pref64Window ? MEM_64 | 1 : 0);
  }
}

/** A free window of that type, else an assigned one. */
function windowOfType(bus: PciBus, mask: number, type: number): Region | undefined {
  const fitting = windowsOf(bus).filter((window) => (window.flags & mask) === type);
  return fitting.find(({ parent }) => parent === null) ?? fitting[0];
}

function disableUnused(host: Host, bus: PciBus, bridge: PciDevice, window: Region): void {
  if (window.start !== 0 || window.end !== 0) {
    const to = formatBuses(bus.number, bus.busEnd);
    const text = `disabling bridge window ${formatRegion(window)} to ${to} (unused)`;
    host.say(LEVEL.info, bridge, text);
  }
  window.flags = 0;
}

/** What a window already had, as the size it must keep; the 0-0 of an unset one is nothing. */
function oldSize(window: Region): number {
  return window.size === 1 ? 0 : window.size;
}

function total(size: number, add: number, children: number, old: number, align: number): number {
  return alignUp(Math.max(Math.max(size, add) + children, old), align);
}

function sizeIo(
  host: Host,
  bus: PciBus,
  bridge: PciDevice,
  least: number,
  extra: number,
  wishes: Wishes | null,
): void {
  const window = windowOfType(bus, IO, IO);
  if (window === undefined || window.parent !== null) return;
  let size = 0;
  let children = 0;
  let alignment = 0x1000;
  for (const device of bus.devices) {
    for (const [index, region] of device.used()) {
      if (region.parent !== null || (region.flags & IO) === 0) continue;
      size += region.size;
      alignment = Math.max(alignment, alignmentOf(device, index));
      children += wishes?.of(region)?.addSize ?? 0;
    }
  }
  size = Math.max(size, least);
  const old = oldSize(window);
  const needed = total(size, 0, 0, old, alignment);
  const wished =
    wishes === null || (extra === 0 && children === 0)
      ? needed
      : total(size, extra, children, old, alignment);
  if (needed === 0 && wished === 0) {
    disableUnused(host, bus, bridge, window);
    return;
  }
  setNeed(window, needed, alignment);
  if (wishes === null || wished <= needed) return;
  wishes.add(bridge, IO_WINDOW, wished - needed, alignment);
  const text = `bridge window ${formatRegion(window)} to ${formatBuses(bus.number, bus.busEnd)}`;
  host.say(LEVEL.info, bridge, `${text} add_size ${(wished - needed).toString(16)}`);
}

function setNeed(window: Region, size: number, alignment: number): void {
  window.start = alignment;
  window.end = alignment + size - 1;
  window.flags |= STARTALIGN;
}

/** The least alignment with which everything fits without gaps: aligns[i] bytes want 2^(i+20). */
function memoryAlignment(aligns: readonly number[], highest: number): number {
  let sum = 0;
  let least = 0;
  for (let order = 0; order <= highest; order++) {
    const step = 2 ** (order + 20);
    if (sum === 0) least = step;
    else if (alignUp(sum + least, least) < step) least = step / 2;
    sum += aligns[order] ?? 0;
  }
  return least;
}

/** false: the bus has no window of that type. */
function sizeMemory(
  host: Host,
  bus: PciBus,
  bridge: PciDevice,
  mask: number,
  types: readonly number[],
  least: number,
  extra: number,
  wishes: Wishes | null,
): boolean {
  const window = windowOfType(bus, mask | PREFETCH, types[0] ?? MEM);
  if (window === undefined) return false;
  if (window.parent !== null) return true;
  const aligns: number[] = Array.from({ length: 24 }, () => 0);
  let highest = 0;
  let size = 0;
  let children = 0;
  let addAlign = 0;
  for (const device of bus.devices) {
    for (const [index, region] of device.used()) {
      if (region.parent !== null || (region.flags & PCI_FIXED) !== 0 || (region.flags & IO) !== 0)
        continue;
      if (!types.includes(region.flags & mask)) continue;
      const alignment = alignmentOf(device, index);
      if (wishes !== null && index >= IOV_RESOURCES && index < BRIDGE_RESOURCES) {
        addAlign = Math.max(addAlign, alignment);
        children += region.size;
        wishes.add(device, index, region.size, 0);
        region.end = region.start - 1;
        continue;
      }
      const order = Math.max(0, Math.round(Math.log2(alignment)) - 20);
      if (order >= aligns.length) {
        region.flags = 0;
        continue;
      }
      size += Math.max(region.size, alignment);
      if (region.size <= alignment) aligns[order] = (aligns[order] ?? 0) + alignment;
      highest = Math.max(highest, order);
      const wish = wishes?.of(region);
      children += wish?.addSize ?? 0;
      addAlign = Math.max(addAlign, wish?.alignment ?? 0);
    }
  }
  const minimal = Math.max(memoryAlignment(aligns, highest), MIB);
  size = Math.max(size, least);
  const old = oldSize(window);
  const needed = total(size, 0, 0, old, minimal);
  addAlign = Math.max(minimal, addAlign);
  const wished =
    wishes === null || (extra === 0 && children === 0)
      ? needed
      : total(size, extra, children, old, addAlign);
  if (needed === 0 && wished === 0) {
    disableUnused(host, bus, bridge, window);
    return true;
  }
  setNeed(window, needed, minimal);
  if (wishes === null || wished <= needed) return true;
  const index = bridge.resources.indexOf(window);
  wishes.add(bridge, index, wished - needed, addAlign);
  const more = (wished - needed).toString(16);
  const to = formatBuses(bus.number, bus.busEnd);
  const text = `bridge window ${formatRegion(window)} to ${to} add_size ${more} add_align ${addAlign.toString(16)}`;
  host.say(LEVEL.info, bridge, text);
  return true;
}
