/** One VF BAR; the PF claims `sizeBytes` × TotalVFs for it. `sizeBytes` is the size for one VF. */
export interface VfBar {
  readonly index: number;
  readonly sizeBytes: number;
  readonly is64bit: boolean;
  readonly prefetchable: boolean;
}

/** First VF Offset and VF Stride as one PF shows them, with or without ARI forwarding above it. */
export interface RoutingEntry {
  readonly pf: number;
  readonly ari: boolean;
  readonly firstVfOffset: number;
  readonly vfStride: number;
  /** Seen in a dump of that device. */
  readonly verified: boolean;
  /** Not listed for the device: computed from the layout of its family. */
  readonly derived: boolean;
}

/**
 * How a controller family places the VFs of its PFs.
 * - `interleaved`: every PF has the same offset, the stride keeps them apart (igb, ixgbe).
 * - `block`: PF k's VFs start at function `first + k × TotalVFs` (i40e, ice, mlx5).
 * Without ARI the offset grows by `nonAriShift`: 256 moves the VFs to the next bus number,
 * 0 leaves them where only functions 0 to 7 can be reached.
 */
export interface VfLayout {
  readonly kind: 'interleaved' | 'block';
  readonly first: number;
  readonly nonAriShift: number;
}

/** MSI-X vectors that the VFs of one PF divide among them (Linux `ice_sriov_set_msix_res`). */
export interface VectorPool {
  /** Of one PF, and how many of them that PF keeps. */
  readonly vectors: number;
  readonly keptByPf: number;
  /** Vectors a VF can get, largest first; one of them is its mailbox, the others have a queue pair each. */
  readonly tiers: readonly number[];
}

/** Queue pairs of one PF, to divide among it and its VFs. */
export interface QueuePool {
  readonly pairs: number;
  readonly keptByPf: number;
  /** A VF gets no fewer. */
  readonly perVf: number;
}

/** Facts of one network device, as its configuration space and its Linux drivers show them. */
export interface DeviceProfile {
  /** Public name, used in scenarios and links. */
  readonly id: string;
  readonly name: string;
  readonly vendorId: number;
  readonly deviceId: number;
  readonly vfDeviceId: number;
  readonly pfs: number;
  readonly linkGbps: number;
  readonly pcieGen: number;
  readonly pcieLanes: number;
  /** The TotalVFs register of each PF. */
  readonly totalVfsPerPf: number;
  /** Where the PFs are not all alike, or not functions 0, 1, 2, …: a card that was read from a dump. */
  readonly eachPf?: readonly { readonly fn: number; readonly totalVfs: number }[];
  /** The PF driver's own maximum; null = it accepts TotalVFs. */
  readonly driverMaxVfsPerPf: number | null;
  /** Pools the driver shares between its VFs and the PF itself, which keeps one; null = not so built. */
  readonly driverPools: number | null;
  readonly deviceTotalVfs: number;
  /** The controller has `deviceTotalVfs` in all and its ports divide them (700 series, E810). */
  readonly deviceTotalIsShared: boolean;
  readonly layout: VfLayout;
  /** Complete: an entry for every PF with and without ARI. */
  readonly routing: readonly RoutingEntry[];
  readonly vfBars: readonly VfBar[];
  /** The Supported Page Sizes register. */
  readonly supportedPages: number;
  readonly msixPerPf: number | null;
  readonly msixPerVf: number | null;
  /** Queue pairs of one VF. */
  readonly queuesPerVf: number | null;
  /** null = vectors are fixed per VF, or not known. */
  readonly vectorPool: VectorPool | null;
  /** null = not known. */
  readonly queuePool: QueuePool | null;
  readonly driverPf: string;
  readonly driverVf: string;
  /** Fields whose value was not seen on this device but taken from its family or general knowledge. */
  readonly assumed: readonly string[];
  /** Where the verified values come from, in one line. */
  readonly source: string;
}

/**
 * First VF Offset and VF Stride of a PF by the rule of its family. For `interleaved` the stride is
 * `vfStride`, which is the number of functions that interleave.
 */
export function layoutEntry(
  layout: VfLayout,
  vfStride: number,
  totalVfsPerPf: number,
  pf: number,
  ari: boolean,
): { readonly firstVfOffset: number; readonly vfStride: number } {
  const shift = ari ? 0 : layout.nonAriShift;
  const firstVfOffset =
    layout.kind === 'interleaved'
      ? layout.first + shift
      : layout.first + pf * totalVfsPerPf - pf + shift;
  return { firstVfOffset, vfStride };
}

/** The entry of a PF; a profile without it breaks the table's promise, hence the throw. */
export function routingOf(device: DeviceProfile, pf: number, ari: boolean): RoutingEntry {
  const entry = device.routing.find((e) => e.pf === pf && e.ari === ari);
  if (entry === undefined) {
    throw new RangeError(`${device.id}: no routing for PF${pf} (${device.pfs} PFs), ari ${ari}`);
  }
  return entry;
}

/** What one VF gets when `numVfs` of a PF's are enabled; null where vectors do not depend on the number. */
export function vectorsPerVf(device: DeviceProfile, numVfs: number): number | null {
  const pool = device.vectorPool;
  if (pool === null || numVfs < 1) return null;
  const share = Math.floor((pool.vectors - pool.keptByPf) / numVfs);
  return pool.tiers.find((tier) => tier <= share) ?? 0;
}

/** TotalVFs of one PF. */
export const totalVfsOf = (device: DeviceProfile, pf: number): number =>
  device.eachPf?.[pf]?.totalVfs ?? device.totalVfsPerPf;

/** The function number of PF k on the card's bus: device << 3 | function, also beyond 7 under ARI. */
export const functionOf = (device: DeviceProfile, pf: number): number =>
  device.eachPf?.[pf]?.fn ?? pf;
