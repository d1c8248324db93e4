import type { VNode } from '../../../engine/linux/vfs';
import type { FileSystem } from '../../command';
import { sizeAt } from '../../files';
import { modeText } from '../../modes';
import { quotePlain } from '../../quoting';

/** What the walk stands before. */
export interface Visit {
  readonly path: string;
  readonly name: string;
  readonly node: VNode;
  readonly depth: number;
}

export type Test = (visit: Visit) => boolean;

/** An expression `find` does not understand; the message is what follows `find: `. */
export class Mistake extends Error {}

/** `-type f`. */
export const TYPES: Readonly<Record<string, (node: VNode) => boolean>> = {
  f: (node) => node.type === 'file' && node.device === undefined,
  d: (node) => node.type === 'dir',
  l: (node) => node.type === 'link',
  c: (node) => node.type === 'file' && node.device !== undefined,
  b: () => false,
  p: () => false,
  s: () => false,
};

/** `-size +4k`. Throws Mistake. */
export function sizeTest(text: string, fs: FileSystem): Test {
  const found = /^([-+]?)(\d+)([bcwkMG]?)$/.exec(text);
  if (found === null) throw new Mistake(`Invalid argument \`${text}' to -size`);
  const unit =
    { '': 512, b: 512, c: 1, w: 2, k: 1024, M: 1024 ** 2, G: 1024 ** 3 }[found[3] ?? ''] ?? 512;
  const wanted = Number(found[2]);
  return ({ path, node }) => {
    const units = Math.ceil(sizeAt(fs, path, node) / unit);
    if (found[1] === '+') return units > wanted;
    return found[1] === '-' ? units < wanted : units === wanted;
  };
}

/** `-perm -200`. Throws Mistake. */
export function modeTest(text: string): Test {
  const found = /^([-/]?)([0-7]{1,4})$/.exec(text);
  if (found === null) throw new Mistake(`invalid mode ${quotePlain(text)}`);
  const bits = parseInt(found[2] ?? '0', 8);
  return ({ node }) => {
    if (found[1] === '-') return (node.mode & bits) === bits;
    return found[1] === '/'
      ? bits === 0 || (node.mode & bits) !== 0
      : (node.mode & 0o7777) === bits;
  };
}

/** `-printf`. */
export function formatted(
  format: string,
  { path, name, node, depth }: Visit,
  fs: FileSystem,
): string {
  const letter = { file: 'f', dir: 'd', link: 'l' }[node.type];
  const cut = path.lastIndexOf('/');
  const values: Readonly<Record<string, string>> = {
    '%': '%',
    p: path,
    f: name,
    h: cut < 0 ? '.' : path.slice(0, cut),
    y: node.type === 'file' && node.device !== undefined ? 'c' : letter,
    l: node.type === 'link' ? node.target : '',
    s: String(sizeAt(fs, path, node)),
    m: (node.mode & 0o7777).toString(8),
    M: modeText(node),
    d: String(depth),
    u: 'root',
    g: 'root',
  };
  return format.replace(/\\([nt0\\])|%(.)/g, (all, escape?: string, code?: string) => {
    if (escape !== undefined) return { n: '\n', t: '\t', '0': '\0', '\\': '\\' }[escape] ?? all;
    return values[code ?? ''] ?? all;
  });
}
