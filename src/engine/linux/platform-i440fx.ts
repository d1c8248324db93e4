import type { MachineConfig } from '../pci/machine';
import type { Platform } from './platform';
import { highWindowStart, largestGap, lowMemoryOf, pcMap } from './platform-parts';

/** PIIX3: the slot and the pin choose one of four links; slot 1 pin A is the southbridge's own. */
function route(slot: number, pin: number): { link: string; irq: number } {
  if (slot === 1 && pin === 1) return { link: 'LNKS', irq: 9 };
  const index = (slot + pin - 1) & 3;
  return { link: `LNK${'DABC'.charAt(index)}`, irq: index === 1 || index === 2 ? 10 : 11 };
}

export function i440fxPlatform(machine: MachineConfig): Platform {
  const lowMemory = lowMemoryOf(machine);
  const high = highWindowStart(machine);
  const gap = largestGap([
    [0, lowMemory - 1],
    [0xfffc0000, 0xffffffff],
  ]);
  return {
    hardwareName: 'QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2-debian-1.16.2-1 04/01/2014',
    ecam: null,
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
          [lowMemory, 0xfebfffff],
          [high, high + 0x7fffffff],
        ],
      },
    ],
    memoryHole: gap[0],
    gap,
    rootId: 'PNP0A03:00',
    osc: [
      'OS supports [ASPM ClockPM Segments MSI HPX-Type3]',
      'not requesting OS control; OS requires [ExtendedConfig ASPM ClockPM MSI]',
    ],
    links: [
      ['LNKA', 10],
      ['LNKB', 10],
      ['LNKC', 11],
      ['LNKD', 11],
      ['LNKS', 9],
    ],
    msiBase: 24,
    iommu: false,
    dmar: [],
    route,
    describes: (rid) => (rid & 7) === 0,
    describesVfs: false,
    numaNode: () => -1,
    map: (video) => pcMap(machine, lowMemory, video),
    fixedPorts: [],
    finalLines: [
      ['0000:00:01.0', 'PIIX3: Enabling Passive Release'],
      ['0000:00:00.0', 'Limiting direct PCI/PCI transfers'],
    ],
    predictableNames: false,
  };
}
