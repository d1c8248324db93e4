import type { MachineConfig } from '../pci/machine';
import type { Platform } from './platform';
import { highWindowStart, largestGap, lowMemoryOf, oscLines, pcMap } from './platform-parts';
import { parseBootOptions } from './cmdline';
import { hex } from './address';

const ECAM = 0xb0000000;
/** 64-bit PCI window of a machine with little memory: 32 GiB above 4 GiB. */
const HIGH_WINDOW = 0x800000000;

const LINKS: readonly (readonly [string, number])[] = [
  ...['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map(
    (letter, i) => [`LNK${letter}`, (i & 2) === 0 ? 10 : 11] as const,
  ),
  ...['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map((letter, i) => [`GSI${letter}`, 16 + i] as const),
];

/** Slots 0-24 and 30 use links E-H, turned by the slot; 25-29 and 31 use A-D as their pin says. */
function route(slot: number, pin: number): { link: string; irq: number } {
  const turned = slot <= 0x18 || slot === 0x1e;
  const first = slot <= 0x17 ? slot & 3 : 0;
  const index = (turned ? 4 : 0) + ((first + pin - 1) & 3);
  return { link: `GSI${'ABCDEFGH'.charAt(index)}`, irq: 16 + index };
}

/** The DMAR table as QEMU writes it: one DRHD whose scope lists the I/O APIC and every function of the root bus. */
function dmarLines(machine: MachineConfig, lowMemory: number): string[] {
  const onRoot = machine.devices.filter(
    ({ bus, model }) =>
      (bus === null || bus === 'pcie.0') && model !== 'intel-iommu' && !/subsys/.test(model),
  ).length;
  const ports = machine.devices.filter(({ model }) => model === 'pcie-root-port').length;
  const newer = machine.qemu === '10.0';
  const size = 48 + 16 + 8 + 8 * (4 + onRoot);
  const base = lowMemory - 0x20000 + (newer ? 0x2785 : 0x231d) + Math.max(0, ports - 1) * 0xb8;
  const at = hex(base, 16).toUpperCase();
  const width = newer ? 48 : 39;
  const cap = newer ? 'd2008c222f0606' : 'd2008c22260206';
  return [
    `ACPI: DMAR 0x${at} ${hex(size, 6)} (v01 BOCHS  BXPC     00000001 BXPC 00000001)`,
    `ACPI: Reserving DMAR table memory at [mem 0x${hex(base, 8)}-0x${hex(base + size - 1, 8)}]`,
    `DMAR: IOMMU enabled`,
    `DMAR: Host address width ${width}`,
    'DMAR: DRHD base: 0x000000fed90000 flags: 0x0',
    `DMAR: dmar0: reg_base_addr fed90000 ver 1:0 cap ${cap} ecap f00f4a`,
    'DMAR-IR: IOAPIC id 0 under DRHD base  0xfed90000 IOMMU 0',
    'DMAR-IR: Enabled IRQ remapping in xapic mode',
  ];
}

export function q35Platform(machine: MachineConfig): Platform {
  const lowMemory = lowMemoryOf(machine);
  const high = highWindowStart(machine);
  const gap = largestGap([
    [0, lowMemory - 1],
    [ECAM, 0xbfffffff],
    [0xfed1c000, 0xfed1ffff],
    [0xfffc0000, 0xffffffff],
  ]);
  const options = parseBootOptions(machine.cmdline);
  const iommu = machine.devices.some(({ model }) => model === 'intel-iommu') && options.intelIommu;
  return {
    hardwareName: 'QEMU Standard PC (Q35 + ICH9, 2009), BIOS 1.16.2-debian-1.16.2-1 04/01/2014',
    ecam: options.noMmconf ? null : ECAM,
    roots: [
      {
        label: 'PCI0',
        bus: 0,
        lastBus: 255,
        io: [
          [0x0000, 0x0cf7],
          [0x0d00, 0xffff],
        ],
        memory: [
          [0xa0000, 0xbffff],
          [lowMemory, ECAM - 1],
          [0xc0000000, 0xfebfffff],
          [high, high + HIGH_WINDOW - 1],
        ],
      },
    ],
    memoryHole: gap[0],
    gap,
    rootId: 'PNP0A08:00',
    osc: oscLines(options, ['SHPCHotplug', 'PME', 'AER', 'PCIeCapability']),
    links: LINKS,
    msiBase: iommu ? 25 : 24,
    iommu,
    dmar: iommu ? dmarLines(machine, lowMemory) : [],
    route,
    // Function 0 of each slot, the SMBus and, in the later release, the disk controller.
    describes: (rid, onRoot) =>
      (rid & 7) === 0 ||
      (onRoot && ((rid & 0xff) === 0xfb || ((rid & 0xff) === 0xfa && machine.qemu === '10.0'))),
    describesVfs: machine.qemu === '10.0',
    numaNode: () => -1,
    map(video) {
      const entries = pcMap(machine, lowMemory, video);
      const ecamName = machine.kernel === '6.12' ? 'PCI ECAM' : 'PCI MMCONFIG';
      if (!options.noMmconf)
        entries.push({ start: ECAM, end: 0xbfffffff, name: `${ecamName} 0000 [bus 00-ff]` });
      entries.push({ start: ECAM, end: 0xbfffffff, name: 'Reserved' });
      entries.push({ start: ECAM, end: 0xbfffffff, name: 'pnp 00:05' });
      entries.push({ start: 0xfed1c000, end: 0xfed1ffff, name: 'Reserved' });
      if (iommu) entries.push({ start: 0xfed90000, end: 0xfed90fff, name: 'dmar0' });
      return entries;
    },
    fixedPorts: [],
    finalLines: [],
    predictableNames: false,
  };
}
