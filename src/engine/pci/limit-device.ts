import { totalVfsOf, type DeviceProfile } from './device-profile';
import type { VfLimit } from './limit-kinds';

/** TotalVFs and NumVFs have 16 bits. */
export const NUM_VFS_REGISTER_MAX = 0xffff;

const uniform = (pfs: number, value: number): readonly number[] =>
  Array.from({ length: pfs }, () => value);

/** The same number for every PF. */
const perPf = (pfs: number, value: number) => ({ max: value * pfs, perPf: uniform(pfs, value) });

/** What the card and its driver limit, whatever the host. */
export function deviceLimits(device: DeviceProfile): VfLimit[] {
  const { pfs, driverMaxVfsPerPf: maxVfs } = device;
  const limits: VfLimit[] = [];
  if (device.deviceTotalIsShared) {
    const vfs = device.deviceTotalVfs;
    const why = { id: 'device-total', vfs, ports: pfs } as const;
    limits.push({ id: 'device-total', max: vfs, perPf: null, why });
  }
  const totals = Array.from({ length: pfs }, (_, pf) => totalVfsOf(device, pf));
  limits.push({
    id: 'total-vfs',
    max: totals.reduce((a, b) => a + b, 0),
    perPf: totals,
    why: { id: 'total-vfs', totalVfs: totals[0] ?? 0, totals, pfs },
  });
  if (maxVfs !== null) {
    const { driverPf: driver, driverPools: pools } = device;
    const why = { id: 'driver-max', driver, maxVfs, pools, pfs } as const;
    limits.push({ id: 'driver-max', ...perPf(pfs, maxVfs), why });
  }
  if (device.queuePool !== null) {
    const { pairs, keptByPf, perVf } = device.queuePool;
    const why = { id: 'queue-pairs', pairs, keptByPf, perVf, pfs } as const;
    const most = Math.floor((pairs - keptByPf) / perVf);
    limits.push({ id: 'queue-pairs', ...perPf(pfs, most), why });
  }
  if (device.vectorPool !== null) {
    const { vectors, keptByPf, tiers } = device.vectorPool;
    const perVf = Math.min(...tiers);
    const why = { id: 'msix-vectors', vectors, keptByPf, perVf, pfs } as const;
    const most = Math.floor((vectors - keptByPf) / perVf);
    limits.push({ id: 'msix-vectors', ...perPf(pfs, most), why });
  }
  return limits;
}

/** The only limit of the specification itself. */
export function registerLimit({ pfs }: DeviceProfile): VfLimit {
  const why = { id: 'num-vfs-register', register: NUM_VFS_REGISTER_MAX, pfs } as const;
  return { id: 'num-vfs-register', ...perPf(pfs, NUM_VFS_REGISTER_MAX), why };
}
