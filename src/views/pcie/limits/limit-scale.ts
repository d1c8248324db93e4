/** Numbers of VFs marked on the scale where they lie on it. */
const TICKS = [1, 8, 64, 256, 4096, 65_535, 2 ** 20];

export interface Scale {
  /** Where a number of VFs lies, 0 to 1; logarithmic, and 0 is at the left end. */
  readonly at: (vfs: number) => number;
  readonly ticks: readonly number[];
}

/** A logarithmic scale on which the largest of these numbers is at the right end. */
export function limitScale(values: readonly number[]): Scale {
  const most = Math.max(1, ...values);
  const end = Math.log2(most + 1);
  return {
    at: (vfs) => Math.min(1, Math.log2(Math.max(0, vfs) + 1) / end),
    ticks: TICKS.filter((tick) => tick <= most),
  };
}
