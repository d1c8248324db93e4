import type { SubFunction } from './sub-functions';
import { seedRng, type RngState } from '../kernel/rng';
import type { Fabric } from '../pci/fabric';
import type { MachineConfig } from '../pci/machine';
import type { RoutingId } from '../units';
import { Clock } from './clock';
import { parseBootOptions, type BootOptions } from './cmdline';
import { Interrupts } from './interrupts';
import { IommuTable } from './iommu';
import { RingLog } from './log';
import { DriverTable } from './driver-table';
import { Modules } from './modules';
import { NetTable } from './net-table';
import type { KeptResources, SecondaryController } from './nvme-state';
import type { PciBus, PciDevice } from './pci-device';
import { Numbers } from './numbers';
import { platformOf, type Platform } from './platform';
import { Region, IO, MEM } from './resource';
import { slotsOf } from './slots';
import type { VNode } from './vfs';

const LAST = 2 ** 53 - 1;

/** Everything the simulated kernel knows. The parts that act on it are functions that take it. */
export class Host {
  readonly machine: MachineConfig;
  readonly fabric: Fabric;
  readonly options: BootOptions;
  readonly platform: Platform;
  readonly clock = new Clock();
  readonly log = new RingLog(this.clock);
  readonly rng: RngState;
  readonly iomem = new Region('PCI mem', 0, LAST, MEM);
  readonly ioports = new Region('PCI IO', 0, 0xffff, IO);
  readonly interrupts: Interrupts;
  readonly iommu = new IommuTable();
  readonly drivers = new DriverTable();
  readonly modules = new Modules();
  readonly net = new NetTable();
  /** NVMe controllers by their number. */
  readonly nvmeInstances = new Map<number, PciDevice>();
  readonly nvmeNumbers = new Numbers();
  /** Secondary NVMe controllers, which outlive the VFs. */
  readonly secondaries = new Map<string, SecondaryController>();
  /** Paths of ACPI objects below `LNXSYBUS:00` by the Routing ID they describe, fixed when the firmware ran. */
  readonly acpi = new Map<RoutingId, string>();
  /** By the name of the primary's function. */
  readonly keptResources = new Map<string, KeptResources>();
  /** Devices on the auxiliary bus by their names. */
  readonly auxiliary = new Map<string, SubFunction>();
  /** Devices on the virtio bus and their numbers. */
  readonly virtio = new Map<PciDevice, number>();
  nextVirtio = 0;
  /** Character devices that drivers made, by their path below `/dev`. */
  readonly nodes = new Map<string, VNode>();
  /** Devices that user space has open through vfio, and what tells it that it lost one. */
  readonly vfioUsers = new Map<PciDevice, () => void>();
  /** Told of every function that comes or goes. */
  readonly watchers: ((rid: RoutingId, there: boolean) => void)[] = [];
  readonly rootBuses: PciBus[] = [];
  /** Registered functions. */
  readonly devices = new Map<RoutingId, PciDevice>();
  /** Changed whenever a function comes or goes. */
  generation = 0;

  constructor(machine: MachineConfig, fabric: Fabric, seed: number) {
    this.machine = machine;
    this.fabric = fabric;
    this.options = parseBootOptions(machine.cmdline);
    this.platform = platformOf(machine, fabric);
    this.rng = seedRng(seed, 'linux');
    const { msiBase, iommu } = this.platform;
    this.interrupts = new Interrupts(msiBase, iommu, this.is612);
  }

  /** `uname -r`. */
  get release(): string {
    return this.is612 ? '6.12.95+deb12-amd64' : '6.1.0-56-amd64';
  }

  /** What follows the release in `/proc/version`. */
  get build(): string {
    return this.is612
      ? '(debian-kernel@lists.debian.org) (x86_64-linux-gnu-gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0, GNU ld (GNU Binutils for Debian) 2.40) #1 SMP PREEMPT_DYNAMIC Debian 6.12.95-1~bpo12+1 (2026-07-05)'
      : '(debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0, GNU ld (GNU Binutils for Debian) 2.40) #1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-11-16)';
  }

  /** A function came or went. */
  changed(rid: RoutingId, there: boolean): void {
    this.generation++;
    for (const watch of this.watchers) watch(rid, there);
  }

  /** Hot-plug slots and the address of the device in each, `0000:01:00`. */
  slots(): ReadonlyMap<string, string> {
    return slotsOf(this);
  }

  /** Character major that vfio gets: one below those already taken dynamically. */
  get vfioMajor(): number {
    return this.nvmeInstances.size > 0 || this.modules.isLoaded('nvme') ? 244 : 246;
  }

  /** PAGE_SIZE, bytes. */
  get pageSize(): number {
    return this.machine.pageSize ?? 4096;
  }

  /** Kernel 6.12 words some lines otherwise. */
  get is612(): boolean {
    return this.machine.kernel === '6.12';
  }

  /** Extended configuration space can be reached. */
  get extendedConfig(): boolean {
    return this.platform.ecam !== null;
  }

  /** `dev_info` and its kin: prefixed with the driver and the name of the function. */
  say(level: number, device: PciDevice, text: string): void {
    this.log.print(level, `${device.driver?.name ?? 'pci'} ${device.name}: ${text}`);
  }

  /** The bus with that number, wherever it hangs. */
  findBus(number: number): PciBus | undefined {
    const pending = [...this.rootBuses];
    for (let bus = pending.pop(); bus !== undefined; bus = pending.pop()) {
      if (bus.number === number) return bus;
      pending.push(...bus.children);
    }
    return undefined;
  }

  /** By bus, device and function, as sysfs and lspci list them. */
  sorted(): readonly PciDevice[] {
    if (this.sortedAt !== this.generation) {
      this.sortedDevices = [...this.devices.values()].sort((a, b) => a.rid - b.rid);
      this.sortedAt = this.generation;
    }
    return this.sortedDevices;
  }

  private sortedDevices: PciDevice[] = [];
  private sortedAt = -1;
}
