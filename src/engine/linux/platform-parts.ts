import type { MachineConfig } from '../pci/machine';
import type { BootOptions } from './cmdline';
import type { MapEntry } from './platform';

const entry = (start: number, end: number, name: string): MapEntry => ({ start, end, name });

/**
 * Where RAM below 4 GiB ends for the kernel: SeaBIOS keeps the top 128 KiB for its tables and takes 32 KiB below
 * them for its first NVMe controller and 28 KiB for each further one.
 */
export function ramEnd(machine: MachineConfig, lowMemory: number): number {
  const controllers = machine.devices.filter(({ model }) => model === 'nvme').length;
  const taken = controllers === 0 ? 0 : 0x8000 + (controllers - 1) * 0x7000;
  return lowMemory - 0x20000 - taken;
}

const GiB = 2 ** 30;

/**
 * What kernel and firmware agree on about a host bridge of PCI Express (`negotiate_os_control`). The kernel asks for
 * nothing when one of four things it wants to have itself is missing.
 */
export function oscLines(options: BootOptions, grants: readonly string[]): string[] {
  const supports = [
    ...(options.noMmconf ? [] : ['ExtendedConfig']),
    ...(options.noAspm ? [] : ['ASPM', 'ClockPM']),
    'Segments',
    ...(options.noMsi ? [] : ['MSI']),
    'HPX-Type3',
  ];
  const lines = [`OS supports [${supports.join(' ')}]`];
  if (options.noMmconf || options.noAspm || options.noMsi)
    return [...lines, 'not requesting OS control; OS requires [ExtendedConfig ASPM ClockPM MSI]'];
  const wants = ['PCIeHotplug', 'SHPCHotplug', 'PME', ...(options.noAer ? [] : ['AER'])];
  wants.push('PCIeCapability', 'LTR');
  const of = (granted: boolean) =>
    wants.filter((what) => grants.includes(what) === granted).join(' ');
  return [...lines, `platform does not support [${of(false)}]`, `OS now controls [${of(true)}]`];
}

/** Bytes of RAM below 4 GiB: all of it up to what the chipset has room for, else what makes the rest begin at 4 GiB. */
export function lowMemoryOf({ chipset, memory }: MachineConfig): number {
  const [room, split] = chipset === 'q35' ? [0xb0000000, 0x80000000] : [0xe0000000, 0xc0000000];
  return memory >= room ? split : memory;
}

/** First address above 4 GiB that is not RAM, in whole GiB: the 64-bit window of the host bridge begins there. */
export function highWindowStart(machine: MachineConfig): number {
  return 4 * GiB + Math.ceil((machine.memory - lowMemoryOf(machine)) / GiB) * GiB;
}

/** The largest hole of the memory map below 4 GiB, the upper one of equals (`e820__setup_pci_gap`). */
export function largestGap(
  taken: readonly (readonly [start: number, end: number])[],
): readonly [number, number] {
  let gap: readonly [number, number] = [0, -1];
  let from = 0;
  for (const [start, end] of [...taken, [4 * GiB, 4 * GiB] as const].toSorted(
    ([a], [b]) => a - b,
  )) {
    if (start - from >= gap[1] - gap[0] + 1 && start > from) gap = [from, start - 1];
    from = Math.max(from, end + 1);
  }
  return gap;
}

/** The part of a PC's memory map that every QEMU machine has. */
export function pcMap(machine: MachineConfig, lowMemory: number, video: number): MapEntry[] {
  const ram = ramEnd(machine, lowMemory);
  const highMemory = machine.memory - lowMemory;
  return [
    entry(0, 0xfff, 'Reserved'),
    entry(0x1000, 0x9fbff, 'System RAM'),
    entry(0x9fc00, 0x9ffff, 'Reserved'),
    entry(0xc0000, video, 'Video ROM'),
    entry(0xf0000, 0xfffff, 'Reserved'),
    entry(0xf0000, 0xfffff, 'System ROM'),
    entry(0x100000, ram - 1, 'System RAM'),
    entry(0x1a200000, 0x1b001d31, 'Kernel code'),
    entry(0x1b200000, 0x1baeafff, 'Kernel rodata'),
    entry(0x1bc00000, 0x1be4897f, 'Kernel data'),
    entry(0x1c510000, 0x1d5fffff, 'Kernel bss'),
    entry(ram, lowMemory - 1, 'Reserved'),
    entry(0xfec00000, 0xfec003ff, 'IOAPIC 0'),
    entry(0xfed00000, 0xfed003ff, 'HPET 0'),
    entry(0xfed00000, 0xfed003ff, 'PNP0103:00'),
    ...(machine.kernel === '6.12' ? [] : [entry(0xfee00000, 0xfee00fff, 'Local APIC')]),
    entry(0xfffc0000, 0xffffffff, 'Reserved'),
    ...(highMemory > 0 ? [entry(4 * GiB, 4 * GiB + highMemory - 1, 'System RAM')] : []),
    entry(0xfd00000000, 0xffffffffff, 'Reserved'),
  ];
}
