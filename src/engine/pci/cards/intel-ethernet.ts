import type { DeviceProfile } from '../device-profile';
import { KiB, MiB } from '../device-rows';
import type { CardParts } from './blueprint';
import {
  acs,
  aer,
  dataLinkFeature,
  dsn,
  laneMargining,
  msi,
  msix,
  physical16,
  pm,
  secondary,
  tph,
  vpd,
} from './capabilities';
import { express, vfExpress, type ExpressShape } from './express';
import { mem } from './image';
import { fromProfile, MADE_UP_MAC } from './network-card';

/** 700 series and E810: the lists of the PFs are alike, the E810 has ARI before its serial number. */
function list(
  device: DeviceProfile,
  totals: readonly number[],
  shape: ExpressShape,
  vectors: number,
  pbaOffset: number,
  e810: boolean,
): Pick<CardParts, 'places' | 'pf' | 'vf'> & ReturnType<typeof fromProfile> {
  const { pcieLanes: lanes } = device;
  return {
    ...fromProfile(device, totals),
    places: { ari: e810 ? 0x148 : 0x150, sriov: 0x160 },
    pf: (pf) => ({
      bars: [
        mem(0, (e810 ? 32 : 8) * MiB, 'mem64', true),
        mem(3, (e810 ? 64 : 32) * KiB, 'mem64', true),
      ],
      romBytes: (e810 ? 1024 : 512) * KiB,
      capabilities: [
        pm(0x40, 0xc823, 0x2008),
        msi(0x50),
        msix(0x70, vectors, [3, 0], [3, pbaOffset]),
        express(0xa0, shape),
        pf === 0 ? vpd(0xe0) : null,
        aer(0x100, 2),
        dsn(e810 ? 0x150 : 0x140, MADE_UP_MAC),
        tph(0x1a0, 0),
        acs(0x1b0),
        // The link belongs to the device: only its lowest function shows these.
        pf === 0 ? secondary(0x1d0, lanes) : null,
        pf === 0 && e810 ? dataLinkFeature(0x200) : null,
        pf === 0 && e810 ? physical16(0x210) : null,
        pf === 0 && e810 ? laneMargining(0x250) : null,
      ],
    }),
    vf: () => [
      msix(0x70, device.msixPerVf ?? 5, [3, 0], [3, 0x2000]),
      vfExpress(0xa0, shape),
      aer(0x100, 2),
      tph(0x1a0, 0),
      acs(e810 ? 0x1b0 : 0x1d0),
    ],
  };
}

const ASSUMED = ['subsystem', 'Device Serial Number', 'link latencies', 'VF capability offsets'];

function i40e(device: DeviceProfile, totals: readonly number[]): CardParts {
  const shape: ExpressShape = {
    type: 0,
    link: {
      speed: device.pcieGen,
      width: device.pcieLanes,
      aspm: 2,
      l0sExit: 5,
      l1Exit: 4,
    },
    maxPayload: 4,
    extendedTag: true,
    l0s: 3,
    l1: 6,
    slotPower: 0,
    flr: true,
    deviceCapabilities2: 0x1f,
  };
  return {
    ...list(device, totals, shape, device.msixPerPf ?? 129, 0x1000, false),
    revision: device.id === 'intel-xl710' ? 2 : 1,
    subsystem: [0x8086, 0x0001],
    assumed: [...device.assumed, ...ASSUMED],
  };
}

function ice(device: DeviceProfile, totals: readonly number[]): CardParts {
  const shape: ExpressShape = {
    type: 0,
    link: { speed: device.pcieGen, width: device.pcieLanes, aspm: 2, l0sExit: 7, l1Exit: 6 },
    maxPayload: 2,
    extendedTag: true,
    l0s: 3,
    l1: 6,
    slotPower: 0,
    flr: true,
    deviceCapabilities2: 0x0001_0013,
  };
  const vectors = device.vectorPool?.vectors ?? 1024;
  return {
    ...list(device, totals, shape, vectors, 0x8000, true),
    revision: 2,
    subsystem: [0x8086, device.pfs === 4 ? 0x0005 : 0x0002],
    assumed: [...device.assumed, ...ASSUMED, 'msixPerPf', 'function 0 alone has the link’s'],
  };
}

export const INTEL_10G_100G: Readonly<
  Record<string, (device: DeviceProfile, totals: readonly number[]) => CardParts>
> = {
  'intel-x710': i40e,
  'intel-xl710': i40e,
  'intel-e810': ice,
  'intel-e810-4port': ice,
};
