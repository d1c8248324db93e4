import { describe, expect, it } from 'vitest';
import { crowdedHost, hostOf, switchedHost } from '../testing';
import { indexHost, vfRanges } from './host-index';
import { hostTree, type TreeNode } from './host-tree';

/** Kinds and addresses, indented by depth. */
function outline(node: TreeNode, depth = 0): string[] {
  const name = node.kind === 'vfs' ? `${node.count} vfs` : (node.fn?.bdf ?? node.kind);
  return [
    `${' '.repeat(depth)}${name}`,
    ...node.children.flatMap((child) => outline(child, depth + 1)),
  ];
}

const tree = (picture: ReturnType<typeof hostOf>, ...toggled: string[]) =>
  outline(hostTree(indexHost(picture), new Set(toggled)));

describe('the tree of a host', () => {
  it('runs from the root complex over the ports to the PFs and their VFs', () => {
    expect(tree(hostOf('intel-82599', 2))).toEqual([
      'root-complex',
      ' 3a:00.0',
      '  3b:00.0',
      '   3b:10.0',
      '   3b:10.2',
      '  3b:00.1',
      ' others',
    ]);
  });

  it('goes through a switch, and keeps cards apart that hang on different ports', () => {
    expect(tree(switchedHost())).toEqual([
      'root-complex',
      ' 38:00.0',
      '  39:00.0',
      '   39:01.0',
      '    3b:00.0',
      '     3b:10.0',
      '     3b:10.2',
      '     3b:10.4',
      '    3b:00.1',
      '   3a:00.0',
      '    3c:00.0',
    ]);
  });

  it('keeps sixteen VFs of a PF and sums up seventeen', () => {
    expect(tree(hostOf('intel-82599', 16))).toContain('   3b:11.6');
    expect(tree(hostOf('intel-82599', 17))).toContain('   17 vfs');
    expect(tree(crowdedHost(65_535))).toEqual(['root-complex', ' 00:00.0', '  65535 vfs']);
  });

  it('folds ports and PFs, and unfolds the rest of the chipset', () => {
    expect(tree(hostOf('intel-82599', 2), `f-${0x3b00}`)).not.toContain('   3b:10.0');
    expect(tree(hostOf('intel-82599', 2), `f-${0x3a00}`)).not.toContain('  3b:00.0');
    expect(tree(hostOf('intel-82599', 2), 'others')).toContain('  00:1f.0');
  });

  it('keeps what the kernel still lists when the hardware has it no more', () => {
    const picture = hostOf('intel-82599', 1);
    const functions = picture.functions.map((fn) =>
      fn.pf === null ? fn : { ...fn, role: 'endpoint' as const, pf: null, answers: false },
    );
    expect(tree({ ...picture, functions })).toEqual([
      'root-complex',
      ' 3a:00.0',
      '  3b:00.0',
      '  3b:00.1',
      '  3b:10.0',
      ' others',
    ]);
  });

  it('ends where a bridge is said to lie below itself', () => {
    const picture = switchedHost();
    const [port, ...rest] = picture.functions;
    const looped = { ...picture, functions: [{ ...port!, parent: port!.rid }, ...rest] };
    expect(tree(looped)).toEqual(['root-complex']);
  });
});

describe('the VFs as ranges', () => {
  it('have a row for every PF and bus number', () => {
    const rows = vfRanges(indexHost(hostOf('intel-e810', 256))).map((r) => [
      r.pf.bdf,
      r.count,
      r.first.bdf,
      r.last.bdf,
    ]);
    expect(rows).toEqual([
      ['3b:00.0', 128, '3b:01.0', '3b:10.7'],
      ['3b:00.1', 120, '3b:11.0', '3b:1f.7'],
      ['3b:00.1', 8, '3c:00.0', '3c:00.7'],
    ]);
    expect(vfRanges(indexHost(hostOf('intel-e810', 0)))).toEqual([]);
  });
});
