import type { VfBar } from '../device-profile';
import { barTypeBits, type CapabilityImage } from './image';

/** `support`: the bits above the version, D1, D2 and PME as the specification places them. */
export const pm = (at: number, support: number, csr = 0): CapabilityImage => ({
  at,
  id: 0x01,
  version: null,
  registers: [
    [2, 2, support],
    [4, 2, csr & 0xffff],
    [7, 1, csr >>> 24],
  ],
});

/** 64-bit, `messages` a power of two. */
export const msi = (at: number, { maskable = true, messages = 1 } = {}): CapabilityImage => ({
  at,
  id: 0x05,
  version: null,
  registers: [[2, 2, 0x80 | (maskable ? 0x100 : 0) | (Math.log2(messages) << 1)]],
});

type InBar = readonly [bar: number, offset: number];

export const msix = (
  at: number,
  vectors: number,
  [tableBar, tableOffset]: InBar,
  [pbaBar, pbaOffset]: InBar,
): CapabilityImage => ({
  at,
  id: 0x11,
  version: null,
  registers: [
    [2, 2, vectors - 1],
    [4, 4, tableOffset + tableBar],
    [8, 4, pbaOffset + pbaBar],
  ],
});

/** Vital Product Data; its contents are not in configuration space. */
export const vpd = (at: number): CapabilityImage => ({
  at,
  id: 0x03,
  version: null,
  registers: [],
});

export const vendorSpecific = (at: number, length: number): CapabilityImage => ({
  at,
  id: 0x09,
  version: null,
  registers: [[2, 1, length]],
});

/** Advanced Error Reporting. `severity` has Surprise Down on where left alone. */
export const aer = (
  at: number,
  version: number,
  { severity = 0x0006_2030, mask = 0, capabilities = 0xa0, correctableMask = 0x2000 } = {},
): CapabilityImage => ({
  at,
  id: 0x0001,
  version,
  registers: [
    [0x08, 4, mask],
    [0x0c, 4, severity],
    [0x14, 4, correctableMask],
    [0x18, 4, capabilities],
  ],
});

/** Device Serial Number as it is usually made: a MAC address with `ff-ff` in its middle. */
export const dsn = (at: number, mac: readonly number[]): CapabilityImage => {
  const eui = [...mac.slice(0, 3), 0xff, 0xff, ...mac.slice(3)].toReversed();
  return {
    at,
    id: 0x0003,
    version: 1,
    registers: eui.map((byte, i) => [4 + i, 1, byte] as const),
  };
};

/** `acs`: ACS function groups, bit 1. */
export const ari = (at: number, nextFunction: number, acs = false): CapabilityImage => ({
  at,
  id: 0x000e,
  version: 1,
  registers: [[4, 2, (nextFunction << 8) | (acs ? 2 : 0)]],
});

/** Of an endpoint: services it offers between its functions; most network cards implement none. */
export const acs = (at: number, services = 0): CapabilityImage => ({
  at,
  id: 0x000d,
  version: 1,
  registers: [[4, 2, services]],
});

/** Invalidate Queue Depth 0 = 32, page aligned requests. */
export const ats = (at: number): CapabilityImage => ({
  at,
  id: 0x000f,
  version: 1,
  registers: [[4, 2, 0x20]],
});

export const pri = (at: number, outstanding: number): CapabilityImage => ({
  at,
  id: 0x0013,
  version: 1,
  registers: [
    [6, 2, 0x0100],
    [8, 4, outstanding],
  ],
});

/** `width` bits of PASID, with execute and privileged mode. */
export const pasid = (at: number, width: number): CapabilityImage => ({
  at,
  id: 0x001b,
  version: 1,
  registers: [[4, 2, 0x6 | (width << 8)]],
});

/** TPH Requester: device specific mode, `tableSize` steering tags in the capability. */
export const tph = (at: number, tableSize: number): CapabilityImage => ({
  at,
  id: 0x0017,
  version: 1,
  registers: [[4, 4, 0x5 | (tableSize === 0 ? 0 : 1 << 9) | (Math.max(0, tableSize - 1) << 16)]],
});

export const ltr = (at: number): CapabilityImage => ({ at, id: 0x0018, version: 1, registers: [] });

/** Secondary PCI Express: lane equalization presets, two bytes a lane. */
export const secondary = (at: number, lanes: number): CapabilityImage => ({
  at,
  id: 0x0019,
  version: 1,
  registers: Array.from({ length: lanes }, (_, i) => [0x0c + 2 * i, 2, 0x7400] as const),
});

export const dataLinkFeature = (at: number): CapabilityImage => ({
  at,
  id: 0x0025,
  version: 1,
  registers: [
    [4, 4, 0x8000_0001],
    [8, 4, 0x8000_0001],
  ],
});

/** Physical Layer 16.0 GT/s, equalized. */
export const physical16 = (at: number): CapabilityImage => ({
  at,
  id: 0x0026,
  version: 1,
  registers: [[0x0c, 4, 0xf]],
});

export const physical32 = (at: number): CapabilityImage => ({
  at,
  id: 0x002a,
  version: 1,
  registers: [
    [4, 4, 0x103],
    [0x0c, 4, 0xf],
  ],
});

export const laneMargining = (at: number): CapabilityImage => ({
  at,
  id: 0x0027,
  version: 1,
  registers: [[6, 2, 0x3]],
});

/** Capability of another kind, of which only the place is kept. */
export const other = (at: number, id: number, version = 1): CapabilityImage => ({
  at,
  id,
  version,
  registers: [],
});

export interface SriovShape {
  readonly at: number;
  /** ARI Capable Hierarchy Preserved. */
  readonly ariPreserved: boolean;
  readonly totalVfs: number;
  readonly dependencyLink: number;
  readonly firstVfOffset: number;
  readonly vfStride: number;
  readonly vfDeviceId: number;
  readonly supportedPages: number;
  readonly bars: readonly VfBar[];
}

export const sriov = (shape: SriovShape): CapabilityImage => ({
  at: shape.at,
  id: 0x0010,
  version: 1,
  registers: [
    [0x04, 4, shape.ariPreserved ? 2 : 0],
    [0x0c, 2, shape.totalVfs],
    [0x0e, 2, shape.totalVfs],
    [0x12, 1, shape.dependencyLink],
    [0x14, 2, shape.firstVfOffset],
    [0x16, 2, shape.vfStride],
    [0x1a, 2, shape.vfDeviceId],
    [0x1c, 4, shape.supportedPages],
    [0x20, 4, 1],
    ...shape.bars.map(
      ({ index, is64bit, prefetchable }) =>
        [
          0x24 + 4 * index,
          4,
          barTypeBits({ kind: is64bit ? 'mem64' : 'mem32', prefetchable }),
        ] as const,
    ),
  ],
});
