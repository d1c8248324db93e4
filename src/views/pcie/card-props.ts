/** A function of the card, as the picture needs it; the engine's `PciFunction` has this shape. */
export interface FunctionInfo {
  readonly kind: 'pf' | 'vf';
  /** Index of the PF, also for its VFs. */
  readonly pf: number;
  /** VF index within its PF from 0; -1 for a PF. */
  readonly index: number;
  /** bus << 8 | device << 3 | function. */
  readonly rid: number;
  readonly bdf: string;
  readonly deviceId: number;
  readonly driver: string;
  readonly msix: number | null;
  readonly queues: number | null;
  readonly bars: readonly { readonly index: number; readonly sizeBytes: number }[];
}

export interface PfInfo {
  readonly rid: number;
  readonly index: number;
  readonly firstVfOffset: number;
  readonly vfStride: number;
  readonly derived: boolean;
  readonly totalVfs: number;
  readonly maxVfs: number;
  readonly numVfs: number;
  readonly driver: string;
}

/** What the PCIe view draws; the engine's `Card` has this shape. */
export interface CardInfo {
  readonly device: {
    readonly name: string;
    readonly pcieGen: number;
    readonly pcieLanes: number;
  };
  readonly ari: boolean;
  readonly rootPort: {
    readonly rid: number;
    readonly secondary: number;
    readonly subordinate: number;
  };
  readonly pfs: readonly PfInfo[];
  /** All PFs, then the VFs of PF0, then of PF1 …; a selection is an index into it. */
  readonly functions: readonly FunctionInfo[];
}

/** A PF with more VFs than this shows them in the grid, not as nodes of the tree. */
export const MOST_VFS_IN_TREE = 16;
