import { updateBar } from './bars';
import type { Host } from './host';
import { LEVEL } from './log';
import {
  BRIDGE_RESOURCES,
  IO_WINDOW,
  IOV_RESOURCES,
  PREF_WINDOW,
  resourceName,
  ROM_RESOURCE,
  type PciBus,
  type PciDevice,
} from './pci-device';
import {
  formatRegion,
  IO,
  MEM_64,
  PREFETCH,
  SIZEALIGN,
  STARTALIGN,
  TYPE_BITS,
  UNSET,
  type Region,
} from './resource';

const FOUR_GIB = 2 ** 32;
const MIN_IO = 0x1000;

/** Where a resource must begin: VF BARs at a multiple of one VF's, windows at what their sizing found. */
export function alignmentOf(device: PciDevice, index: number): number {
  const region = device.region(index);
  if (index >= IOV_RESOURCES && index < BRIDGE_RESOURCES)
    return device.sriov?.barSizes[index - IOV_RESOURCES] ?? 0;
  if ((region.flags & STARTALIGN) !== 0) return region.start;
  if ((region.flags & SIZEALIGN) !== 0) return region.size;
  return index >= BRIDGE_RESOURCES ? region.start : region.size;
}

/** The ranges that a bus can hand out: its bridge's windows, or the host bridge's. */
export function windowsOf(bus: PciBus): readonly Region[] {
  if (bus.self === null) return bus.parent === null ? bus.windows : windowsOf(bus.parent);
  const windows: Region[] = [];
  for (let i = IO_WINDOW; i <= PREF_WINDOW; i++) windows.push(bus.self.region(i));
  return windows;
}

/** x86: I/O keeps off the ISA aliases, memory off the first MiB. */
function architectureAlign(flags: number): (start: number) => number {
  if ((flags & IO) !== 0)
    return (start) => ((start & 0x300) === 0 ? start : (start + 0x3ff) & ~0x3ff);
  return (start) => Math.max(start, 0x100000);
}

interface Range {
  readonly low: number;
  readonly high: number;
}

function fromWindow(
  host: Host,
  bus: PciBus,
  region: Region,
  size: number,
  alignment: number,
  mask: number,
  range: Range,
): boolean {
  const isIo = (region.flags & IO) !== 0;
  const lowest = isIo ? MIN_IO : host.platform.memoryHole;
  const typeMask = mask | TYPE_BITS;
  for (const window of windowsOf(bus)) {
    if (window.flags === 0 || window.parent === null) continue;
    if (((region.flags ^ window.flags) & typeMask) !== 0) continue;
    if ((window.flags & PREFETCH) !== 0 && (region.flags & PREFETCH) === 0) continue;
    const start = Math.max(window.start, range.low);
    const end = Math.min(window.end, range.high);
    if (start > end) continue;
    const found = window.findFree(
      size,
      start === 0 ? lowest : start,
      end,
      alignment,
      architectureAlign(region.flags),
    );
    if (found === null) continue;
    region.start = found;
    region.end = found + size - 1;
    if (window.request(region) === null) return true;
  }
  return false;
}

/** `pci_bus_alloc_resource`: 64-bit resources first above 4 GiB. */
function fromBus(
  host: Host,
  bus: PciBus,
  region: Region,
  size: number,
  alignment: number,
  mask: number,
): boolean {
  const take = (range: Range) => fromWindow(host, bus, region, size, alignment, mask, range);
  if ((region.flags & MEM_64) === 0) return take({ low: 0, high: FOUR_GIB - 1 });
  return take({ low: FOUR_GIB, high: 2 ** 53 - 1 }) || take({ low: 0, high: 2 ** 53 - 1 });
}

function place(host: Host, device: PciDevice, index: number, size: number, alignment: number) {
  const region = device.region(index);
  const { bus } = device;
  if (fromBus(host, bus, region, size, alignment, PREFETCH | MEM_64)) return true;
  const wide = (region.flags & MEM_64) !== 0;
  const pref = (region.flags & PREFETCH) !== 0;
  if (wide && pref && fromBus(host, bus, region, size, alignment, PREFETCH)) return true;
  return (wide || pref) && fromBus(host, bus, region, size, alignment, 0);
}

/** `pci_assign_resource`: finds room and says so, or says that there is none. */
export function assignResource(host: Host, device: PciDevice, index: number): boolean {
  const region = device.region(index);
  const name = resourceName(index);
  const say = (what: string) =>
    host.say(LEVEL.info, device, `${name} ${formatRegion(region)}: ${what}`);
  const alignment = alignmentOf(device, index);
  region.flags |= UNSET;
  if (alignment === 0) {
    say("can't assign; bogus alignment");
    return false;
  }
  const { start, end } = region;
  if (!place(host, device, index, region.size, alignment)) {
    Object.assign(region, { start, end });
    say("can't assign; no space");
    say('failed to assign');
    return false;
  }
  region.flags &= ~(UNSET | STARTALIGN);
  say('assigned');
  if (index < ROM_RESOURCE || (index > ROM_RESOURCE && index < BRIDGE_RESOURCES))
    updateBar(host, device, index);
  return true;
}

/** `pci_reassign_resource`: grows one that has its place already. */
export function growResource(
  host: Host,
  device: PciDevice,
  index: number,
  addSize: number,
  alignment: number,
): boolean {
  const region = device.region(index);
  if (region.parent === null) return false;
  const { start, end, parent } = region;
  const size = region.size + addSize;
  region.release();
  region.flags |= UNSET;
  if (!place(host, device, index, size, alignment)) {
    Object.assign(region, { start, end });
    region.flags &= ~UNSET;
    parent.request(region);
    const text = `${resourceName(index)} ${formatRegion(region)}: failed to expand by 0x${addSize.toString(16)}`;
    host.say(LEVEL.info, device, text);
    return false;
  }
  region.flags &= ~(UNSET | STARTALIGN);
  const text = `${resourceName(index)} ${formatRegion(region)}: reassigned; expanded by 0x${addSize.toString(16)}`;
  host.say(LEVEL.info, device, text);
  if (index < BRIDGE_RESOURCES) updateBar(host, device, index);
  return true;
}
