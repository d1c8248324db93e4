import { hierarchy, tree, type HierarchyNode } from 'd3-hierarchy';
import { linkHorizontal } from 'd3-shape';
import { MOST_VFS_IN_TREE, type CardInfo } from './card-props';

export type NodeKind = 'root-complex' | 'root-port' | 'pf' | 'vf' | 'vf-group';

export interface TreeNode {
  /** Unique in the tree and the same from one layout to the next. */
  readonly key: string;
  readonly kind: NodeKind;
  /** Index into `card.functions`; null for what is no function of the card. */
  readonly fn: number | null;
  /** The PF it belongs to; -1 above the PFs. */
  readonly pf: number;
  /** VFs that hang below, shown or not. */
  readonly vfs: number;
  readonly expanded: boolean;
  readonly children: readonly TreeNode[];
}

function pfChildren(card: CardInfo, pf: number, numVfs: number): readonly TreeNode[] {
  const leaf = { pf, vfs: 0, expanded: false, children: [] } as const;
  if (numVfs > MOST_VFS_IN_TREE) {
    return [{ ...leaf, key: `group-${pf}`, kind: 'vf-group', fn: null, vfs: numVfs }];
  }
  return card.functions.flatMap((f, fn) =>
    f.kind === 'vf' && f.pf === pf
      ? [{ ...leaf, key: `vf-${pf}-${f.index}`, kind: 'vf' as const, fn }]
      : [],
  );
}

/** Root complex, root port, PFs, and their VFs except below the PFs in `collapsed`. */
export function functionTree(card: CardInfo, collapsed: ReadonlySet<number>): TreeNode {
  const pfs = card.pfs.map(({ index, numVfs }): TreeNode => {
    const expanded = numVfs > 0 && !collapsed.has(index);
    return {
      key: `pf-${index}`,
      kind: 'pf',
      fn: card.functions.findIndex((f) => f.kind === 'pf' && f.pf === index),
      pf: index,
      vfs: numVfs,
      expanded,
      children: expanded ? pfChildren(card, index, numVfs) : [],
    };
  });
  const above = { fn: null, pf: -1, vfs: 0, expanded: true } as const;
  const port: TreeNode = { ...above, key: 'root-port', kind: 'root-port', children: pfs };
  return { ...above, key: 'root-complex', kind: 'root-complex', children: [port] };
}

/** A box, its top left corner, and how deep it stands (root complex = 1, as `aria-level`). */
export interface PlacedNode {
  readonly node: TreeNode;
  readonly parent: string | null;
  readonly level: number;
  /** Position among its siblings from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TreeLayout {
  readonly nodes: readonly PlacedNode[];
  readonly links: readonly { readonly key: string; readonly d: string }[];
  readonly width: number;
  readonly height: number;
}

const HEIGHT: Readonly<Record<NodeKind, number>> = {
  'root-complex': 30,
  'root-port': 62,
  pf: 46,
  vf: 26,
  'vf-group': 62,
};
/** Box widths by depth: root complex, root port, PF, VF. */
const COLUMNS: readonly number[] = [124, 168, 172, 176];
const COLUMNS_WIDTH = COLUMNS.reduce((a, b) => a + b, 0);
const MIN_COLUMN_GAP = 28;
const MAX_COLUMN_GAP = 88;
const ROW_GAP = 6;
const INDENT = 18;

/** Narrower than this the four columns do not fit, and each node gets a line of its own. */
export const MIN_COLUMNS_WIDTH = COLUMNS_WIDTH + 3 * MIN_COLUMN_GAP;

const heightOf = (n: HierarchyNode<TreeNode>) => HEIGHT[n.data.kind];

function place(n: HierarchyNode<TreeNode>, x: number, y: number, width: number): PlacedNode {
  return {
    node: n.data,
    parent: n.parent?.data.key ?? null,
    level: n.depth + 1,
    position: (n.parent?.children?.indexOf(n) ?? 0) + 1,
    siblings: n.parent?.children?.length ?? 1,
    x,
    y,
    width,
    height: heightOf(n),
  };
}

/** Root on the left, functions on the right; a parent stands in the middle of its children. */
function inColumns(root: TreeNode, available: number): TreeLayout {
  const gap = Math.min(
    MAX_COLUMN_GAP,
    Math.max(MIN_COLUMN_GAP, (available - COLUMNS_WIDTH) / (COLUMNS.length - 1)),
  );
  const columnX = (depth: number) =>
    COLUMNS.slice(0, depth).reduce((x, width) => x + width + gap, 0);
  const laid = tree<TreeNode>()
    .nodeSize([1, 1])
    .separation(
      (a, b) => (heightOf(a) + heightOf(b)) / 2 + (a.parent === b.parent ? 1 : 2) * ROW_GAP,
    )(hierarchy(root, (n) => n.children));
  const top = Math.min(...laid.descendants().map((n) => n.x - heightOf(n) / 2));
  // Preorder is reading order, which is what the keyboard walks.
  const order: PlacedNode[] = [];
  laid.eachBefore((n) => {
    order.push(place(n, columnX(n.depth), n.x - heightOf(n) / 2 - top, COLUMNS[n.depth] ?? 0));
  });
  const horizontal = linkHorizontal();
  return finish(order, (parent, child) =>
    horizontal({
      source: [parent.x + parent.width, parent.y + parent.height / 2],
      target: [child.x, child.y + child.height / 2],
    }),
  );
}

/** One node a line, indented by depth, for narrow screens. */
function indented(root: TreeNode, available: number): TreeLayout {
  const order: PlacedNode[] = [];
  let y = 0;
  hierarchy(root, (n) => n.children).eachBefore((n) => {
    const x = n.depth * INDENT;
    order.push(place(n, x, y, Math.max(120, available - x)));
    y += heightOf(n) + ROW_GAP;
  });
  return finish(order, (parent, child) => {
    const x = parent.x + INDENT / 2;
    return `M${x},${parent.y + parent.height}V${child.y + child.height / 2}H${child.x}`;
  });
}

function finish(
  nodes: readonly PlacedNode[],
  link: (parent: PlacedNode, child: PlacedNode) => string | null,
): TreeLayout {
  const byKey = new Map(nodes.map((n) => [n.node.key, n]));
  const links = nodes.flatMap((child) => {
    const parent = child.parent === null ? undefined : byKey.get(child.parent);
    const d = parent === undefined ? null : link(parent, child);
    return d === null ? [] : [{ key: child.node.key, d }];
  });
  return {
    nodes,
    links,
    width: Math.max(...nodes.map((n) => n.x + n.width)),
    height: Math.max(...nodes.map((n) => n.y + n.height)),
  };
}

/** Places the tree in a box `available` pixels wide: columns where they fit, else one node a line. */
export function layoutTree(root: TreeNode, available: number): TreeLayout {
  return available >= MIN_COLUMNS_WIDTH ? inColumns(root, available) : indented(root, available);
}
