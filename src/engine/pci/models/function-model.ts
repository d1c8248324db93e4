import type { ConfigTemplate } from '../config-space';
import type { BarShape, FunctionRole } from '../fabric';

/** First VF Offset and VF Stride. */
export interface VfLayout {
  readonly offset: number;
  readonly stride: number;
}

/** What a PF's SR-IOV capability does that its registers do not say. */
export interface SriovModel {
  /** Configuration space of each VF. */
  readonly vf: ConfigTemplate;
  /** VF BARs, their sizes for 4 KiB pages. */
  readonly vfBars: readonly BarShape[];
  /** Offset and stride for what stands in NumVFs and ARI Capable Hierarchy; null where the registers are fixed. */
  readonly layout: ((numVfs: number, ari: boolean) => VfLayout) | null;
  /** What refuses writes while VFs are enabled: NumVFs, page size and ARI on real devices, less on emulated ones. */
  readonly lockedWhileEnabled: 'all' | 'NumVFs' | 'nothing';
  /** VF Enable cannot be set while NumVFs is more than TotalVFs. Absent: it can, and no VF appears. */
  readonly refusesTooMany?: boolean;
  /** Switching the VFs off clears NumVFs. */
  readonly disableClearsNumVfs: boolean;
  /** System Page Size takes any combination of supported bits, not one. */
  readonly anyPageSizeBits: boolean;
}

/** What a firmware sets aside behind a port for devices that come later; undefined = what it does by itself. */
export interface Reservation {
  /** Bus numbers beyond the secondary one. */
  readonly buses?: number;
  /** Bytes. */
  readonly io?: number;
  readonly mem?: number;
  readonly pref32?: number;
  readonly pref64?: number;
}

/** One function as it is built; several may share one. */
export interface FunctionModel {
  readonly role: FunctionRole;
  readonly template: ConfigTemplate;
  /** Index 6 is the expansion ROM. */
  readonly bars: readonly BarShape[];
  readonly sriov?: SriovModel;
  /**
   * A port that passes on only device 0 of the link below unless ARI Forwarding is on, as the specification
   * demands. QEMU's ports do not.
   */
  readonly device0Only?: boolean;
  readonly reserve?: Reservation;
  readonly mac?: string;
}

/** What a plugged-in device consists of: its functions by function number. */
export type DeviceModel = ReadonlyMap<number, FunctionModel>;
