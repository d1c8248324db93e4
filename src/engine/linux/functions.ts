import type { Host } from './host';
import { configBytes } from './sysfs/config';
import { modulesFor } from './modules';
import type { KernelView, Resource, SeenFunction } from './pci-view';
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

/** What the kernel knows of a function; worked out when asked, as there may be 65,535. */
class Known implements KernelView {
  readonly vendor: number;
  readonly device: number;
  readonly subVendor: number;
  readonly subDevice: number;
  readonly class: number;
  readonly revision: number;
  readonly irq: number;
  readonly numaNode: number;
  readonly iommuGroup: string | null;
  readonly driver: string | null;
  readonly parent: number | null;
  readonly physicalSlot: string | null;
  private readonly of: PciDevice;

  constructor(host: Host, of: PciDevice, slots: ReadonlyMap<string, string>) {
    this.of = of;
    this.vendor = of.vendor;
    this.device = of.device;
    this.subVendor = of.subVendor;
    this.subDevice = of.subDevice;
    this.class = of.class;
    this.revision = of.revision;
    this.irq = of.irq;
    this.numaNode = host.platform.numaNode(of);
    this.iommuGroup = of.iommuGroup === null ? null : String(of.iommuGroup.id);
    this.driver = of.driver?.name ?? null;
    this.parent = of.bus.bridge?.rid ?? null;
    this.physicalSlot = slots.size === 0 ? null : (slots.get(of.name.slice(0, -2)) ?? null);
  }

  get resources(): readonly Resource[] {
    return resources(this.of);
  }

  get modules(): readonly string[] {
    return modulesFor(this.of);
  }
}

class Seen implements SeenFunction {
  readonly domain = 0;
  readonly bus: number;
  readonly device: number;
  readonly fn: number;
  readonly kernel: KernelView;
  private readonly host: Host;
  private readonly of: PciDevice;
  private bytes: Uint8Array | null = null;

  constructor(host: Host, of: PciDevice, slots: ReadonlyMap<string, string>) {
    this.host = host;
    this.of = of;
    this.bus = of.rid >> 8;
    this.device = (of.rid >> 3) & 31;
    this.fn = of.rid & 7;
    this.kernel = new Known(host, of, slots);
  }

  get config(): Uint8Array {
    this.bytes ??= configBytes(this.host, this.of);
    return this.bytes;
  }
}

/** All registered functions as lspci sees them. */
export function seenFunctions(host: Host): readonly SeenFunction[] {
  const slots = new Map([...host.slots()].map(([name, address]) => [address, name]));
  return host.sorted().map((device) => new Seen(host, device, slots));
}
