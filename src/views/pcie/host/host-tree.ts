import type { HostFunction } from '../../../store/vocabulary';
import { ROOT, type HostIndex } from './host-index';

/** A PF with more VFs than this shows them as one box and in the grid. */
export const MOST_VFS_IN_TREE = 16;
/** Functions of the chipset beside the ports: from this many on they are one box. */
const FEWEST_FOLDED = 2;

export type NodeKind = 'root-complex' | 'bridge' | 'endpoint' | 'pf' | 'vf' | 'vfs' | 'others';

export interface TreeNode {
  /** Unique in the tree and the same from one picture to the next. */
  readonly key: string;
  readonly kind: NodeKind;
  /** null for what is no single function. */
  readonly fn: HostFunction | null;
  /** Position of the PF it is or belongs to on its card; -1 for anything else. */
  readonly pf: number;
  /** Functions that a fold hides or a group stands for: VFs of a PF, others of a root bus. */
  readonly count: number;
  /** null where there is nothing to fold. */
  readonly expanded: boolean | null;
  readonly children: readonly TreeNode[];
}

const LEAF = { pf: -1, count: 0, expanded: null, children: [] } as const;
const isBridge = ({ role }: HostFunction) =>
  role === 'root-port' || role === 'upstream-port' || role === 'downstream-port';

/** From the root complex down; `toggled` are the keys whose fold is not as it is at first. */
export function hostTree(index: HostIndex, toggled: ReadonlySet<string>): TreeNode {
  const children = childrenOf(index, ROOT, toggled, new Set());
  return { ...LEAF, key: 'root-complex', kind: 'root-complex', fn: null, children };
}

function childrenOf(
  index: HostIndex,
  parent: number,
  toggled: ReadonlySet<string>,
  above: ReadonlySet<number>,
): readonly TreeNode[] {
  const own = (index.below.get(parent) ?? []).filter((fn) => !above.has(fn.rid));
  const plain = own.filter((fn) => !isBridge(fn) && !index.pfs.has(fn.rid));
  const folded = parent === ROOT && plain.length >= FEWEST_FOLDED ? plain : [];
  const nodes = own
    .filter((fn) => !folded.includes(fn))
    .map((fn) => nodeOf(index, fn, toggled, above));
  return folded.length === 0 ? nodes : [...nodes, othersOf(folded, toggled)];
}

function othersOf(folded: readonly HostFunction[], toggled: ReadonlySet<string>): TreeNode {
  const expanded = toggled.has('others');
  const children = expanded
    ? folded.map((fn): TreeNode => ({ ...LEAF, key: `f-${fn.rid}`, kind: 'endpoint', fn }))
    : [];
  const count = folded.length;
  return { ...LEAF, key: 'others', kind: 'others', fn: null, count, expanded, children };
}

function nodeOf(
  index: HostIndex,
  fn: HostFunction,
  toggled: ReadonlySet<string>,
  above: ReadonlySet<number>,
): TreeNode {
  const key = `f-${fn.rid}`;
  const pf = index.pfNumber.get(fn.rid);
  if (pf !== undefined) {
    const vfs = index.vfsOf.get(fn.rid) ?? [];
    const expanded = vfs.length === 0 ? null : !toggled.has(key);
    const children = expanded === true ? vfNodes(vfs, pf, key) : [];
    return { key, kind: 'pf', fn, pf, count: vfs.length, expanded, children };
  }
  if (!isBridge(fn)) return { ...LEAF, key, kind: 'endpoint', fn };
  const hidden = index.below.get(fn.rid)?.length ?? 0;
  const expanded = hidden === 0 ? null : !toggled.has(key);
  const path = new Set([...above, fn.rid]);
  const children = expanded === true ? childrenOf(index, fn.rid, toggled, path) : [];
  return { key, kind: 'bridge', fn, pf: -1, count: hidden, expanded, children };
}

function vfNodes(vfs: readonly HostFunction[], pf: number, parent: string): readonly TreeNode[] {
  if (vfs.length > MOST_VFS_IN_TREE) {
    return [
      { ...LEAF, key: `${parent}-vfs`, kind: 'vfs', fn: vfs[0] ?? null, pf, count: vfs.length },
    ];
  }
  return vfs.map((fn) => ({ ...LEAF, key: `f-${fn.rid}`, kind: 'vf' as const, fn, pf }));
}
