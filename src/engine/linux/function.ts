import type { RoutingId } from '../units';
import { configureAri, enableExtendedTags } from './ari';
import { readBars } from './bars';
import { detectWindows, readWindows } from './bridge-windows';
import { CAP, EXT, findCapability, findExtended, readConfig } from './config-access';
import type { Host } from './host';
import { hex } from './address';
import { formatBuses } from './resource';
import { LEVEL } from './log';
import { enableAcs, joinIommu } from './iommu';
import { PciDevice, type PciBus } from './pci-device';
import { headerFixups } from './quirks';
import { initSriov } from './sriov-init';

export function findFunction(bus: PciBus, devfn: number): PciDevice | undefined {
  return bus.devices.find((device) => device.devfn === devfn);
}

/** Reads what answers at that Routing ID and adds it to its bus; null when nobody does (a VF among them). */
export function addFunction(host: Host, bus: PciBus, rid: RoutingId): PciDevice | null {
  const id = readConfig(host, rid, 0, 4);
  const absent = [0xffffffff, 0, 0x0000ffff, 0xffff0000].includes(id);
  if (absent) return null;
  const device = new PciDevice(rid, bus);
  device.vendor = id & 0xffff;
  device.device = id >>> 16;
  setupHeader(host, device);
  announce(host, device);
  if (device.isBridge) {
    readBars(host, device, 2, 0x38);
    device.hotplugBridge = slotHotplug(host, device);
    detectWindows(host, device);
    if (host.is612) announceWindows(host, device);
    readBridgeSubsystem(host, device);
  } else readBars(host, device, 6, 0x30);
  addToBus(host, device);
  return device;
}

/** 6.12 reads the windows with the header. */
function announceWindows(host: Host, bridge: PciDevice): void {
  const numbers = readConfig(host, bridge.rid, 0x18, 4);
  const range = formatBuses((numbers >>> 8) & 0xff, (numbers >>> 16) & 0xff);
  host.say(LEVEL.info, bridge, `PCI bridge to ${range}`);
  readWindows(host, bridge, true);
}

function setupHeader(host: Host, device: PciDevice): void {
  const { rid } = device;
  const header = readConfig(host, rid, 0x0e, 1);
  device.headerType = header & 0x7f;
  device.multifunction = (header & 0x80) !== 0;
  const classes = readConfig(host, rid, 0x08, 4);
  device.revision = classes & 0xff;
  device.class = classes >>> 8;
  if (device.headerType === 0) {
    device.subVendor = readConfig(host, rid, 0x2c, 2);
    device.subDevice = readConfig(host, rid, 0x2e, 2);
  }
  device.pin = readConfig(host, rid, 0x3d, 1);
  device.irq = device.pin === 0 ? 0 : readConfig(host, rid, 0x3c, 1);
  setupPcie(host, device);
}

/** The PCI Express capability and the size of the configuration space. */
export function setupPcie(host: Host, device: PciDevice): void {
  const { rid } = device;
  device.pcieCap = findCapability(host, rid, CAP.pcie);
  if (device.pcieCap !== 0) {
    device.portType = (readConfig(host, rid, device.pcieCap + 2, 2) >> 4) & 0xf;
    const answers = host.extendedConfig && readConfig(host, rid, 0x100, 4) !== 0xffffffff;
    device.configSize = answers ? 4096 : 256;
  }
}

function readBridgeSubsystem(host: Host, device: PciDevice): void {
  const at = findCapability(host, device.rid, 0x0d);
  if (at === 0) return;
  device.subVendor = readConfig(host, device.rid, at + 4, 2);
  device.subDevice = readConfig(host, device.rid, at + 6, 2);
}

function slotHotplug(host: Host, device: PciDevice): boolean {
  if (device.pcieCap === 0) return false;
  const flags = readConfig(host, device.rid, device.pcieCap + 2, 2);
  if ((flags & 0x100) === 0) return false;
  return (readConfig(host, device.rid, device.pcieCap + 0x14, 4) & 0x40) !== 0;
}

const PORT_NAMES: Readonly<Record<number, string>> = {
  0: 'PCIe Endpoint',
  1: 'PCIe Legacy Endpoint',
  4: 'PCIe Root Port',
  5: 'PCIe Switch Upstream Port',
  6: 'PCIe Switch Downstream Port',
  7: 'PCIe to PCI/PCI-X bridge',
  8: 'PCI/PCI-X to PCIe bridge',
  9: 'PCIe Root Complex Integrated Endpoint',
  10: 'PCIe Root Complex Event Collector',
};

/** The line of a new function: 6.12 adds what kind it is. */
export function announce(host: Host, device: PciDevice): void {
  const id = `[${hex(device.vendor, 4)}:${hex(device.device, 4)}]`;
  let text = `${id} type ${hex(device.headerType, 2)} class 0x${hex(device.class, 6)}`;
  if (host.is612) {
    const conventional = device.isBridge ? 'conventional PCI bridge' : 'conventional PCI endpoint';
    text += ` ${device.isPcie ? (PORT_NAMES[device.portType] ?? 'PCIe unknown') : conventional}`;
  }
  host.say(LEVEL.info, device, text);
}

/** Where the capabilities that drivers and sysfs ask for stand. */
export function findCapabilities(host: Host, device: PciDevice): void {
  device.pmCap = findCapability(host, device.rid, CAP.pm);
  device.msiCap = findCapability(host, device.rid, CAP.msi);
  device.msixCap = findCapability(host, device.rid, CAP.msix);
  device.aerCap = host.options.noAer ? 0 : findExtended(host, device, EXT.aer);
}

/** `pci_device_add`: capabilities, then the device becomes known. Returns false when its name is taken. */
export function addToBus(host: Host, device: PciDevice): boolean {
  if (!device.isVirtfn) {
    enableExtendedTags(host, device);
    headerFixups(host, device);
    findCapabilities(host, device);
    configureAri(host, device);
    if (device.isPcie) initSriov(host, device);
    enableAcs(host, device);
  }
  device.bus.devices.push(device);
  if (host.devices.has(device.rid)) return false;
  host.devices.set(device.rid, device);
  host.changed(device.rid, true);
  device.registered = true;
  device.firmwareNode = host.acpi.get(device.rid) ?? null;
  joinIommu(host, device);
  return true;
}
