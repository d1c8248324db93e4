import type { RoutingId } from '../units';
import { deviceName } from './address';
import type { Binding } from './bind-state';
import type { PciDriver } from './driver';
import type { IommuGroup } from './iommu';
import { Region } from './resource';
import type { Sriov } from './sriov-state';

/** Resource numbers: 0-5 BARs, 6 ROM, 7-12 VF BARs, 13-15 bridge windows (I/O, memory, prefetchable). */
export const ROM_RESOURCE = 6;
export const IOV_RESOURCES = 7;
export const BRIDGE_RESOURCES = 13;
export const IO_WINDOW = 13;
export const MEM_WINDOW = 14;
export const PREF_WINDOW = 15;
/** Lines of the `resource` file: of a bridge, and of anything else. */
export const BRIDGE_LINES = 17;
export const DEVICE_LINES = 13;

/** A bus number with its devices, as the kernel keeps it. */
export class PciBus {
  number: number;
  readonly parent: PciBus | null;
  /** The bridge above; null for a root bus and for the virtual buses of VFs. */
  readonly self: PciDevice | null;
  devices: PciDevice[] = [];
  children: PciBus[] = [];
  /** Bus numbers that belong to it: its own and those below. */
  busEnd: number;
  /** What a root bus may hand out. A bridge's bus takes the windows of the bridge. */
  windows: Region[] = [];
  /** Found by the first scan. */
  added = false;

  constructor(number: number, busEnd: number, parent: PciBus | null, self: PciDevice | null) {
    this.number = number;
    this.busEnd = busEnd;
    this.parent = parent;
    this.self = self;
  }

  get root(): boolean {
    return this.parent === null;
  }

  /** The bus whose bridge leads here: a virtual bus of VFs hangs on its PF's bus. */
  get bridge(): PciDevice | null {
    if (this.self !== null || this.parent === null) return this.self;
    return this.parent.bridge;
  }

  get ariEnabled(): boolean {
    return this.self?.ariForwarding ?? false;
  }
}

/** A PCI function that the kernel knows. */
export class PciDevice {
  readonly rid: RoutingId;
  readonly bus: PciBus;
  vendor = 0xffff;
  device = 0xffff;
  subVendor = 0;
  subDevice = 0;
  /** 24 bits. */
  class = 0;
  revision = 0;
  /** 0 endpoint, 1 bridge, without the multifunction bit. */
  headerType = 0;
  multifunction = false;
  /** Interrupt pin 1-4, 0 = none. */
  pin = 0;
  irq = 0;
  /** Offsets of capabilities by their id; 0 = not there. */
  pcieCap = 0;
  msiCap = 0;
  msixCap = 0;
  aerCap = 0;
  pmCap = 0;
  /** Device/Port Type of the PCI Express capability; -1 for a conventional function. */
  portType = -1;
  configSize: 256 | 4096 = 256;
  readonly resources: (Region | undefined)[] = [];
  subordinate: PciBus | null = null;
  /** As a port: ARI Forwarding is on. */
  ariForwarding = false;
  hotplugBridge = false;
  /** Windows that a bridge has: it can be a 64-bit one. */
  ioWindow = false;
  prefWindow = false;
  pref64Window = false;
  sriov: Sriov | null = null;
  /** The PF of a VF. */
  physfn: PciDevice | null = null;
  vfIndex = -1;
  driver: PciDriver | null = null;
  bound: Binding | null = null;
  /** null prints as `(null)`. */
  driverOverride: string | null = null;
  /** Nested calls of pci_enable_device. */
  enabled = 0;
  everBound = false;
  msiIrqs: number[] = [];
  msixOn = false;
  iommuGroup: IommuGroup | null = null;
  /** Path of the ACPI object below `LNXSYBUS:00`; null = none. */
  firmwareNode: string | null = null;
  brokenParity = false;
  d3coldAllowed = true;
  /** `msi_bus`; for a bridge, of what is below. */
  msiAllowed = true;
  /** Set by `numa_node`; null = as the firmware said. */
  numaNode: number | null = null;
  /** Bits of an address that its drivers said it can reach. */
  dmaBits = 32;
  /** The drivers were asked once (`pci_bus_add_device`). */
  offered = false;
  /** Registered in sysfs; a function whose name was taken is not. */
  registered = false;

  constructor(rid: RoutingId, bus: PciBus) {
    this.rid = rid;
    this.bus = bus;
  }

  get name(): string {
    return deviceName(this.rid);
  }

  get devfn(): number {
    return this.rid & 0xff;
  }

  get isBridge(): boolean {
    return this.headerType === 1;
  }

  get isVirtfn(): boolean {
    return this.physfn !== null;
  }

  get isPcie(): boolean {
    return this.pcieCap !== 0;
  }

  /** The resource with that number, made when missing. */
  region(index: number): Region {
    let region = this.resources[index];
    if (region === undefined) {
      region = new Region(this.name);
      region.end = 0;
      this.resources[index] = region;
    }
    return region;
  }

  /** Those in use, in the order of their numbers. */
  *used(): Iterable<readonly [number, Region]> {
    for (let i = 0; i < this.resources.length; i++) {
      const region = this.resources[i];
      if (region !== undefined && region.flags !== 0) yield [i, region];
    }
  }
}

/** How log lines call a resource: `BAR 0`, `ROM`, `VF BAR 3`, `bridge window`. */
export function resourceName(index: number): string {
  if (index < ROM_RESOURCE) return `BAR ${index}`;
  if (index === ROM_RESOURCE) return 'ROM';
  if (index < BRIDGE_RESOURCES) return `VF BAR ${index - IOV_RESOURCES}`;
  return 'bridge window';
}
