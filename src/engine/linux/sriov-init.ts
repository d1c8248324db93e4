import { readBar } from './bars';
import { EXT, findExtended, readConfig, writeConfig } from './config-access';
import type { Host } from './host';
import { LEVEL } from './log';
import { IOV_RESOURCES, type PciDevice } from './pci-device';
import { formatRegion } from './resource';
import type { Sriov } from './sriov-state';
import { SRIOV } from './sriov-registers';

/** What the lowest bit of the page size registers stands for. */
const FIRST_PAGE = 4096;

/** The SR-IOV capability of a new PF. Leaves the device without SR-IOV where the capability makes no sense. */
export function initSriov(host: Host, device: PciDevice): void {
  const at = findExtended(host, device, EXT.sriov);
  if (at === 0) return;
  const { rid } = device;
  if ((readConfig(host, rid, at + SRIOV.control, 2) & SRIOV.vfEnable) !== 0) {
    writeConfig(host, rid, at + SRIOV.control, 2, 0);
    host.clock.pass(1_000_000_000);
  }
  const first = device.bus.devices.find((other) => other.sriov !== null) ?? null;
  const control = first === null && device.bus.ariEnabled ? SRIOV.ariHierarchy : 0;
  writeConfig(host, rid, at + SRIOV.control, 2, control);
  const totalVfs = readConfig(host, rid, at + SRIOV.totalVfs, 2);
  if (totalVfs === 0) return;
  const supported = readConfig(host, rid, at + SRIOV.supportedPages, 4);
  const pages = supported & -(host.pageSize / FIRST_PAGE);
  if (pages === 0) return;
  writeConfig(host, rid, at + SRIOV.systemPage, 4, (pages & -pages) >>> 0);
  const barSizes = sizeVfBars(host, device, at, totalVfs);
  if (barSizes === null) return;
  const sriov: Sriov = {
    at,
    bars: barSizes.filter((size) => size > 0).length,
    totalVfs,
    initialVfs: readConfig(host, rid, at + SRIOV.initialVfs, 2),
    capabilities: readConfig(host, rid, at + SRIOV.capabilities, 4),
    offset: 0,
    stride: 0,
    vfDevice: readConfig(host, rid, at + SRIOV.vfDevice, 2),
    numVfs: 0,
    driverMax: totalVfs,
    maxVfBuses: 0,
    link: dependency(device, readConfig(host, rid, at + SRIOV.link, 1)),
    first: first ?? device,
    control,
    barSizes,
    driversAutoprobe: true,
    vfs: [],
    depLink: null,
    vfTemplate: null,
  };
  device.sriov = sriov;
  if (!findMaxBuses(host, device, sriov)) {
    device.sriov = null;
    dropVfBars(device);
  }
}

/** The link is a function number; of an integrated endpoint one of the same device. */
function dependency(device: PciDevice, link: number): number {
  return device.portType === 9 ? (device.devfn & 0xf8) | link : link;
}

/** The VF BARs: one VF's size becomes the room for all. null when a VF's BAR is not a whole page. */
function sizeVfBars(
  host: Host,
  device: PciDevice,
  at: number,
  totalVfs: number,
): readonly number[] | null {
  const sizes = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < 6; i++) {
    const wide = readBar(host, device, IOV_RESOURCES + i, at + SRIOV.bar + 4 * i);
    const region = device.resources[IOV_RESOURCES + i];
    if (region === undefined || region.flags === 0) continue;
    const { size } = region;
    if (size % host.pageSize !== 0) {
      dropVfBars(device);
      return null;
    }
    sizes[i] = size;
    region.end = region.start + size * totalVfs - 1;
    const text = `VF BAR ${i} ${formatRegion(region)}: contains BAR ${i} for ${totalVfs} VFs`;
    host.say(LEVEL.info, device, text);
    if (wide) i++;
  }
  return sizes;
}

function dropVfBars(device: PciDevice): void {
  for (let i = IOV_RESOURCES; i < IOV_RESOURCES + 6; i++) device.resources[i] = undefined;
}

/** Tries every number of VFs, as offset and stride may depend on it, and notes the last bus any of them needs. */
function findMaxBuses(host: Host, device: PciDevice, sriov: Sriov): boolean {
  let sound = true;
  for (let count = sriov.totalVfs; count > 0 && sound; count--) {
    setNumVfs(host, device, sriov, count);
    if (sriov.offset === 0 || (count > 1 && sriov.stride === 0)) sound = false;
    else sriov.maxVfBuses = Math.max(sriov.maxVfBuses, virtfnBus(device, sriov, count - 1));
  }
  setNumVfs(host, device, sriov, 0);
  return sound;
}

/** Writes NumVFs and reads offset and stride again. */
export function setNumVfs(host: Host, device: PciDevice, sriov: Sriov, count: number): void {
  const { rid } = device;
  writeConfig(host, rid, sriov.at + SRIOV.numVfs, 2, count);
  const both = readConfig(host, rid, sriov.at + SRIOV.offset, 4);
  sriov.offset = both & 0xffff;
  sriov.stride = both >>> 16;
}

/** Bus number of VF `index` (from 0); beyond ff it is not wrapped. */
export function virtfnBus(device: PciDevice, sriov: Sriov, index: number): number {
  return device.bus.number + ((device.devfn + sriov.offset + sriov.stride * index) >> 8);
}

export function virtfnDevfn(device: PciDevice, sriov: Sriov, index: number): number {
  return (device.devfn + sriov.offset + sriov.stride * index) & 0xff;
}
