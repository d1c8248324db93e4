import type { Topology } from '../../store/vocabulary';

/** What the PCIe view draws; a selection is an index into its functions. */
export type CardInfo = Topology['card'];
export type FunctionInfo = CardInfo['functions'][number];
export type PfInfo = CardInfo['pfs'][number];

/** A PF with more VFs than this shows them in the grid, not as nodes of the tree. */
export const MOST_VFS_IN_TREE = 16;
