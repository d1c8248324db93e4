import type { Bytes } from '../units';
import {
  functionOf,
  routingOf,
  totalVfsOf,
  type DeviceProfile,
  type VfBar,
} from './device-profile';
import { rootPortOf, systemPageOf, type PcieHost } from './host-bus';
import { NUM_VFS_REGISTER_MAX } from './limit-device';
import type { VfLimit } from './limit-kinds';
import { portWindows } from './port-windows';
import { FUNCTIONS_PER_BUS, extraBuses, vfsUpToBus } from './routing';

/** Functions that a port without ARI forwarding reaches on its secondary bus: those of device 0. */
const FUNCTIONS_WITHOUT_ARI = 8;

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

/** PFs whose VF BARs of a kind found no place. */
interface Misplaced {
  readonly high: ReadonlySet<number>;
  readonly low: ReadonlySet<number>;
}

/** Bytes for VF BARs behind the port: in the lab's host beside the card's own, elsewhere what the port is known to have. */
export function roomOf(
  device: DeviceProfile,
  host: PcieHost,
): { readonly high: Bytes; readonly low: Bytes } {
  if (host.slot === undefined) return portWindows(device.id, host).room;
  return { high: host.mmioWindow ?? Infinity, low: host.mmioWindow32 ?? Infinity };
}

/**
 * MODEL: only the VF BARs use the windows, without holes between them. Linux places the largest slices first, PF by
 * PF among equals (`pdev_sort_resources`), and puts a 64-bit prefetchable BAR below 4 GiB where there is room for it
 * only there. A PF with one BAR left out has no VFs (`not enough MMIO resources for SR-IOV`).
 */
function place(device: DeviceProfile, host: PcieHost, sizeOf: (bar: VfBar) => Bytes): Misplaced {
  const left = { ...roomOf(device, host) };
  const misplaced = { high: new Set<number>(), low: new Set<number>() };
  const claims = eachPf(device, (pf) => device.vfBars.map((bar) => ({ pf, bar })))
    .flat()
    .toSorted((a, b) => sizeOf(b.bar) - sizeOf(a.bar));
  for (const { pf, bar } of claims) {
    const size = sizeOf(bar) * totalVfsOf(device, pf);
    const kind = fitsAbove4G(bar) ? 'high' : 'low';
    if (kind === 'high' && size <= left.high) left.high -= size;
    // Nothing is known of a window without an end: it is no way out.
    else if ((kind === 'low' || left.low < Infinity) && size <= left.low) left.low -= size;
    else misplaced[kind].add(pf);
  }
  return misplaced;
}

/** One limit for each window that the host states and the card's VF BARs use. */
export function memoryWindows(device: DeviceProfile, host: PcieHost): readonly VfLimit[] {
  const room = roomOf(device, host);
  const { pfs } = device;
  const systemPage = systemPageOf(device.supportedPages, host.pageSize);
  const sizeOf = (bar: VfBar) => Math.max(bar.sizeBytes, systemPage);
  const misplaced = place(device, host, sizeOf);
  const totals = eachPf(device, (pf) => totalVfsOf(device, pf));
  const totalVfs = Math.max(0, ...totals);
  const limit = (kind: 'high' | 'low', stated: Bytes | undefined): VfLimit[] => {
    const window = room[kind];
    const bars = device.vfBars.filter((bar) => fitsAbove4G(bar) === (kind === 'high'));
    if (stated === undefined || bars.length === 0) return [];
    const perVf = sum(bars.map(sizeOf));
    const needed = perVf * sum(totals);
    const without = misplaced[kind];
    const perPf = without.size === 0 ? null : totals.map((n, pf) => (without.has(pf) ? 0 : n));
    const id = kind === 'high' ? 'memory-window' : 'memory-window-32';
    const why = { perVf, perPf: perVf * totalVfs, needed, window, systemPage, totalVfs };
    return [
      {
        id,
        max: perPf === null ? Math.max(sum(totals), Math.floor(window / perVf)) : sum(perPf),
        perPf,
        why: { id, ...why, pfsThatFit: pfs - without.size, pfs },
      },
    ];
  };
  return [...limit('high', host.mmioWindow), ...limit('low', host.mmioWindow32)];
}
