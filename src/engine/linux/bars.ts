import { readConfig, writeConfig } from './config-access';
import type { Host } from './host';
import { LEVEL } from './log';
import { IOV_RESOURCES, resourceName, ROM_RESOURCE, type PciDevice } from './pci-device';
import {
  formatRegion,
  IO,
  MEM,
  MEM_64,
  PREFETCH,
  READONLY,
  ROM_ENABLE,
  SIZEALIGN,
} from './resource';

/** Sizes the BAR at `offset` and puts what it finds into resource `index`. Returns whether it takes two registers. */
export function readBar(host: Host, device: PciDevice, index: number, offset: number): boolean {
  const { rid } = device;
  const rom = index === ROM_RESOURCE;
  const probe = rom ? 0xfffff800 : 0xffffffff;
  const low = readConfig(host, rid, offset, 4);
  writeConfig(host, rid, offset, 4, probe);
  const mask = readConfig(host, rid, offset, 4);
  writeConfig(host, rid, offset, 4, low);
  if (mask === 0xffffffff || mask === 0 || low === 0xffffffff) return false;

  let start = 0;
  let flags = 0;
  let size = 0;
  let wide = false;
  if (rom) {
    start = (low & 0xfffff800) >>> 0;
    size = sizeOf((mask & 0xfffff800) >>> 0);
    flags = MEM | PREFETCH | READONLY | (low & ROM_ENABLE);
  } else if ((low & 1) === 1) {
    start = (low & 0xfffc) >>> 0;
    size = sizeOf(((mask & 0xfffc) | 0xffff0000) >>> 0);
    flags = IO | (low & 3);
  } else {
    start = (low & 0xfffffff0) >>> 0;
    flags = MEM | (low & 0xf) | ((low & 8) === 0 ? 0 : PREFETCH);
    wide = (low & 6) === 4;
    const lowMask = (mask & 0xfffffff0) >>> 0;
    if (wide) {
      flags |= MEM_64;
      const high = readConfig(host, rid, offset + 4, 4);
      writeConfig(host, rid, offset + 4, 4, 0xffffffff);
      const highMask = readConfig(host, rid, offset + 4, 4);
      writeConfig(host, rid, offset + 4, 4, high);
      start += high * 2 ** 32;
      size = lowMask === 0 ? sizeOf(highMask) * 2 ** 32 : sizeOf(lowMask);
    } else size = sizeOf(lowMask);
  }
  if (size === 0) return wide;
  const region = device.region(index);
  region.start = start;
  region.end = start + size - 1;
  region.flags = flags | SIZEALIGN;
  host.say(LEVEL.info, device, `${resourceName(index)} ${formatRegion(region)}`);
  return wide;
}

/** The lowest bit that sticks is the size. */
function sizeOf(mask: number): number {
  return (mask & -mask) >>> 0;
}

/** BARs and ROM of a header. */
export function readBars(host: Host, device: PciDevice, count: number, rom: number): void {
  for (let i = 0; i < count; i++) {
    if (readBar(host, device, i, 0x10 + 4 * i)) i++;
  }
  readBar(host, device, ROM_RESOURCE, rom);
}

/** Writes an assigned address into its BAR (VF BARs: into the SR-IOV capability). Windows are written with their bridge. */
export function updateBar(host: Host, device: PciDevice, index: number): void {
  const region = device.resources[index];
  if (region === undefined) return;
  let offset: number;
  if (index < ROM_RESOURCE) offset = 0x10 + 4 * index;
  else if (index === ROM_RESOURCE) return;
  else if (device.sriov === null) return;
  else offset = device.sriov.at + 0x24 + 4 * (index - IOV_RESOURCES);
  const low = region.start % 2 ** 32;
  const kind = (region.flags & IO) === 0 ? region.flags & 0xf : region.flags & 3;
  writeConfig(host, device.rid, offset, 4, low + kind);
  if ((region.flags & MEM_64) !== 0)
    writeConfig(host, device.rid, offset + 4, 4, Math.floor(region.start / 2 ** 32));
}
