import type { Bytes, RoutingId } from '../units';
import { functionOf, routingOf, totalVfsOf, type DeviceProfile } from './device-profile';
import { rootPortOf, type PcieHost, type RootPort } from './host-bus';
import { vfLimits, type VfLimits } from './limits';
import { formatBdf, vfRoutingId } from './routing';

/** A physical function and the SR-IOV registers it shows. */
export interface CardPf {
  readonly rid: RoutingId;
  readonly index: number;
  readonly firstVfOffset: number;
  readonly vfStride: number;
  /** The offset was computed from the family's layout, not listed for this device. */
  readonly derived: boolean;
  readonly totalVfs: number;
  /** What this PF can have on this host. */
  readonly maxVfs: number;
  readonly numVfs: number;
  readonly driver: string;
}

export interface PciFunction {
  readonly kind: 'pf' | 'vf';
  /** Index of the PF, also for its VFs. */
  readonly pf: number;
  /** VF index within its PF from 0, as in Linux `virtfn0`; -1 for a PF. */
  readonly index: number;
  readonly rid: RoutingId;
  /** `3b:10.2`. */
  readonly bdf: string;
  readonly deviceId: number;
  /** The Linux driver that binds to it. */
  readonly driver: string;
  /** MSI-X vectors; null = not known. */
  readonly msix: number | null;
  /** Queue pairs; null = not known. */
  readonly queues: number | null;
  /** Memory of this one VF; empty for a PF, whose own BARs are not in the device table. */
  readonly bars: readonly { readonly index: number; readonly sizeBytes: Bytes }[];
}

/** A card in the slot, with its VFs enabled. */
export interface Card {
  readonly device: DeviceProfile;
  readonly ari: boolean;
  readonly rootPort: RootPort;
  readonly pfs: readonly CardPf[];
  /** All PFs, then PF0's VFs, then PF1's …: an index stays what it is when the last PF's NumVFs grows. */
  readonly functions: readonly PciFunction[];
}

/** NumVFs of each PF for so many VFs in all: PF0 up to its own maximum, then PF1, and so on. */
function filledFromPf0(numVfs: number, { maxPerPf }: VfLimits): readonly number[] {
  let left = numVfs;
  return maxPerPf.map((max) => {
    const share = Math.min(left, max);
    left -= share;
    return share;
  });
}

const isCount = (n: number, max: number) => Number.isInteger(n) && n >= 0 && n <= max;

/**
 * The card with its VFs enabled: a number is the whole card's, which fills PF0 first, a list is each
 * PF's own NumVFs as `sriov_numvfs` sets it (PFs that it does not name have none).
 * Throws RangeError above `vfLimits(device, host)`, `max` or `maxPerPf`.
 */
export function plugCard(
  device: DeviceProfile,
  vfs: number | readonly number[],
  host: PcieHost,
): Card {
  const limits = vfLimits(device, host);
  const total = typeof vfs === 'number' ? vfs : vfs.reduce((a, b) => a + b, 0);
  if (!isCount(total, limits.max)) {
    throw new RangeError(
      `${device.id}: numVfs ${total} not in 0..${limits.max} (${limits.binding})`,
    );
  }
  const numVfs = typeof vfs === 'number' ? filledFromPf0(vfs, limits) : vfs;
  for (const [pf, n] of numVfs.entries()) {
    const most = limits.maxPerPf[pf];
    if (most === undefined) throw new RangeError(`${device.id}: no PF${pf}, ${device.pfs} PFs`);
    if (!isCount(n, most)) {
      throw new RangeError(`${device.id}: PF${pf} numVfs ${n} not in 0..${most}`);
    }
  }
  const rootPort = rootPortOf(host);
  const pfs = limits.maxPerPf.map((maxVfs, index): CardPf => {
    const { firstVfOffset, vfStride, derived } = routingOf(device, index, host.ari);
    return {
      rid: (rootPort.secondary << 8) | functionOf(device, index),
      index,
      firstVfOffset,
      vfStride,
      derived,
      totalVfs: totalVfsOf(device, index),
      maxVfs,
      numVfs: numVfs[index] ?? 0,
      driver: device.driverPf,
    };
  });
  const functions = [
    ...pfs.map((pf) => physicalFunction(device, pf)),
    ...pfs.flatMap((pf) =>
      Array.from({ length: pf.numVfs }, (_, index) => virtualFunction(device, pf, index)),
    ),
  ];
  return { device, ari: host.ari, rootPort, pfs, functions };
}

function physicalFunction(device: DeviceProfile, pf: CardPf): PciFunction {
  return {
    kind: 'pf',
    pf: pf.index,
    index: -1,
    rid: pf.rid,
    bdf: formatBdf(pf.rid),
    deviceId: device.deviceId,
    driver: device.driverPf,
    msix: device.msixPerPf,
    queues: null,
    bars: [],
  };
}

function virtualFunction(device: DeviceProfile, pf: CardPf, index: number): PciFunction {
  const rid = vfRoutingId(pf.rid, pf.firstVfOffset, pf.vfStride, index + 1);
  return {
    kind: 'vf',
    pf: pf.index,
    index,
    rid,
    bdf: formatBdf(rid),
    deviceId: device.vfDeviceId,
    driver: device.driverVf,
    msix: device.msixPerVf,
    queues: device.queuesPerVf,
    bars: device.vfBars.map(({ index: bar, sizeBytes }) => ({ index: bar, sizeBytes })),
  };
}
