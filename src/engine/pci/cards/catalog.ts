import type { DeviceProfile } from '../device-profile';
import { bar, complete, KiB, MiB, type DeviceRow } from '../device-rows';
import { deviceById } from '../devices';
import { assemble, type CardBlueprint } from './blueprint';
import { BROADCOM } from './broadcom';
import { INTEL_10G_100G } from './intel-ethernet';
import { INTEL_1G_10G } from './intel-gigabit';
import { NVIDIA } from './nvidia';
import { OTHER_CARDS } from './other-cards';

const NETWORK = { ...INTEL_1G_10G, ...INTEL_10G_100G, ...NVIDIA, ...BROADCOM };

const SHORT_OF_FACTS: Omit<DeviceRow, 'id' | 'name' | 'deviceId' | 'vfDeviceId' | 'vendorId'> = {
  pfs: 2,
  linkGbps: 25,
  pcieGen: 3,
  pcieLanes: 8,
  totalVfsPerPf: 8,
  driverMaxVfsPerPf: null,
  driverPools: null,
  deviceTotalVfs: 16,
  deviceTotalIsShared: false,
  layout: { kind: 'block', first: 2, nonAriShift: 0 },
  vfStride: 1,
  listed: [],
  vfBars: [bar(0, 1 * MiB, true)],
  msixPerPf: null,
  msixPerVf: null,
  queuesPerVf: null,
  vectorPool: null,
  queuePool: null,
  driverPf: 'mlx5_core',
  driverVf: 'mlx5_core',
  assumed: ['totalVfsPerPf', 'deviceTotalVfs', 'routing', 'vfBars', 'pcieGen', 'pcieLanes'],
  source: 'pci.ids; the rest as its family',
};

/** Network cards too little known to run packets over: what is not known is filled from the family. */
const HARDWARE_ONLY: readonly DeviceProfile[] = [
  complete({
    ...SHORT_OF_FACTS,
    id: 'nvidia-connectx6dx',
    name: 'NVIDIA ConnectX-6 Dx (dual port 100GbE)',
    vendorId: 0x15b3,
    deviceId: 0x101d,
    vfDeviceId: 0x101e,
    supportedPages: 0x7ff,
    linkGbps: 100,
    pcieGen: 4,
    pcieLanes: 16,
  }),
  complete({
    ...SHORT_OF_FACTS,
    id: 'broadcom-bcm57414',
    name: 'Broadcom BCM57414 NetXtreme-E 25GbE',
    vendorId: 0x14e4,
    deviceId: 0x16d7,
    vfDeviceId: 0x16dc,
    totalVfsPerPf: 64,
    driverMaxVfsPerPf: 128,
    deviceTotalVfs: 128,
    layout: { kind: 'block', first: 16, nonAriShift: 0 },
    vfBars: [bar(0, 16 * KiB, true), bar(2, 1 * MiB, true), bar(4, 16 * KiB, true)],
    driverPf: 'bnxt_en',
    driverVf: 'bnxt_en',
  }),
];

/** Ids of every card that has a model of its registers here, in the order of the families. */
export const CARD_IDS: readonly string[] = [...Object.keys(NETWORK), ...Object.keys(OTHER_CARDS)];

const TOTAL_VFS_MAX = 0xffff;

/**
 * TotalVFs as a machine's `total-vfs` sets them, one number for all PFs or one each (`8:4`), as
 * NVIDIA's firmware setting NUM_OF_VFS does on a real card; null when it does not fit the card.
 */
function parseTotals(text: string, pfs: number): readonly number[] | null {
  const values = text.split(':').map(Number);
  const good = (n: number) => Number.isInteger(n) && n >= 0 && n <= TOTAL_VFS_MAX;
  if (!values.every(good) || (values.length !== 1 && values.length !== pfs)) return null;
  return Array.from({ length: pfs }, (_, pf) => values[pf] ?? values[0] ?? 0);
}

/** The hardware of the card with this id; null for one that has no model here, or for TotalVFs that do not fit it. */
export function blueprintOf(id: string, totalVfs?: string): CardBlueprint | null {
  const family = NETWORK[id];
  const device = deviceById(id) ?? HARDWARE_ONLY.find((d) => d.id === id);
  const network = family !== undefined && device !== undefined;
  const pfs = network ? device.pfs : 1;
  const totals = totalVfs === undefined ? null : parseTotals(totalVfs, pfs);
  if (totalVfs !== undefined && totals === null) return null;
  if (!network) {
    const parts = OTHER_CARDS[id]?.(totals);
    return parts === undefined ? null : assemble(parts);
  }
  const asBuilt = Array.from({ length: pfs }, () => device.totalVfsPerPf);
  return assemble(family(device, totals ?? asBuilt));
}
