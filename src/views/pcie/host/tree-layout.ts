import { hierarchy, tree, type HierarchyNode } from 'd3-hierarchy';
import { linkHorizontal } from 'd3-shape';
import type { NodeKind, TreeNode } from './host-tree';

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
  bridge: 62,
  endpoint: 46,
  pf: 62,
  vf: 28,
  vfs: 62,
  others: 30,
};
/** Box widths: the root complex, and every other. */
const ROOT_WIDTH = 120;
const BOX_WIDTH = 164;
/** Of VFs in the last column: their driver stands between name and address. */
const VF_WIDTH = 204;
/** So that at 1440 pixels the host of the first screen has columns beside a scroll bar, too. */
const MIN_COLUMN_GAP = 15;
const MAX_COLUMN_GAP = 72;
const ROW_GAP = 6;
const INDENT = 16;

/** Levels of boxes below the root. */
const depthOf = (node: TreeNode): number =>
  node.children.length === 0 ? 0 : 1 + Math.max(...node.children.map(depthOf));

/** The last column has VFs, which need more room. */
function endsInVfs(node: TreeNode, depth = depthOf(node)): boolean {
  if (depth === 0) return node.kind === 'vf';
  return node.children.some((child) => endsInVfs(child, depth - 1));
}

const lastColumn = (root: TreeNode): number => (endsInVfs(root) ? VF_WIDTH : BOX_WIDTH);

/** Narrower than this the columns of a tree do not fit, and each node gets a line of its own. */
export function columnsWidth(root: TreeNode): number {
  const depth = depthOf(root);
  return ROOT_WIDTH + depth * (BOX_WIDTH + MIN_COLUMN_GAP) + lastColumn(root) - BOX_WIDTH;
}

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
  const depth = Math.max(1, depthOf(root));
  const last = lastColumn(root);
  const free = (available - ROOT_WIDTH - (depth - 1) * BOX_WIDTH - last) / depth;
  const gap = Math.min(MAX_COLUMN_GAP, Math.max(MIN_COLUMN_GAP, free));
  const columnX = (at: number) => (at === 0 ? 0 : ROOT_WIDTH + gap + (at - 1) * (BOX_WIDTH + gap));
  const laid = tree<TreeNode>()
    .nodeSize([1, 1])
    .separation(
      (a, b) => (heightOf(a) + heightOf(b)) / 2 + (a.parent === b.parent ? 1 : 2) * ROW_GAP,
    )(hierarchy(root, (n) => n.children));
  const top = Math.min(...laid.descendants().map((n) => n.x - heightOf(n) / 2));
  // Preorder is reading order, which is what the keyboard walks.
  const order: PlacedNode[] = [];
  laid.eachBefore((n) => {
    order.push(
      place(
        n,
        columnX(n.depth),
        n.x - heightOf(n) / 2 - top,
        n.depth === 0 ? ROOT_WIDTH : n.depth === depth ? last : BOX_WIDTH,
      ),
    );
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
    order.push(place(n, x, y, Math.max(BOX_WIDTH, available - x)));
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
  return available >= columnsWidth(root) ? inColumns(root, available) : indented(root, available);
}
