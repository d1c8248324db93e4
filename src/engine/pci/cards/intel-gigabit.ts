import type { DeviceProfile } from '../device-profile';
import { KiB, MiB } from '../device-rows';
import type { CardParts } from './blueprint';
import { acs, aer, dsn, ltr, msi, msix, pm, tph } from './capabilities';
import { express, vfExpress, type ExpressShape } from './express';
import { io, mem } from './image';
import { fromProfile, MADE_UP_MAC } from './network-card';

/** Latencies as every Intel controller up to the X550 states them: L0s below 512 ns, L1 below 64 µs. */
const patience = {
  type: 0,
  maxPayload: 2,
  extendedTag: false,
  l0s: 3,
  l1: 6,
  slotPower: 0,
  flr: true,
  deviceCapabilities2: 0x1f,
} as const;

const gigabit = (speed: number, width: number, l0sExit: number, l1Exit: number): ExpressShape => ({
  ...patience,
  link: { speed, width, aspm: 3, l0sExit, l1Exit },
});

/** 82576: every value of PF0 as the dump `tests/cap-pcie-2` of pciutils has it. */
function i82576(device: DeviceProfile, totals: readonly number[]): CardParts {
  const shape = gigabit(1, 4, 6, 6);
  return {
    ...fromProfile(device, totals),
    revision: 1,
    subsystem: [0x8086, 0xa03c],
    places: { ari: 0x150, sriov: 0x160 },
    pf: () => ({
      bars: [
        mem(0, 128 * KiB, 'mem32', false),
        mem(1, 4 * MiB, 'mem32', false),
        io(2, 32),
        mem(3, 16 * KiB, 'mem32', false),
      ],
      romBytes: 4 * MiB,
      capabilities: [
        pm(0x40, 0xc823, 0x1a00_2000),
        msi(0x50),
        msix(0x70, 10, [3, 0], [3, 0x2000]),
        express(0xa0, shape),
        aer(0x100, 1, { severity: 0x0006_2011, capabilities: 0, correctableMask: 0x2000 }),
        dsn(0x140, [0x00, 0x1b, 0x21, 0x2b, 0x46, 0xe0]),
      ],
    }),
    vf: () => [
      msix(0x70, 3, [3, 0], [3, 0x2000]),
      vfExpress(0xa0, shape),
      aer(0x100, 1, { severity: 0x0006_2011, capabilities: 0 }),
    ],
    assumed: [...device.assumed, 'VF configuration space (as QEMU’s igbvf)'],
  };
}

function i350(device: DeviceProfile, totals: readonly number[]): CardParts {
  const shape = gigabit(2, 4, 6, 5);
  return {
    ...fromProfile(device, totals),
    revision: 1,
    subsystem: [0x8086, 0x5001],
    places: { ari: 0x150, sriov: 0x160 },
    pf: () => ({
      bars: [mem(0, 1 * MiB, 'mem32', false), mem(3, 16 * KiB, 'mem32', false)],
      romBytes: 512 * KiB,
      capabilities: [
        pm(0x40, 0xc823, 0x2000),
        msi(0x50),
        msix(0x70, 10, [3, 0], [3, 0x2000]),
        express(0xa0, shape),
        aer(0x100, 2),
        dsn(0x140, MADE_UP_MAC),
        tph(0x1a0, 0),
        ltr(0x1c0),
        acs(0x1d0),
      ],
    }),
    vf: () => [
      msix(0x70, 3, [3, 0], [3, 0x2000]),
      vfExpress(0xa0, shape),
      aer(0x100, 2),
      tph(0x1a0, 0),
      acs(0x1d0),
    ],
    assumed: [...device.assumed, 'subsystem', 'Device Serial Number', 'Expansion ROM'],
  };
}

/** 82599, X540 and X550: one MAC generation, three links. */
function ixgbe(device: DeviceProfile, totals: readonly number[]): CardParts {
  const { id, pcieGen: speed, pcieLanes: width, msixPerPf } = device;
  const newer = id === 'intel-x550';
  const vectors = msixPerPf ?? 64;
  const prefetchable = !newer;
  const shape: ExpressShape = {
    ...patience,
    link: newer
      ? { speed, width, aspm: 3, l0sExit: 5, l1Exit: 4 }
      : { speed, width, aspm: 1, l0sExit: 4, l1Exit: 3 },
  };
  const serviced = id === 'intel-82599' ? null : acs(newer ? 0x1b0 : 0x1d0);
  const version = id === 'intel-82599' ? 1 : 2;
  return {
    ...fromProfile(device, totals),
    revision: 1,
    subsystem: [0x8086, newer ? 0x0001 : id === 'intel-82599' ? 0x0003 : 0x0002],
    places: { ari: 0x150, sriov: 0x160 },
    pf: () => ({
      bars: [
        mem(0, newer ? 4 * MiB : id === 'intel-82599' ? 512 * KiB : 2 * MiB, 'mem64', prefetchable),
        ...(id === 'intel-82599' ? [io(2, 32)] : []),
        mem(4, 16 * KiB, 'mem64', prefetchable),
      ],
      romBytes: 512 * KiB,
      capabilities: [
        pm(0x40, 0x4823, 0x2000),
        msi(0x50),
        msix(0x70, vectors, [4, 0], [4, 0x2000]),
        express(0xa0, shape),
        aer(0x100, version),
        dsn(0x140, MADE_UP_MAC),
        serviced,
      ],
    }),
    vf: () =>
      [
        msix(0x70, 3, [3, 0], [3, 0x2000]),
        vfExpress(0xa0, shape),
        aer(0x100, version),
        serviced,
      ].filter((c) => c !== null),
    assumed: [
      ...device.assumed,
      'subsystem',
      'Device Serial Number',
      'link latencies',
      'VF configuration space',
    ],
  };
}

export const INTEL_1G_10G: Readonly<
  Record<string, (device: DeviceProfile, totals: readonly number[]) => CardParts>
> = {
  'intel-82576': i82576,
  'intel-i350': i350,
  'intel-82599': ixgbe,
  'intel-x540': ixgbe,
  'intel-x550': ixgbe,
};
