import type { DeviceProfile } from '../device-profile';
import { KiB, MiB } from '../device-rows';
import type { CardParts } from './blueprint';
import { aer, dsn, msi, msix, other, pm, secondary, tph, vpd } from './capabilities';
import { express, vfExpress, type ExpressShape } from './express';
import { mem } from './image';
import { fromProfile, MADE_UP_MAC } from './network-card';

const POWER_BUDGETING = 0x0004;
const VIRTUAL_CHANNEL = 0x0002;
const RESIZABLE_BAR = 0x0015;

const shapeOf = (device: DeviceProfile, maxPayload: number): ExpressShape => ({
  type: 0,
  link: { speed: device.pcieGen, width: device.pcieLanes, aspm: 3, l0sExit: 5, l1Exit: 2 },
  maxPayload,
  extendedTag: true,
  l0s: 6,
  l1: 7,
  slotPower: 0,
  flr: true,
  deviceCapabilities2: 0x1f,
});

const ASSUMED = ['subsystem', 'Device Serial Number', 'VF capability list', 'MSI-X tables'];

function bnx2x(device: DeviceProfile, totals: readonly number[]): CardParts {
  const shape = shapeOf(device, 2);
  return {
    ...fromProfile(device, totals),
    revision: 0x11,
    subsystem: [0x103c, 0x17a5],
    places: { ari: 0x1b8, sriov: 0x1c0 },
    pf: (pf) => ({
      bars: [
        mem(0, 8 * MiB, 'mem64', true),
        mem(2, 8 * MiB, 'mem64', true),
        mem(4, 64 * KiB, 'mem64', true),
      ],
      romBytes: 512 * KiB,
      capabilities: [
        pm(0x48, 0xc803, 0x2008),
        vpd(0x50),
        msi(0x58, { maskable: false, messages: 8 }),
        msix(0xa0, 33, [4, 0], [4, 0x1000]),
        express(0xac, shape),
        aer(0x100, 1),
        dsn(0x13c, MADE_UP_MAC),
        other(0x150, POWER_BUDGETING),
        other(0x160, VIRTUAL_CHANNEL),
        other(0x220, RESIZABLE_BAR),
        pf === 0 ? secondary(0x300, device.pcieLanes) : null,
      ],
    }),
    vf: () => [
      msix(0xa0, device.msixPerVf ?? 9, [4, 0], [4, 0x800]),
      vfExpress(0xac, shape),
      aer(0x100, 1),
    ],
    assumed: [...device.assumed, ...ASSUMED],
  };
}

function bnxt(device: DeviceProfile, totals: readonly number[]): CardParts {
  const shape = shapeOf(device, 4);
  return {
    ...fromProfile(device, totals),
    revision: 1,
    subsystem: [0x14e4, 0x4140],
    places: { ari: 0x1b8, sriov: 0x1c0 },
    pf: (pf) => ({
      bars: [
        mem(0, 64 * KiB, 'mem64', true),
        mem(2, 1 * MiB, 'mem64', true),
        mem(4, 32 * KiB, 'mem64', true),
      ],
      romBytes: 512 * KiB,
      capabilities: [
        pm(0x48, 0xc803, 0x2008),
        vpd(0x50),
        msi(0x58, { maskable: false, messages: 8 }),
        msix(0xa0, 74, [4, 0], [4, 0x4a0]),
        express(0xac, shape),
        aer(0x100, 2),
        dsn(0x13c, MADE_UP_MAC),
        other(0x150, POWER_BUDGETING),
        other(0x160, VIRTUAL_CHANNEL),
        tph(0x230, 0),
        pf === 0 ? secondary(0x300, device.pcieLanes) : null,
      ],
    }),
    vf: () => [
      msix(0xa0, 16, [4, 0], [4, 0x800]),
      vfExpress(0xac, shape),
      aer(0x100, 2),
      tph(0x230, 0),
    ],
    assumed: [...device.assumed, ...ASSUMED],
  };
}

export const BROADCOM: Readonly<
  Record<string, (device: DeviceProfile, totals: readonly number[]) => CardParts>
> = { 'broadcom-bcm57810': bnx2x, 'broadcom-bcm57414': bnxt };
