import { bar, KiB, MiB } from '../device-rows';
import type { CardParts } from './blueprint';
import {
  aer,
  ats,
  dataLinkFeature,
  dsn,
  laneMargining,
  msi,
  msix,
  other,
  pasid,
  physical16,
  physical32,
  pm,
  pri,
  secondary,
} from './capabilities';
import { express, vfExpress, type ExpressShape } from './express';
import { mem, type CapabilityImage } from './image';
import { MADE_UP_MAC } from './network-card';

// Cards that carry no packets: the lab shows their registers and their VFs, and runs nothing over them.

const NVM_EXPRESS = 0x01_0802;
const CO_PROCESSOR = 0x0b_4000;

const ssd = (speed: number, width: number): ExpressShape => ({
  type: 0,
  link: { speed, width, aspm: 0, l0sExit: 0, l1Exit: 0 },
  maxPayload: 2,
  extendedTag: true,
  l0s: 7,
  l1: 7,
  slotPower: 40,
  flr: true,
  deviceCapabilities2: 0x0001_001f,
});

const ssdBars = [mem(0, 32 * KiB, 'mem64', false)];
const ssdVfBars = [bar(0, 32 * KiB, false)];

interface SsdFacts {
  readonly id: string;
  readonly deviceId: number;
  readonly totalVfs: number;
  readonly speed: number;
  readonly width: number;
  readonly vectors: number;
  readonly sriovAt: number;
  readonly extended: readonly CapabilityImage[];
  readonly assumed: readonly string[];
}

/** PM1733 and PM174X: a Samsung NVMe controller with one PF. */
function samsung(facts: SsdFacts, totals: readonly number[] | null): CardParts {
  const { id, deviceId, speed, width, vectors } = facts;
  const shape = ssd(speed, width);
  const tables = [
    [0, 0x4000],
    [0, 0x3000],
  ] as const;
  return {
    id,
    vendorId: 0x144d,
    deviceId,
    vfDeviceId: deviceId,
    revision: 0,
    classCode: NVM_EXPRESS,
    subsystem: [0x144d, 0xaa0a],
    pfs: 1,
    totals: totals ?? [facts.totalVfs],
    // PM174X with ARI 32, PM173X without 2; each assumed for the other as well.
    layout: { kind: 'block', first: 32, nonAriShift: -30 },
    vfStride: 1,
    vfBars: ssdVfBars,
    supportedPages: 0x553,
    ariPreserved: true,
    places: { ari: 0x168, sriov: facts.sriovAt },
    ariAcs: true,
    interrupts: true,
    pf: () => ({
      bars: ssdBars,
      romBytes: 0,
      capabilities: [
        pm(0x40, 0x0013 & 0x3, 0x8),
        express(0x70, shape),
        msix(0xb0, vectors, ...tables),
        aer(0x100, 2, {
          mask: 0x0040_0000,
          severity: 0x0046_2030,
          correctableMask: 0xe000,
          capabilities: 0x2a0,
        }),
        dsn(0x148, MADE_UP_MAC),
        ...facts.extended,
      ],
    }),
    vf: () => [vfExpress(0x70, shape), msix(0xb0, 5, ...tables), aer(0x100, 2)],
    assumed: [...facts.assumed, 'VF capability list', 'offset in the other ARI state'],
  };
}

const pm1733 = (totals: readonly number[] | null): CardParts =>
  samsung(
    {
      id: 'samsung-pm1733',
      deviceId: 0xa824,
      totalVfs: 32,
      speed: 4,
      width: 4,
      vectors: 64,
      sriovAt: 0x1e8,
      extended: [secondary(0x178, 4), physical16(0x198), laneMargining(0x1bc)],
      assumed: ['capabilities besides ARI and SR-IOV'],
    },
    totals,
  );

const pm174x = (totals: readonly number[] | null): CardParts =>
  samsung(
    {
      id: 'samsung-pm174x',
      deviceId: 0xa826,
      totalVfs: 64,
      speed: 5,
      width: 2,
      vectors: 129,
      sriovAt: 0x1f8,
      extended: [
        secondary(0x178, 4),
        physical16(0x198),
        laneMargining(0x1bc),
        physical32(0x1d4),
        dataLinkFeature(0x3c0),
      ],
      assumed: ['vfBars'],
    },
    totals,
  );

/** A function of the root complex itself: no link, and in reality on a root bus. */
const integrated: ExpressShape = {
  type: 9,
  link: null,
  maxPayload: 2,
  extendedTag: true,
  l0s: 0,
  l1: 0,
  slotPower: 0,
  flr: true,
  deviceCapabilities2: 0,
};

const qat4xxx = (totals: readonly number[] | null): CardParts => ({
  id: 'intel-qat4xxx',
  vendorId: 0x8086,
  deviceId: 0x4940,
  vfDeviceId: 0x4941,
  revision: 0x40,
  classCode: CO_PROCESSOR,
  subsystem: [0x8086, 0],
  pfs: 1,
  totals: totals ?? [16],
  layout: { kind: 'block', first: 1, nonAriShift: 0 },
  vfStride: 1,
  vfBars: [bar(0, 8 * KiB, true), bar(2, 8 * KiB, true)],
  supportedPages: 0x553,
  ariPreserved: true,
  places: { ari: 0x140, sriov: 0x150 },
  interrupts: false,
  pf: () => ({
    bars: [
      mem(0, 512 * KiB, 'mem64', true),
      mem(2, 4 * MiB, 'mem64', true),
      mem(4, 128 * KiB, 'mem64', true),
    ],
    romBytes: 0,
    capabilities: [
      msi(0x50),
      express(0x70, integrated),
      msix(0xb0, 256, [2, 0x1000], [2, 0x9000]),
      pm(0xdc, 0x0003, 0x8),
      aer(0x100, 2),
      ats(0x190),
      pri(0x1a0, 512),
      pasid(0x1b0, 20),
    ],
  }),
  vf: () => [
    vfExpress(0x70, integrated),
    msix(0xb0, 3, [2, 0x1000], [2, 0x1800]),
    aer(0x100, 2),
    ats(0x190),
    pasid(0x1b0, 20),
  ],
  assumed: ['routing', 'vfBars', 'every capability’s place', 'BARs', 'MSI-X', 'totalVfsPerPf'],
});

const EMPTY_LINK: ExpressShape = { ...integrated, type: 0, extendedTag: false, flr: false };
const ENHANCED_ALLOCATION = 0x14;
const VENDOR_SPECIFIC = 0x000b;

/**
 * ThunderX: its addresses, the VFs' too, are fixed and stand in Enhanced Allocation entries, so every
 * BAR register reads 0 (`tests/cap-ea-1` of pciutils).
 */
const thunderx = (totals: readonly number[] | null): CardParts => ({
  id: 'cavium-thunderx',
  vendorId: 0x177d,
  deviceId: 0xa01e,
  vfDeviceId: 0xa034,
  revision: 8,
  classCode: 0x02_0000,
  subsystem: [0x177d, 0xa11e],
  pfs: 1,
  totals: totals ?? [128],
  layout: { kind: 'block', first: 1, nonAriShift: 0 },
  vfStride: 1,
  vfBars: [],
  supportedPages: 0x553,
  ariPreserved: true,
  places: { ari: 0x100, sriov: 0x180 },
  interrupts: false,
  pf: () => ({
    bars: [],
    romBytes: 0,
    capabilities: [
      { ...express(0x40, EMPTY_LINK), registers: [[2, 2, 2]] },
      msix(0x80, 10, [4, 0], [4, 0xf_0000]),
      {
        at: 0x98,
        id: ENHANCED_ALLOCATION,
        version: null,
        registers: [
          [2, 2, 4],
          ...eaEntry(4, 0x80ff_0004, 0x8430_0000_0000, 0x3fff_ffff),
          ...eaEntry(24, 0x80ff_0044, 0x8430_6000_0000, 0xf_ffff),
          ...eaEntry(44, 0x80ff_0494, 0x8430_a000_0000, 0x1f_ffff),
          ...eaEntry(64, 0x80ff_04d4, 0x8430_e000_0000, 0x1f_ffff),
        ],
      },
      { ...other(0x108, VENDOR_SPECIFIC), registers: [[4, 4, 0x0401_00a0]] },
    ],
  }),
  vf: () => [
    { ...express(0x40, EMPTY_LINK), registers: [[2, 2, 2]] },
    msix(0x80, 20, [4, 0], [4, 0xf_0000]),
  ],
  assumed: ['VF configuration space'],
});

/** One Enhanced Allocation entry of 20 bytes: 64-bit base, 32-bit offset of its last byte. */
function eaEntry(at: number, header: number, base: number, maxOffset: number) {
  return [
    [at, 4, header],
    [at + 4, 4, (base % 2 ** 32) + 2],
    [at + 8, 4, maxOffset - 1],
    [at + 12, 4, Math.floor(base / 2 ** 32)],
  ] as const;
}

export const OTHER_CARDS: Readonly<
  Record<string, (totals: readonly number[] | null) => CardParts>
> = {
  'samsung-pm1733': pm1733,
  'samsung-pm174x': pm174x,
  'intel-qat4xxx': qat4xxx,
  'cavium-thunderx': thunderx,
};
