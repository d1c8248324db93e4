import type { MachineConfig } from '../pci/machine';
import type { Platform } from './platform';
import { parseBootOptions } from './cmdline';

/**
 * The lab's own host: a Xeon-like machine with root buses 00 and 3a. Its firmware hands the upper root bus plenty
 * of memory above 4 GiB; how much of it a root port gets is the scenario's business.
 */
export function serverPlatform(machine: MachineConfig): Platform {
  const lowMemory = 0x80000000;
  const iommu =
    machine.devices.some(({ model }) => model === 'intel-iommu') &&
    parseBootOptions(machine.cmdline).intelIommu;
  const highRam = 0x100000000 + Math.max(0, machine.memory - lowMemory);
  return {
    hardwareName: 'SR-IOV Lab Simulated Server/Board, BIOS 1.0 01/01/2024',
    ecam: 0x80000000,
    roots: [
      {
        label: 'PC00',
        bus: 0,
        lastBus: 0x39,
        io: [
          [0x0000, 0x0cf7],
          [0x0d00, 0x7fff],
        ],
        memory: [
          [0xa0000, 0xbffff],
          [0x90000000, 0x9fffffff],
          [0x100000000000, 0x1fffffffffff],
        ],
      },
      {
        label: 'PC01',
        bus: 0x3a,
        lastBus: 0xff,
        io: [[0x8000, 0xffff]],
        memory: [
          [0xa0000000, 0xfbffffff],
          [0x200000000000, 0x2fffffffffff],
        ],
      },
    ],
    memoryHole: 0x90000000,
    gap: [0x90000000, 0xfbffffff],
    rootId: 'PNP0A08:00',
    osc: [
      'OS supports [ExtendedConfig ASPM ClockPM Segments MSI HPX-Type3]',
      'platform does not support [SHPCHotplug AER LTR]',
      'OS now controls [PCIeHotplug PME PCIeCapability]',
    ],
    links: [],
    msiBase: iommu ? 25 : 24,
    iommu,
    dmar: iommu
      ? [
          'DMAR: IOMMU enabled',
          'DMAR: Host address width 46',
          'DMAR: DRHD base: 0x000000fbffc000 flags: 0x1',
          'DMAR: dmar0: reg_base_addr fbffc000 ver 1:0 cap 8d2078c106f0466 ecap f020df',
          'DMAR-IR: Enabled IRQ remapping in x2apic mode',
        ]
      : [],
    route: (slot, pin) => ({
      link: `LNK${'ABCD'.charAt((slot + pin - 1) & 3)}`,
      irq: 16 + ((slot + pin - 1) & 3),
    }),
    describes: (rid, onRoot) => onRoot && (rid & 7) === 0,
    describesVfs: false,
    numaNode: () => 0,
    map: () => [
      { start: 0, end: 0xfff, name: 'Reserved' },
      { start: 0x1000, end: 0x9ffff, name: 'System RAM' },
      { start: 0xe0000, end: 0xfffff, name: 'Reserved' },
      { start: 0x100000, end: lowMemory - 1, name: 'System RAM' },
      { start: 0x80000000, end: 0x8fffffff, name: 'PCI MMCONFIG 0000 [bus 00-ff]' },
      { start: 0x80000000, end: 0x8fffffff, name: 'Reserved' },
      { start: 0xfec00000, end: 0xfec003ff, name: 'IOAPIC 0' },
      ...(iommu ? [{ start: 0xfbffc000, end: 0xfbffcfff, name: 'dmar0' }] : []),
      { start: 0xfee00000, end: 0xfee00fff, name: 'Local APIC' },
      ...(highRam > 0x100000000
        ? [{ start: 0x100000000, end: highRam - 1, name: 'System RAM' }]
        : []),
    ],
    fixedPorts: [],
    finalLines: [],
    predictableNames: true,
  };
}
