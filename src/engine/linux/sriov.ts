import { busName, hex } from './address';
import { readConfig, writeConfig } from './config-access';
import { attachDevice, detachDevice } from './driver-core';
import type { Errno } from './errno';
import { addToBus, announce, findCapabilities, setupPcie } from './function';
import type { Host } from './host';
import { leaveIommu } from './iommu';
import { LEVEL } from './log';
import { IOV_RESOURCES, PciBus, PciDevice } from './pci-device';
import { formatBuses, Region } from './resource';
import { setNumVfs, virtfnBus, virtfnDevfn } from './sriov-init';
import { SRIOV } from './sriov-registers';
import type { Sriov, VfTemplate } from './sriov-state';
import { warnDuplicateName } from './trace';
import { captureForVfio } from './vfio-capture';

const MS = 1_000_000;

/** Bus that VF numbers may reach: the busn resource of the PF's bus. */
function lastBus(device: PciDevice): number {
  return device.bus.busEnd;
}

/** `pci_enable_sriov`: null when all VFs are on. */
export function enableSriov(host: Host, device: PciDevice, count: number): Errno | null {
  const { sriov } = device;
  if (sriov === null) return 'ENOSYS';
  if (count === 0) return null;
  if (sriov.numVfs > 0) return 'EINVAL';
  const migration = (sriov.capabilities & 1) !== 0;
  const initial = readConfig(host, device.rid, sriov.at + SRIOV.initialVfs, 2);
  if (initial > sriov.totalVfs || (!migration && initial !== sriov.totalVfs)) return 'EIO';
  if (count > sriov.totalVfs || (!migration && count > initial)) return 'EINVAL';
  let assigned = 0;
  for (let i = 0; i < 6; i++) {
    if (device.resources[IOV_RESOURCES + i]?.parent) assigned++;
  }
  if (assigned !== sriov.bars) {
    host.say(LEVEL.err, device, 'not enough MMIO resources for SR-IOV');
    return 'ENOMEM';
  }
  const bus = virtfnBus(device, sriov, count - 1);
  if (bus > lastBus(device)) {
    const range = formatBuses(device.bus.number, lastBus(device));
    const text = `can't enable ${count} VFs (bus ${hex(bus, 2)} out of range of ${range})`;
    host.say(LEVEL.err, device, text);
    return 'ENOMEM';
  }
  const linked = linkDependency(host, device, sriov);
  if (linked !== null) return linked;
  return switchOn(host, device, sriov, count);
}

/** The PF that this one depends on must be there. */
function linkDependency(host: Host, device: PciDevice, sriov: Sriov): Errno | null {
  if (sriov.link === device.devfn) return null;
  const other = host.devices.get((device.bus.number << 8) | sriov.link);
  if (other === undefined) return 'ENODEV';
  if (other.sriov === null) return 'ENOSYS';
  sriov.depLink = other;
  return null;
}

function switchOn(host: Host, device: PciDevice, sriov: Sriov, count: number): Errno | null {
  setNumVfs(host, device, sriov, count);
  sriov.control |= SRIOV.vfEnable | SRIOV.memoryEnable;
  writeConfig(host, device.rid, sriov.at + SRIOV.control, 2, sriov.control);
  host.clock.pass(100 * MS);
  for (let i = 0; i < count; i++) {
    const errno = addVirtfn(host, device, sriov, i);
    if (errno === null) continue;
    for (let made = i - 1; made >= 0; made--) removeVirtfn(host, sriov, made);
    switchOff(host, device, sriov);
    return errno;
  }
  sriov.numVfs = count;
  return null;
}

function switchOff(host: Host, device: PciDevice, sriov: Sriov): void {
  sriov.vfs = [];
  sriov.control &= ~(SRIOV.vfEnable | SRIOV.memoryEnable);
  writeConfig(host, device.rid, sriov.at + SRIOV.control, 2, sriov.control);
  host.clock.pass(1000 * MS);
  sriov.depLink = null;
  sriov.numVfs = 0;
  setNumVfs(host, device, sriov, 0);
}

/** `pci_disable_sriov`. */
export function disableSriov(host: Host, device: PciDevice): void {
  const { sriov } = device;
  if (sriov === null || sriov.numVfs === 0) return;
  for (let i = 0; i < sriov.vfs.length; i++) removeVirtfn(host, sriov, i);
  switchOff(host, device, sriov);
}

/** The bus a VF is on: its PF's, or one made for VFs when the number is another. */
function virtualBus(host: Host, device: PciDevice, number: number): PciBus {
  if (number === device.bus.number) return device.bus;
  const existing = host.findBus(number);
  if (existing !== undefined) return existing;
  const bus = new PciBus(number, number, device.bus, null);
  bus.added = true;
  device.bus.children.push(bus);
  return bus;
}

function addVirtfn(host: Host, device: PciDevice, sriov: Sriov, index: number): Errno | null {
  const bus = virtualBus(host, device, virtfnBus(device, sriov, index));
  const vf = new PciDevice((bus.number << 8) | virtfnDevfn(device, sriov, index), bus);
  vf.physfn = device;
  vf.vfIndex = index;
  vf.vendor = device.vendor;
  vf.device = sriov.vfDevice;
  describe(host, vf, sriov);
  announce(host, vf);
  // What the first VF reads as where no request reaches it: 7f without the bit of multi-function devices.
  if (vf.headerType !== 0) {
    const text = `unknown header type ${hex(vf.headerType, 2)}, ignoring device`;
    host.say(LEVEL.err, vf, text);
    if (bus.self === null && bus.devices.length === 0) releaseBus(host, bus);
    return 'EIO';
  }
  for (let i = 0; i < 6; i++) {
    const whole = device.resources[IOV_RESOURCES + i];
    const size = sriov.barSizes[i] ?? 0;
    if (whole === undefined || whole.flags === 0 || size === 0) continue;
    const start = whole.start + size * index;
    const region = new Region(vf.name, start, start + size - 1, whole.flags);
    vf.resources[i] = region;
    whole.request(region);
  }
  if (!addToBus(host, vf)) {
    warnDuplicateName(host, vf);
    return 'ENOENT';
  }
  sriov.vfs[index] = vf;
  captureForVfio(host, vf);
  attachDevice(host, vf);
  return null;
}

/**
 * What the first VF says of itself holds for all. One on the PF's bus that no request reaches is taken for such a VF
 * too, but none of its capabilities is found.
 */
function describe(host: Host, vf: PciDevice, sriov: Sriov): void {
  if (vf.vfIndex === 0 || sriov.vfTemplate === null) sriov.vfTemplate = readTemplate(host, vf);
  Object.assign(vf, sriov.vfTemplate);
  if (vf.bus === vf.physfn?.bus && host.fabric.at(vf.rid) === null)
    Object.assign(vf, NO_CAPABILITIES);
}

const NO_CAPABILITIES: Partial<VfTemplate> = {
  pcieCap: 0,
  portType: 0,
  pmCap: 0,
  msiCap: 0,
  msixCap: 0,
  aerCap: 0,
};

function readTemplate(host: Host, vf: PciDevice): VfTemplate {
  setupPcie(host, vf);
  findCapabilities(host, vf);
  const classes = readConfig(host, vf.rid, 0x08, 4);
  return {
    class: classes >>> 8,
    revision: classes & 0xff,
    headerType: readConfig(host, vf.rid, 0x0e, 1) & 0x7f,
    subVendor: readConfig(host, vf.rid, 0x2c, 2),
    subDevice: readConfig(host, vf.rid, 0x2e, 2),
    pin: readConfig(host, vf.rid, 0x3d, 1),
    pcieCap: vf.pcieCap,
    portType: vf.portType,
    configSize: vf.configSize,
    pmCap: vf.pmCap,
    msiCap: vf.msiCap,
    msixCap: vf.msixCap,
    aerCap: vf.aerCap,
  };
}

function removeVirtfn(host: Host, sriov: Sriov, index: number): void {
  const vf = sriov.vfs[index];
  if (vf === undefined) return;
  sriov.vfs[index] = undefined;
  removeFunction(host, vf);
  const { bus } = vf;
  if (bus.self === null && bus.parent !== null && bus.devices.length === 0) releaseBus(host, bus);
}

/** A bus goes, and its numbers are free again. */
export function releaseBus(host: Host, bus: PciBus): void {
  const siblings = bus.parent?.children ?? [];
  siblings.splice(siblings.indexOf(bus), 1);
  const range = formatBuses(bus.number, bus.busEnd);
  host.log.print(LEVEL.info, `pci_bus ${busName(bus.number)}: busn_res: ${range} is released`);
}

/** `pci_stop_and_remove_bus_device` of one function without what is below it. */
export function removeFunction(host: Host, device: PciDevice): void {
  detachDevice(host, device);
  leaveIommu(host, device);
  if (host.devices.get(device.rid) === device) host.devices.delete(device.rid);
  host.changed(device.rid, false);
  device.registered = false;
  const { devices } = device.bus;
  // VFs go in the order they came, so the first hit is near the front.
  devices.splice(devices.indexOf(device), 1);
  for (const [, region] of device.used()) region.release();
}
