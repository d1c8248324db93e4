import type { Host } from './host';
import { configBytes } from './sysfs/config';
import { modulesFor } from './modules';
import type { Resource, SeenFunction } from './pci-view';
import { BRIDGE_LINES, DEVICE_LINES, type PciDevice } from './pci-device';
import { BUSY } from './resource';

function resources(device: PciDevice): readonly Resource[] {
  return Array.from({ length: device.isBridge ? BRIDGE_LINES : DEVICE_LINES }, (_, index) => {
    const region = device.resources[index];
    if (region === undefined || region.flags === 0) return { start: 0n, end: 0n, flags: 0 };
    const { start, end, flags } = region;
    return { start: BigInt(start), end: BigInt(end), flags: (flags & ~BUSY) >>> 0 };
  });
}

function seen(host: Host, device: PciDevice, slots: ReadonlyMap<string, string>): SeenFunction {
  const { rid } = device;
  return {
    domain: 0,
    bus: rid >> 8,
    device: (rid >> 3) & 31,
    fn: rid & 7,
    config: configBytes(host, device),
    kernel: {
      vendor: device.vendor,
      device: device.device,
      subVendor: device.subVendor,
      subDevice: device.subDevice,
      class: device.class,
      revision: device.revision,
      irq: device.irq,
      resources: resources(device),
      numaNode: host.platform.numaNode(device),
      iommuGroup: device.iommuGroup === null ? null : String(device.iommuGroup.id),
      driver: device.driver?.name ?? null,
      modules: modulesFor(device),
      physicalSlot: slots.get(device.name.slice(0, -2)) ?? null,
      parent: device.bus.bridge?.rid ?? null,
    },
  };
}

/** All registered functions as lspci sees them. */
export function seenFunctions(host: Host): readonly SeenFunction[] {
  const slots = new Map([...host.slots()].map(([name, address]) => [address, name]));
  return host.sorted().map((device) => seen(host, device, slots));
}
