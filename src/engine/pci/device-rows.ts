import { layoutEntry, type DeviceProfile, type RoutingEntry, type VfBar } from './device-profile';

export const KiB = 1024;
export const MiB = 1024 * KiB;

/** A listed routing value: PF, ARI, First VF Offset, seen in a dump? The stride is the device's. */
type Listed = readonly [pf: number, ari: boolean, firstVfOffset: number, verified: boolean];

/** A line of the device tables; {@link complete} makes the profile of it. */
export type DeviceRow = Omit<DeviceProfile, 'routing' | 'supportedPages'> & {
  readonly vfStride: number;
  /** Absent: 4 KiB, 8 KiB, 64 KiB, 256 KiB, 1 MiB and 4 MiB, which every device supports. */
  readonly supportedPages?: number;
  readonly listed: readonly Listed[];
};

const MANDATORY_PAGES = 0x553;

/** Adds what is not listed by the layout rule of the family. */
export function complete({ vfStride, listed, ...row }: DeviceRow): DeviceProfile {
  const routing: RoutingEntry[] = [];
  for (const ari of [true, false]) {
    for (let pf = 0; pf < row.pfs; pf++) {
      const seen = listed.find(([p, a]) => p === pf && a === ari);
      const rule = layoutEntry(row.layout, vfStride, row.totalVfsPerPf, pf, ari);
      routing.push(
        seen === undefined
          ? { pf, ari, ...rule, verified: false, derived: true }
          : { pf, ari, firstVfOffset: seen[2], vfStride, verified: seen[3], derived: false },
      );
    }
  }
  return { ...row, supportedPages: row.supportedPages ?? MANDATORY_PAGES, routing };
}

export const bar = (index: number, sizeBytes: number, prefetchable: boolean): VfBar => ({
  index,
  sizeBytes,
  is64bit: true,
  prefetchable,
});
