import { describe, expect, it } from 'vitest';
import { hostOf, switchedHost } from '../testing';
import { indexHost } from './host-index';
import { hostTree } from './host-tree';
import { columnsWidth, layoutTree, type TreeLayout } from './tree-layout';

const treeOf = (device: string, numVfs: number) =>
  hostTree(indexHost(hostOf(device, numVfs)), new Set());

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

it('counts levels and positions for a screen reader', () => {
  const { nodes } = layoutTree(treeOf('intel-82576', 9), 1000);
  const vf = nodes.find((n) => n.node.fn?.vfIndex === 1 && n.node.pf === 1);
  expect(vf).toMatchObject({ level: 4, position: 2, siblings: 2, parent: `f-${0x3b01}` });
});

describe.each([
  ['one line a node', () => 358],
  ['columns, narrow', columnsWidth],
  ['columns, wide', () => 1500],
] as const)('the layout, %s', (_, widthFor) => {
  it.each([
    ['intel-82599', 0],
    ['intel-82599', 63],
    ['intel-i350', 28],
    ['intel-e810', 256],
    ['nvidia-connectx5', 16],
  ] as const)('%s with %i VFs: no two boxes overlap, all fit, every box is linked', (id, vfs) => {
    expect(faults(treeOf(id, vfs))).toEqual([]);
  });

  it('a switch with cards below: the same', () => {
    const tree = hostTree(indexHost(switchedHost()), new Set(['others']));
    expect(faults(tree)).toEqual([]);
  });

  function faults(tree: ReturnType<typeof treeOf>): readonly string[] {
    const width = widthFor(tree);
    const layout = layoutTree(tree, width);
    const claims: readonly (readonly [string, boolean])[] = [
      ['fits', layout.width <= width],
      ['starts at the top', Math.min(...layout.nodes.map((n) => n.y)) === 0],
      ['starts at the left', Math.min(...layout.nodes.map((n) => n.x)) === 0],
      ['links every box', layout.links.length === layout.nodes.length - 1],
      ['draws numbers', !layout.links.some((l) => /NaN|undefined/.test(l.d))],
    ];
    return [...overlaps(layout), ...claims.filter(([, holds]) => !holds).map(([claim]) => claim)];
  }
});
