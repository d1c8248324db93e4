import type { DeviceProfile } from '../device-profile';
import { KiB, MiB } from '../device-rows';
import type { CardParts, FunctionBlueprint } from './blueprint';
import {
  acs,
  aer,
  ari,
  dataLinkFeature,
  laneMargining,
  msix,
  physical16,
  physical32,
  pm,
  secondary,
  vendorSpecific,
  vpd,
} from './capabilities';
import { express, vfExpress, type ExpressShape } from './express';
import { functionImage, mem } from './image';
import { fromProfile } from './network-card';

const CARDS: Readonly<Record<string, { readonly subsystem: number; readonly revision: number }>> = {
  'nvidia-connectx4lx': { subsystem: 0x0003, revision: 0 },
  'nvidia-connectx5': { subsystem: 0x0008, revision: 0 },
  'nvidia-connectx6dx': { subsystem: 0x0016, revision: 0 },
  'nvidia-connectx7': { subsystem: 0x0026, revision: 0 },
  'nvidia-bluefield2': { subsystem: 0x0063, revision: 1 },
};

const shapeOf = ({ pcieGen: speed, pcieLanes: width }: DeviceProfile): ExpressShape => ({
  type: 0,
  link: { speed, width, aspm: 0, l0sExit: 7, l1Exit: 2 },
  maxPayload: 2,
  extendedTag: true,
  l0s: 7,
  l1: 7,
  slotPower: 75,
  flr: true,
  deviceCapabilities2: 0x1f,
});

/** The third function of a BlueField: its own processor's interface, without VFs. */
function managementFunction(device: DeviceProfile): FunctionBlueprint {
  const bars = [mem(0, 1 * MiB, 'mem64', true)];
  const config = functionImage({
    vendorId: device.vendorId,
    deviceId: 0xc2d3,
    revision: 1,
    classCode: 0x08_0100,
    subsystem: [0x15b3, 0x0063],
    interruptPin: 3,
    multifunction: true,
    bars,
    capabilities: [
      express(0x60, shapeOf(device)),
      msix(0x9c, 3, [0, 0x2000], [0, 0x3000]),
      pm(0x40, 0x0003, 0x8),
      aer(0x100, 1),
      ari(0x150, 0),
    ],
  });
  return { config, bars, romBytes: 0, sriov: null };
}

/** ConnectX: one list for all of them; a faster link adds what its generation requires. */
function mlx5(device: DeviceProfile, totals: readonly number[]): CardParts {
  const shape = shapeOf(device);
  const { pcieGen, pcieLanes, msixPerPf, msixPerVf } = device;
  const card = CARDS[device.id] ?? { subsystem: 0, revision: 0 };
  return {
    ...fromProfile(device, totals),
    revision: card.revision,
    subsystem: [0x15b3, card.subsystem],
    ariPreserved: true,
    places: { ari: 0x150, sriov: 0x180 },
    pf: (pf) => ({
      bars: [mem(0, 32 * MiB, 'mem64', true)],
      romBytes: 1024 * KiB,
      capabilities: [
        express(0x60, shape),
        vpd(0x48),
        msix(0x9c, msixPerPf ?? 64, [0, 0x2000], [0, 0x3000]),
        vendorSpecific(0xc0, 0x18),
        pm(0x40, 0x0003, 0x8),
        aer(0x100, pcieGen > 3 ? 2 : 1),
        pf === 0 ? secondary(0x1c0, pcieLanes) : null,
        acs(0x230),
        pf === 0 && pcieGen > 3 ? laneMargining(0x320) : null,
        pf === 0 && pcieGen > 3 ? physical16(0x370) : null,
        pf === 0 && pcieGen > 4 ? physical32(0x3b0) : null,
        pf === 0 && pcieGen > 3 ? dataLinkFeature(0x420) : null,
      ],
    }),
    vf: () => [
      vfExpress(0x60, shape),
      msix(0x9c, msixPerVf ?? 12, [0, 0x2000], [0, 0x3000]),
      aer(0x100, pcieGen > 3 ? 2 : 1),
      acs(0x230),
    ],
    more: device.id === 'nvidia-bluefield2' ? [managementFunction(device)] : [],
    assumed: [
      ...device.assumed,
      'subsystem',
      'VF capability list',
      ...(msixPerVf === null ? ['msixPerVf'] : []),
      ...(device.id === 'nvidia-bluefield2' ? ['function 2'] : []),
    ],
  };
}

export const NVIDIA: Readonly<
  Record<string, (device: DeviceProfile, totals: readonly number[]) => CardParts>
> = Object.fromEntries(Object.keys(CARDS).map((id) => [id, mlx5]));
