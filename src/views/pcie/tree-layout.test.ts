import { describe, expect, it } from 'vitest';
import { deviceById } from '../../engine/pci/devices';
import { plugCard } from '../../engine/pci/card';
import { functionTree, layoutTree, MIN_COLUMNS_WIDTH, type TreeLayout } from './tree-layout';

function card(id: string, numVfs: number) {
  return plugCard(deviceById(id)!, numVfs, { ari: true, busesPerRootPort: 8 });
}

const tree = (id: string, numVfs: number, ...collapsed: number[]) =>
  functionTree(card(id, numVfs), new Set(collapsed));

const keys = (layout: TreeLayout) => layout.nodes.map((n) => n.node.key);

/** Pairs of boxes that share a pixel. */
function overlaps({ nodes }: TreeLayout): string[] {
  return nodes.flatMap((a, i) =>
    nodes
      .slice(i + 1)
      .filter(
        (b) =>
          a.x < b.x + b.width &&
          b.x < a.x + a.width &&
          a.y < b.y + b.height &&
          b.y < a.y + a.height,
      )
      .map((b) => `${a.node.key} ${b.node.key}`),
  );
}

describe('the PCIe tree', () => {
  it('runs from the root complex over the root port to the PFs and their VFs', () => {
    expect(keys(layoutTree(tree('intel-82599', 2), 1000))).toEqual([
      'root-complex',
      'root-port',
      'pf-0',
      'vf-0-0',
      'vf-0-1',
      'pf-1',
    ]);
  });

  it('names each function by its place in the card', () => {
    const { nodes } = layoutTree(tree('intel-82576', 9), 1000);
    const { functions } = card('intel-82576', 9);
    const shown = nodes.filter((n) => n.node.fn !== null).map((n) => functions[n.node.fn!]!.bdf);
    expect(shown).toHaveLength(11);
    expect(shown.toSorted()).toEqual(functions.map((f) => f.bdf).toSorted());
  });

  it('keeps sixteen VFs of a PF and sums up seventeen', () => {
    expect(keys(layoutTree(tree('intel-82599', 16), 1000))).toContain('vf-0-15');
    const many = keys(layoutTree(tree('intel-82599', 17), 1000));
    expect(many).toContain('group-0');
    expect(many.filter((key) => key.startsWith('vf-'))).toEqual([]);
  });

  it('folds the VFs of a PF away and keeps their number', () => {
    const { nodes } = layoutTree(tree('intel-82576', 9, 0), 1000);
    expect(nodes.map((n) => n.node.key)).not.toContain('vf-0-0');
    expect(nodes.map((n) => n.node.key)).toContain('vf-1-0');
    expect(nodes.find((n) => n.node.key === 'pf-0')?.node).toMatchObject({
      vfs: 7,
      expanded: false,
    });
  });

  it('counts levels and positions for a screen reader', () => {
    const { nodes } = layoutTree(tree('intel-82576', 9), 1000);
    expect(nodes.find((n) => n.node.key === 'vf-1-1')).toMatchObject({
      level: 4,
      position: 2,
      siblings: 2,
      parent: 'pf-1',
    });
  });
});

describe.each([
  ['one line a node', 358],
  ['columns, narrow', MIN_COLUMNS_WIDTH],
  ['columns, wide', 1400],
] as const)('its layout: %s', (_, width) => {
  it.each([
    ['intel-82599', 0],
    ['intel-82599', 63],
    ['intel-i350', 28],
    ['intel-e810', 256],
    ['nvidia-connectx5', 16],
  ] as const)('%s with %i VFs: no two boxes overlap, all fit, every box is linked', (id, vfs) => {
    const layout = layoutTree(tree(id, vfs), width);
    expect(overlaps(layout)).toEqual([]);
    expect(layout.width).toBeLessThanOrEqual(width);
    expect(Math.min(...layout.nodes.map((n) => n.y))).toBe(0);
    expect(Math.min(...layout.nodes.map((n) => n.x))).toBe(0);
    expect(layout.links).toHaveLength(layout.nodes.length - 1);
    expect(layout.links.filter((l) => /NaN|undefined/.test(l.d))).toEqual([]);
  });
});
