import type { Fabric } from '../pci/fabric';
import type { MachineConfig } from '../pci/machine';
import type { RoutingId } from '../units';
import type { PciDevice } from './pci-device';
import type { Region } from './resource';
import { i440fxPlatform } from './platform-i440fx';
import { dumpPlatform } from './platform-dump';
import { q35Platform } from './platform-q35';
import { serverPlatform } from './platform-server';

/** One line of `/proc/iomem` that the firmware's memory map or the platform made. */
export interface MapEntry {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** A host bridge as ACPI describes it. */
export interface RootBridge {
  /** ACPI's name, `PCI0`. */
  readonly label: string;
  readonly bus: number;
  readonly lastBus: number;
  readonly io: readonly (readonly [start: number, end: number])[];
  readonly memory: readonly (readonly [start: number, end: number])[];
}

/** What a kernel learns of its machine from firmware tables and not from configuration space. */
export interface Platform {
  /** As the trace of a warning names it. */
  readonly hardwareName: string;
  /** Base of the memory-mapped configuration space; null = none, 256 bytes of it are all. */
  readonly ecam: number | null;
  readonly roots: readonly RootBridge[];
  /** Where addresses below 4 GiB may start: the gap after the memory. */
  readonly memoryHole: number;
  /** First and last address of the range announced for PCI devices. */
  readonly gap: readonly [start: number, end: number];
  /** ACPI id of the host bridge, `PNP0A08:00`. */
  readonly rootId: string;
  /** `_OSC` lines without their prefix. */
  readonly osc: readonly string[];
  /** ACPI interrupt links and the IRQ they came configured for. */
  readonly links: readonly (readonly [name: string, irq: number])[];
  /** First IRQ number of a message-signalled interrupt. */
  readonly msiBase: number;
  /** Intel VT-d is there and switched on. */
  readonly iommu: boolean;
  /** DMAR lines printed early; they name addresses of ACPI tables. */
  readonly dmar: readonly string[];
  /** Link and IRQ that the interrupt pin (1-4) of a device of a root bus ends at. */
  route(slot: number, pin: number): { readonly link: string; readonly irq: number };
  /** ACPI has an object for that function. */
  describes(rid: RoutingId, onRoot: boolean): boolean;
  /** VFs are among what the tables were written for. */
  readonly describesVfs: boolean;
  numaNode(device: PciDevice): number;
  /** The map without PCI's part; `video` is where the video BIOS area ends. */
  map(video: number): readonly MapEntry[];
  /** Port ranges of southbridges that quirks found. */
  readonly fixedPorts: Region[];
  /** Lines of final fixups. */
  readonly finalLines: readonly (readonly [bdf: string, text: string])[];
  /** Interfaces get udev's names. */
  readonly predictableNames: boolean;
}

/** Hardware with other root buses than its chipset was not made by its description: it comes from a dump. */
export function platformOf(machine: MachineConfig, fabric: Fabric): Platform {
  if (machine.chipset === 'i440fx') return i440fxPlatform(machine);
  if (machine.chipset === 'q35') return q35Platform(machine);
  const server = serverPlatform(machine);
  const own = server.roots.map(({ bus }) => bus);
  return own.join() === fabric.rootBuses.join() ? server : dumpPlatform(machine, fabric);
}
