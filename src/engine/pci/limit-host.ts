import type { Bytes } from '../units';
import {
  functionOf,
  routingOf,
  totalVfsOf,
  type DeviceProfile,
  type VfBar,
} from './device-profile';
import { rootPortOf, type PcieHost } from './host-bus';
import { NUM_VFS_REGISTER_MAX } from './limit-device';
import type { VfLimit } from './limit-kinds';
import { FUNCTIONS_PER_BUS, extraBuses, vfsUpToBus } from './routing';

/** Functions that a port without ARI forwarding reaches on its secondary bus: those of device 0. */
const FUNCTIONS_WITHOUT_ARI = 8;
const FOUR_KIB = 4096;

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

function eachPf<T>({ pfs }: DeviceProfile, value: (pf: number) => T): readonly T[] {
  return Array.from({ length: pfs }, (_, pf) => value(pf));
}

const pfRid = (device: DeviceProfile, secondary: number, pf: number) =>
  (secondary << 8) | functionOf(device, pf);

/**
 * VFs from the first on that a port without ARI forwarding can reach: those before the first that lies on the
 * card's own bus beyond function 7. On any further bus the card itself takes every function number.
 */
function reachableWithoutAri(device: DeviceProfile, pf: number): number {
  const { firstVfOffset, vfStride } = routingOf(device, pf, false);
  const first = functionOf(device, pf) + firstVfOffset;
  const totalVfs = totalVfsOf(device, pf);
  const within = Math.max(0, Math.ceil((FUNCTIONS_WITHOUT_ARI - first) / Math.max(1, vfStride)));
  const onOwnBus = first + within * vfStride < FUNCTIONS_PER_BUS;
  return onOwnBus ? Math.min(within, totalVfs) : totalVfs;
}

/** null where every VF can be reached. */
export function ariReach(device: DeviceProfile, host: PcieHost): VfLimit | null {
  if (host.ari) return null;
  const perPf = eachPf(device, (pf) => reachableWithoutAri(device, pf));
  if (perPf.every((n, pf) => n === totalVfsOf(device, pf))) return null;
  const why = { lastFunction: FUNCTIONS_WITHOUT_ARI - 1, pfs: device.pfs };
  return { id: 'ari-reach', max: sum(perPf), perPf, why: { id: 'ari-reach', ...why } };
}

export function busNumbers(device: DeviceProfile, host: PcieHost): VfLimit {
  const { secondary, subordinate } = rootPortOf(host);
  const buses = subordinate - secondary + 1;
  const routes = eachPf(device, (pf) => ({
    totalVfs: totalVfsOf(device, pf),
    rid: pfRid(device, secondary, pf),
    ...routingOf(device, pf, host.ari),
  }));
  const upTo = (most: (totalVfs: number) => number) =>
    routes.map((r) =>
      vfsUpToBus(r.rid, r.firstVfOffset, r.vfStride, subordinate, most(r.totalVfs)),
    );
  const extra = (vfs: (totalVfs: number) => number) =>
    routes.map((r) => extraBuses(r.rid, r.firstVfOffset, r.vfStride, vfs(r.totalVfs)));
  const ofTotal = upTo((totalVfs) => totalVfs);
  const short = ofTotal.some((n, pf) => n < totalVfsOf(device, pf));
  // Where the buses suffice the number is how far they would reach, each PF for itself; together
  // the PFs cannot exceed the function numbers.
  const perPf = short ? ofTotal : upTo(() => NUM_VFS_REGISTER_MAX);
  const extraForFirst = extra((totalVfs) => Math.min(1, totalVfs));
  const extraForAll = extra((totalVfs) => totalVfs);
  return {
    id: 'bus-numbers',
    max: Math.min(sum(perPf), buses * FUNCTIONS_PER_BUS - device.pfs),
    perPf,
    why: { id: 'bus-numbers', secondary, subordinate, buses, extraForFirst, extraForAll },
  };
}

/** How many functions have a number at all behind the port, wherever offset and stride put them. */
export function functionsPerBus(device: DeviceProfile, host: PcieHost): VfLimit {
  const { secondary, subordinate } = rootPortOf(host);
  const buses = subordinate - secondary + 1;
  const onOwnBus = host.ari ? FUNCTIONS_PER_BUS : FUNCTIONS_WITHOUT_ARI;
  const { pfs } = device;
  return {
    id: 'functions-per-bus',
    max: Math.max(0, onOwnBus + (buses - 1) * FUNCTIONS_PER_BUS - pfs),
    perPf: null,
    why: { id: 'functions-per-bus', onOwnBus, perBus: FUNCTIONS_PER_BUS, buses, pfs },
  };
}

/** A VF BAR that a bridge's 64-bit prefetchable window takes; any other lies below 4 GiB. */
const fitsAbove4G = (bar: VfBar) => bar.is64bit && bar.prefetchable;

/**
 * MODEL: only the VF BARs use the windows, PF0's are placed first, and a PF whose BARs do not all
 * fit gets none (Linux: `not enough MMIO resources for SR-IOV`).
 */
function windowLimit(
  id: 'memory-window' | 'memory-window-32',
  bars: readonly VfBar[],
  device: DeviceProfile,
  window: Bytes,
  systemPage: Bytes,
): VfLimit | null {
  if (bars.length === 0) return null;
  const { pfs } = device;
  const totals = eachPf(device, (pf) => totalVfsOf(device, pf));
  const perVf = sum(bars.map((b) => Math.max(b.sizeBytes, systemPage)));
  let left = window;
  const perPf = totals.map((totalVfs) => {
    if (perVf * totalVfs > left) return 0;
    left -= perVf * totalVfs;
    return totalVfs;
  });
  const fits = perPf.map((vfs, pf) => vfs === totals[pf]);
  const pfsThatFit = fits.filter(Boolean).length;
  const totalVfs = Math.max(0, ...totals);
  const needed = perVf * sum(totals);
  const why = { perVf, perPf: perVf * totalVfs, needed, window, systemPage, totalVfs, pfsThatFit };
  return {
    id,
    max: pfsThatFit === pfs ? Math.floor(window / perVf) : sum(perPf),
    perPf: pfsThatFit === pfs ? null : perPf,
    why: { id, ...why, pfs },
  };
}

/** One limit for each window that the host states and the card's VF BARs use. */
export function memoryWindows(device: DeviceProfile, host: PcieHost): readonly VfLimit[] {
  const { mmioWindow, mmioWindow32, systemPage = FOUR_KIB } = host;
  const high = device.vfBars.filter(fitsAbove4G);
  const low = device.vfBars.filter((bar) => !fitsAbove4G(bar));
  return [
    mmioWindow === undefined
      ? null
      : windowLimit('memory-window', high, device, mmioWindow, systemPage),
    mmioWindow32 === undefined
      ? null
      : windowLimit('memory-window-32', low, device, mmioWindow32, systemPage),
  ].filter((limit) => limit !== null);
}
