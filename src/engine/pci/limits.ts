import type { Bytes } from '../units';
import { routingOf, type DeviceProfile } from './device-profile';
import { rootPortOf, type PcieHost } from './host-bus';
import { FUNCTIONS_PER_BUS, extraBuses, ridOf, vfRoutingId, vfsUpToBus } from './routing';

/**
 * In the order a learner meets them: what the silicon has, what its registers say, what the
 * driver accepts, then what the host can give. Ties are reported in this order.
 */
export const LIMIT_IDS = [
  'device-total',
  'total-vfs',
  'driver-max',
  'ari-reach',
  'bus-numbers',
  'memory-window',
] as const;
export type LimitId = (typeof LIMIT_IDS)[number];

/** The numbers behind a limit; i18n makes the sentence. */
export type LimitWhy =
  /** The controller has `vfs` in all, its `ports` divide them evenly. */
  | { readonly id: 'device-total'; readonly vfs: number; readonly ports: number }
  | { readonly id: 'total-vfs'; readonly totalVfs: number; readonly pfs: number }
  /** `pools` not null: one of them stays with the PF. */
  | {
      readonly id: 'driver-max';
      readonly driver: string;
      readonly maxVfs: number;
      readonly pools: number | null;
      readonly pfs: number;
    }
  /** Without ARI only functions 0 to `lastFunction` of device 0 answer on the card's own bus. */
  | { readonly id: 'ari-reach'; readonly lastFunction: number; readonly pfs: number }
  | {
      readonly id: 'bus-numbers';
      readonly secondary: number;
      readonly subordinate: number;
      readonly buses: number;
      /** Extra bus numbers each PF needs for its first VF, and for all of its VFs. */
      readonly extraForFirst: readonly number[];
      readonly extraForAll: readonly number[];
    }
  /** `perVf` bytes for each of a PF's TotalVFs are claimed at boot, all or nothing. */
  | {
      readonly id: 'memory-window';
      readonly perVf: Bytes;
      readonly perPf: Bytes;
      readonly window: Bytes;
      readonly pfsThatFit: number;
      readonly pfs: number;
    };

export interface VfLimit {
  readonly id: LimitId;
  /** VFs on the whole card if nothing else limited it. */
  readonly max: number;
  /** The same for each PF; null where only the card as a whole is limited. */
  readonly perPf: readonly number[] | null;
  readonly why: LimitWhy;
}

export interface VfLimits {
  /** VFs this card can have on this host. */
  readonly max: number;
  /** How many of them PF k can have. */
  readonly maxPerPf: readonly number[];
  /** The limit met first: the lowest, and of equals the first in {@link LIMIT_IDS}. */
  readonly binding: LimitId;
  /** All limits that stand at the same number, the binding one included. */
  readonly ties: readonly LimitId[];
  /** Every limit that exists for this card on this host, in the order of {@link LIMIT_IDS}. */
  readonly all: readonly VfLimit[];
}

const NUM_VFS_REGISTER_MAX = 0xffff;
const LAST_FUNCTION_WITHOUT_ARI = 7;
const SYSTEM_PAGE = 4096;

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** PF k is function k of device 0 on the card's bus, also beyond 7 under ARI. */
const pfRid = (secondary: number, pf: number) => ridOf(secondary, pf >> 3, pf & 7);

function uniform(pfs: number, value: number): readonly number[] {
  return Array.from({ length: pfs }, () => value);
}

/** VFs from the first on that a port without ARI forwarding can reach; stops at the first it cannot. */
function reachableWithoutAri(device: DeviceProfile, secondary: number, pf: number): number {
  const { firstVfOffset, vfStride } = routingOf(device, pf, false);
  for (let n = 1; n <= device.totalVfsPerPf; n++) {
    const rid = vfRoutingId(pfRid(secondary, pf), firstVfOffset, vfStride, n);
    const onOwnBus = rid >> 8 === secondary;
    if (onOwnBus && (rid & 0xff) > LAST_FUNCTION_WITHOUT_ARI) return n - 1;
  }
  return device.totalVfsPerPf;
}

function ariReach(device: DeviceProfile, host: PcieHost): VfLimit | null {
  if (host.ari) return null;
  const { secondary } = rootPortOf(host);
  const perPf = uniform(device.pfs, 0).map((_, pf) => reachableWithoutAri(device, secondary, pf));
  if (perPf.every((n) => n === device.totalVfsPerPf)) return null;
  const why = { lastFunction: LAST_FUNCTION_WITHOUT_ARI, pfs: device.pfs };
  return { id: 'ari-reach', max: sum(perPf), perPf, why: { id: 'ari-reach', ...why } };
}

function busNumbers(device: DeviceProfile, host: PcieHost): VfLimit {
  const { secondary, subordinate } = rootPortOf(host);
  const buses = subordinate - secondary + 1;
  const perPf: number[] = [];
  const extraForFirst: number[] = [];
  const extraForAll: number[] = [];
  for (let pf = 0; pf < device.pfs; pf++) {
    const rid = pfRid(secondary, pf);
    const { firstVfOffset: offset, vfStride: stride } = routingOf(device, pf, host.ari);
    perPf.push(vfsUpToBus(rid, offset, stride, subordinate, NUM_VFS_REGISTER_MAX));
    extraForFirst.push(extraBuses(rid, offset, stride, 1));
    extraForAll.push(extraBuses(rid, offset, stride, device.totalVfsPerPf));
  }
  return {
    id: 'bus-numbers',
    // Each PF's figure stands for that PF alone; together they cannot exceed the function numbers.
    max: Math.min(sum(perPf), buses * FUNCTIONS_PER_BUS - device.pfs),
    perPf,
    why: { id: 'bus-numbers', secondary, subordinate, buses, extraForFirst, extraForAll },
  };
}

/**
 * MODEL: only the VF BARs use the window, PF0's are placed first, and a PF whose BARs do not all
 * fit gets none (Linux: `not enough MMIO resources for SR-IOV`).
 */
function memoryWindow(device: DeviceProfile, window: Bytes): VfLimit {
  const perVf = sum(device.vfBars.map((b) => Math.max(b.sizeBytes, SYSTEM_PAGE)));
  const perPfBytes = perVf * device.totalVfsPerPf;
  const pfsThatFit = Math.min(device.pfs, Math.floor(window / perPfBytes));
  const enough = pfsThatFit === device.pfs;
  const perPf = enough
    ? null
    : uniform(device.pfs, 0).map((_, pf) => (pf < pfsThatFit ? device.totalVfsPerPf : 0));
  return {
    id: 'memory-window',
    max: perPf === null ? Math.floor(window / perVf) : sum(perPf),
    perPf,
    why: {
      id: 'memory-window',
      perVf,
      perPf: perPfBytes,
      window,
      pfsThatFit,
      pfs: device.pfs,
    },
  };
}

function deviceLimits(device: DeviceProfile): VfLimit[] {
  const { pfs, totalVfsPerPf: totalVfs, driverMaxVfsPerPf: maxVfs } = device;
  const limits: VfLimit[] = [];
  if (device.deviceTotalIsShared) {
    const vfs = device.deviceTotalVfs;
    const why = { id: 'device-total', vfs, ports: pfs } as const;
    limits.push({ id: 'device-total', max: vfs, perPf: null, why });
  }
  limits.push({
    id: 'total-vfs',
    max: totalVfs * pfs,
    perPf: uniform(pfs, totalVfs),
    why: { id: 'total-vfs', totalVfs, pfs },
  });
  if (maxVfs !== null) {
    const { driverPf: driver, driverPools: pools } = device;
    limits.push({
      id: 'driver-max',
      max: maxVfs * pfs,
      perPf: uniform(pfs, maxVfs),
      why: { id: 'driver-max', driver, maxVfs, pools, pfs },
    });
  }
  return limits;
}

/** All limits on the number of VFs of this card on this host, and which one is met first. */
export function vfLimits(device: DeviceProfile, host: PcieHost): VfLimits {
  const all = deviceLimits(device);
  const reach = ariReach(device, host);
  if (reach !== null) all.push(reach);
  all.push(busNumbers(device, host));
  if (host.mmioWindow !== undefined) all.push(memoryWindow(device, host.mmioWindow));

  const maxPerPf = uniform(device.pfs, 0).map((_, pf) =>
    Math.min(...all.map((l) => (l.perPf === null ? Infinity : (l.perPf[pf] ?? 0)))),
  );
  const lowest = Math.min(...all.map((l) => l.max));
  const ties = all.filter((l) => l.max === lowest).map((l) => l.id);
  return {
    max: Math.min(lowest, sum(maxPerPf)),
    maxPerPf,
    binding: ties[0] ?? 'total-vfs',
    ties,
    all,
  };
}
