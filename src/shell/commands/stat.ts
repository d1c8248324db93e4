import { SysError } from '../../engine/linux/errno';
import type { VNode } from '../../engine/linux/vfs';
import { dateAt, two } from '../clock';
import type { Command, CommandContext } from '../command';
import { sizeAt } from '../files';
import { linkCount, modeText } from '../modes';
import { readOptions } from '../options';
import { quoteAlways } from '../quoting';

function kind(node: VNode, size: number): string {
  if (node.type === 'dir') return 'directory';
  if (node.type === 'link') return 'symbolic link';
  if (node.device !== undefined) return 'character special file';
  return size === 0 ? 'regular empty file' : 'regular file';
}

function time(now: number): string {
  const date = dateAt(now);
  const day = [date.getUTCFullYear(), two(date.getUTCMonth() + 1), two(date.getUTCDate())].join(
    '-',
  );
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  return `${day} ${clock}.${String(Math.floor(now) % 1e9).padStart(9, '0')} +0000`;
}

/** A number that stays the same for a path: there are no inodes. */
function inode(path: string): number {
  let hash = 17;
  for (let i = 0; i < path.length; i += 1) hash = (Math.imul(hash, 31) + path.charCodeAt(i)) >>> 0;
  return (hash % 90_000) + 1000;
}

function describe(
  context: CommandContext,
  path: string,
  node: VNode,
  format: string | null,
): string {
  const { fs, kernel } = context;
  const size = sizeAt(fs, path, node);
  const absolute = fs.resolve(path);
  const mode = (node.mode & 0o7777).toString(8).padStart(4, '0');
  const target = node.type === 'link' ? ` -> ${quoteAlways(node.target)}` : '';
  const now = time(kernel.now());
  if (format !== null) {
    const values: Readonly<Record<string, string>> = {
      '%': '%',
      n: path,
      N: quoteAlways(path) + target,
      s: String(size),
      a: mode.replace(/^0+(?=.)/, ''),
      A: modeText(node),
      F: kind(node, size),
      h: String(linkCount(node)),
      i: String(inode(absolute)),
      u: '0',
      g: '0',
      U: 'root',
      G: 'root',
      y: now,
      x: now,
      z: now,
      w: '-',
      t: node.type === 'file' ? (node.device?.[0] ?? 0).toString(16) : '0',
      T: node.type === 'file' ? (node.device?.[1] ?? 0).toString(16) : '0',
    };
    return format.replace(/%([a-zA-Z%])/g, (all, letter: string) => values[letter] ?? all);
  }
  const blocks = size === 0 || absolute.startsWith('/sys/') ? 0 : Math.ceil(size / 4096) * 8;
  const device =
    node.type === 'file' && node.device !== undefined
      ? ` Device type: ${node.device.map(String).join(',')}`
      : '';
  return [
    `  File: ${path}${node.type === 'link' ? ` -> ${node.target}` : ''}`,
    `  Size: ${String(size).padEnd(10)}\tBlocks: ${String(blocks).padEnd(10)} IO Block: 4096   ${kind(node, size)}`,
    `Device: 0,22\tInode: ${String(inode(absolute)).padEnd(11)} Links: ${String(linkCount(node))}${device}`,
    `Access: (${mode}/${modeText(node)})  Uid: (    0/    root)   Gid: (    0/    root)`,
    `Access: ${now}`,
    `Modify: ${now}`,
    `Change: ${now}`,
    ' Birth: -',
  ].join('\n');
}

export const stat: Command = {
  name: 'stat',
  run(context) {
    const options = readOptions(context, {
      short: 'Lc:t',
      long: { dereference: 'L', format: 'c' },
    });
    if (options === null) return 1;
    if (options.operands.length === 0) {
      context.err("stat: missing operand\nTry 'stat --help' for more information.\n");
      return 1;
    }
    let status = 0;
    for (const path of options.operands) {
      try {
        const node = context.fs.stat(path, options.has('L'));
        context.out(`${describe(context, path, node, options.value('c') ?? null)}\n`);
      } catch (error) {
        if (!(error instanceof SysError)) throw error;
        context.err(`stat: cannot statx ${quoteAlways(path)}: ${error.message}\n`);
        status = 1;
      }
    }
    return status;
  },
};
