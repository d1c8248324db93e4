import { changeWord, EXT, findExtended, readConfig } from './config-access';
import type { Host } from './host';
import { LEVEL } from './log';
import { Numbers } from './numbers';
import type { PciDevice } from './pci-device';

/** Devices that the IOMMU cannot tell apart or keep apart. */
export interface IommuGroup {
  readonly id: number;
  readonly devices: Set<PciDevice>;
}

/** Groups in use; a number is free again when its last device goes. */
export class IommuTable {
  readonly groups = new Map<number, IommuGroup>();
  private readonly numbers = new Numbers();
  /** Devices join groups from the moment the IOMMU driver starts. */
  active = false;

  drop(group: IommuGroup): void {
    this.groups.delete(group.id);
    this.numbers.free(group.id);
  }

  create(): IommuGroup {
    const id = this.numbers.take();
    const group = { id, devices: new Set<PciDevice>() };
    this.groups.set(id, group);
    return group;
  }
}

/** Source validation, request and completion redirect, upstream forwarding: what keeps peers apart. */
const ACS_NEEDED = 0x1d;

function acsEnabled(host: Host, device: PciDevice): boolean {
  const at = findExtended(host, device, EXT.acs);
  if (at === 0) return false;
  // What a function does not implement it need not be told to do.
  const needed = ACS_NEEDED & readConfig(host, device.rid, at + 4, 2);
  return (readConfig(host, device.rid, at + 6, 2) & needed) === needed;
}

/** With an IOMMU the kernel switches on what ACS offers (`pci_enable_acs`). */
export function enableAcs(host: Host, device: PciDevice): void {
  if (!host.platform.iommu) return;
  const at = findExtended(host, device, EXT.acs);
  if (at === 0) return;
  changeWord(host, device.rid, at + 6, ACS_NEEDED & readConfig(host, device.rid, at + 4, 2), 0);
}

/** Functions of one Intel card that are known to be kept apart although they lack ACS (`pci_quirk_mf_endpoint_acs`). */
const ISOLATED_FUNCTIONS: readonly number[] = [
  0x10c6, 0x10db, 0x10dd, 0x10e1, 0x10f1, 0x10f7, 0x10f8, 0x10f9, 0x10fa, 0x10fb, 0x10fc, 0x1507,
  0x1514, 0x151c, 0x1529, 0x152a, 0x154d, 0x154f, 0x1551, 0x1558, 0x1509, 0x150e, 0x150f, 0x1510,
  0x1511, 0x1516, 0x1527, 0x10c9, 0x10e6, 0x10e7, 0x10e8, 0x150a, 0x150d, 0x1518, 0x1526, 0x10a7,
  0x10a9, 0x10d6, 0x1521, 0x1522, 0x1523, 0x1524, 0x105e, 0x105f, 0x1060, 0x10d9, 0x15b7, 0x15b8,
];

/** Nothing passes from this function to a peer without the IOMMU seeing it (`pci_acs_enabled`). */
function isolates(host: Host, device: PciDevice): boolean {
  if (device.vendor === 0x8086 && ISOLATED_FUNCTIONS.includes(device.device)) return true;
  if (!device.isPcie || device.portType === 7 || device.portType === 8) return false;
  const port = device.portType === 4 || device.portType === 6;
  if (!port && !device.multifunction) return true;
  return acsEnabled(host, device);
}

function pathIsolates(host: Host, from: PciDevice): boolean {
  for (let at: PciDevice | null = from; at !== null; at = at.bus.bridge) {
    if (!isolates(host, at)) return false;
  }
  return true;
}

/** The group of a new device (`pci_device_group`): that of whoever it cannot be kept apart from, or its own. */
function groupFor(host: Host, device: PciDevice): IommuGroup {
  let last = device;
  for (let port = device.bus.bridge; port !== null; port = port.bus.bridge) {
    if (pathIsolates(host, port)) break;
    last = port;
    if (port.iommuGroup !== null) return port.iommuGroup;
  }
  return slotGroup(host, last) ?? host.iommu.create();
}

/** The group of another function of the same slot, where functions can reach each other inside the device. */
function slotGroup(host: Host, device: PciDevice): IommuGroup | null {
  if (!device.multifunction || isolates(host, device)) return null;
  const peer = device.bus.devices.find(
    (other) =>
      other !== device &&
      other.rid >> 3 === device.rid >> 3 &&
      other.iommuGroup !== null &&
      !isolates(host, other),
  );
  return peer?.iommuGroup ?? null;
}

export function joinIommu(host: Host, device: PciDevice): void {
  if (!host.iommu.active || device.iommuGroup !== null) return;
  const group = groupFor(host, device);
  group.devices.add(device);
  device.iommuGroup = group;
  host.say(LEVEL.info, device, `Adding to iommu group ${group.id}`);
}

export function leaveIommu(host: Host, device: PciDevice): void {
  const group = device.iommuGroup;
  if (group === null) return;
  host.say(LEVEL.info, device, `Removing from iommu group ${group.id}`);
  group.devices.delete(device);
  if (group.devices.size === 0) host.iommu.drop(group);
  device.iommuGroup = null;
}
