import { changeWord, COMMAND, readConfig, writeConfig } from './config-access';
import type { Host } from './host';
import { enableLink } from './acpi-names';
import { hex } from './address';
import { linkPath } from './interrupts';
import { LEVEL } from './log';
import { ROM_RESOURCE, BRIDGE_RESOURCES, type PciDevice } from './pci-device';
import { formatRegion, IO, MEM } from './resource';
import { resourceName } from './pci-device';

/** Links whose first use was announced. */
const announced = new WeakMap<Host, Set<string>>();

/** Link and IRQ of a device's pin: swizzled up through the bridges to a root bus. */
export function interruptRoute(
  host: Host,
  device: PciDevice,
): { link: string; irq: number } | null {
  let { pin } = device;
  if (pin === 0) return null;
  let at = device;
  for (let port = at.bus.bridge; port !== null; port = at.bus.bridge) {
    // Under ARI everything on the link is device 0.
    pin = ((pin - 1 + (at.bus.ariEnabled ? 0 : at.devfn >> 3)) & 3) + 1;
    at = port;
  }
  return host.platform.route(at.devfn >> 3, pin);
}

/** ACPI routes the pin when the device is first enabled. */
function routeInterrupt(host: Host, device: PciDevice): void {
  if (device.msiIrqs.length > 0 || device.isVirtfn) return;
  const route = interruptRoute(host, device);
  if (route === null) return;
  let links = announced.get(host);
  if (links === undefined) announced.set(host, (links = new Set()));
  if (!links.has(route.link)) {
    links.add(route.link);
    enableLink(host, route.link);
    host.log.print(LEVEL.info, `ACPI: ${linkPath(route.link)}: Enabled at IRQ ${route.irq}`);
  }
  device.irq = route.irq;
}

/**
 * `pci_enable_device`: decoding on for the kinds of resources it has (`kinds`: IO, MEM or both), interrupt routed.
 * false when a resource has no place.
 */
export function enableDevice(host: Host, device: PciDevice, kinds = IO | MEM): boolean {
  if (device.enabled++ > 0) return true;
  for (let port = device.bus.bridge; port !== null; port = port.bus.bridge) {
    if (port.enabled === 0) enableDevice(host, port);
    setMaster(host, port);
  }
  let wanted = 0;
  for (const [index, region] of device.used()) {
    const ignored = index === ROM_RESOURCE || (index > ROM_RESOURCE && index < BRIDGE_RESOURCES);
    if (ignored || (region.flags & kinds) === 0) continue;
    if (region.parent === null) {
      const what = `${resourceName(index)} ${formatRegion(region)}`;
      host.say(LEVEL.err, device, `${what}: not claimed; can't enable device`);
      device.enabled--;
      return false;
    }
    wanted |= (region.flags & IO) === 0 ? COMMAND.memory : COMMAND.io;
  }
  const before = readConfig(host, device.rid, 0x04, 2);
  const after = before | wanted;
  if (after !== before) {
    const text = `enabling device (${hex(before, 4)} -> ${hex(after, 4)})`;
    host.say(LEVEL.info, device, text);
    changeWord(host, device.rid, 0x04, wanted, 0);
  }
  routeInterrupt(host, device);
  return true;
}

/** The last user clears Bus Master Enable; decoding stays as it is. */
export function disableDevice(host: Host, device: PciDevice): void {
  if (device.enabled === 0 || --device.enabled > 0) return;
  changeWord(host, device.rid, 0x04, 0, COMMAND.master);
}

export function setMaster(host: Host, device: PciDevice): void {
  changeWord(host, device.rid, 0x04, COMMAND.master, 0);
}

/** Memory Write and Invalidate wants the cache line size, 64 bytes. */
export function setMwi(host: Host, device: PciDevice): void {
  writeConfig(host, device.rid, 0x0c, 1, 0x10);
  changeWord(host, device.rid, 0x04, 0x10, 0);
}

/** MSI-X with as many vectors as there are actions. false where the function has none. */
export function enableMsix(host: Host, device: PciDevice, actions: readonly string[]): boolean {
  if (device.msixCap === 0 || host.options.noMsi) return false;
  changeWord(host, device.rid, device.msixCap + 2, 0x8000, 0x4000);
  changeWord(host, device.rid, 0x04, COMMAND.intxDisable, 0);
  device.msixOn = true;
  device.msiIrqs = host.interrupts.allocateMessages(device, actions);
  return true;
}

/** One MSI; `irq` reads its number then. false where the function has none. */
export function enableMsi(host: Host, device: PciDevice, action: string): boolean {
  if (device.msiCap === 0 || host.options.noMsi) return false;
  const { rid, msiCap } = device;
  device.msiIrqs = host.interrupts.allocateMessages(device, [action]);
  device.irq = device.msiIrqs[0] ?? device.irq;
  writeMessage(host, device);
  changeWord(host, rid, msiCap + 2, 1, 0);
  changeWord(host, rid, 0x04, COMMAND.intxDisable, 0);
  return true;
}

/** The local APIC of the first CPU, by logical number; vectors are handed out from 22h for the first message, IRQ 24. */
const MESSAGE_ADDRESS = 0xfee01004;
const FIRST_VECTOR = 0x22;

function writeMessage(host: Host, device: PciDevice): void {
  const wide = (readConfig(host, device.rid, device.msiCap + 2, 2) & 0x80) !== 0;
  writeConfig(host, device.rid, device.msiCap + 4, 4, MESSAGE_ADDRESS);
  if (wide) writeConfig(host, device.rid, device.msiCap + 8, 4, 0);
  const vector = FIRST_VECTOR + device.irq - 24;
  writeConfig(host, device.rid, device.msiCap + (wide ? 12 : 8), 2, vector);
}

/** Takes the vectors back and switches MSI-X off. */
export function disableMsix(host: Host, device: PciDevice): void {
  if (device.msiIrqs.length === 0) return;
  host.interrupts.free(device.msiIrqs);
  device.msiIrqs = [];
  device.msixOn = false;
  changeWord(host, device.rid, device.msixCap + 2, 0, 0x8000);
  changeWord(host, device.rid, 0x04, 0, COMMAND.intxDisable);
}

/** Vectors in the MSI-X table. */
export function msixCount(host: Host, device: PciDevice): number {
  if (device.msixCap === 0) return 0;
  return (readConfig(host, device.rid, device.msixCap + 2, 2) & 0x7ff) + 1;
}
