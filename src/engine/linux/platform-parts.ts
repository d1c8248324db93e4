import type { MachineConfig } from '../pci/machine';
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

/** The part of a PC's memory map that every QEMU machine has. */
export function pcMap(machine: MachineConfig, lowMemory: number, video: number): MapEntry[] {
  const ram = ramEnd(machine, lowMemory);
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
    entry(0xfd00000000, 0xffffffffff, 'Reserved'),
  ];
}
