import { SysError } from '../../engine/linux/errno';
import type { VNode } from '../../engine/linux/vfs';
import type { Command, CommandContext, FileSystem } from '../command';
import { readOptions } from '../options';
import { quoteAlways } from '../quoting';
import { withoutTrailing } from '../trailing';

function nodeAt(fs: FileSystem, path: string, follow: boolean): VNode | null {
  try {
    return fs.stat(path, follow);
  } catch (error) {
    if (error instanceof SysError) return null;
    throw error;
  }
}

const bare = (path: string) => withoutTrailing(path, '/') || path.slice(0, 1);
const nameOf = (path: string) => bare(path).slice(bare(path).lastIndexOf('/') + 1);

class Failure extends Error {}

/** One file, or a directory with all that is in it. Throws Failure with coreutils' words. */
function copy(context: CommandContext, from: string, to: string, recursive: boolean): void {
  const { fs } = context;
  context.spend(50);
  const node = nodeAt(fs, from, !recursive);
  if (node === null)
    throw new Failure(`cannot stat ${quoteAlways(from)}: No such file or directory`);
  if (node.type === 'dir') {
    if (!recursive) throw new Failure(`-r not specified; omitting directory ${quoteAlways(from)}`);
    if (`${fs.resolve(to)}/`.startsWith(`${fs.resolve(from)}/`))
      throw new Failure(
        `cannot copy a directory, ${quoteAlways(from)}, into itself, ${quoteAlways(to)}`,
      );
    if (nodeAt(fs, to, true) === null)
      attempt(`cannot create directory ${quoteAlways(to)}`, () => fs.makeDir(to));
    for (const name of node.list().slice())
      copy(context, `${bare(from)}/${name}`, `${bare(to)}/${name}`, true);
    return;
  }
  if (node.type === 'link') {
    attempt(`cannot create symbolic link ${quoteAlways(to)}`, () => fs.makeLink(to, node.target));
    return;
  }
  let text = '';
  attempt(`cannot open ${quoteAlways(from)} for reading`, () => {
    text = fs.readText(from);
  });
  let write: (more: string) => void = () => undefined;
  attempt(`cannot create regular file ${quoteAlways(to)}`, () => {
    write = fs.open(to, false);
  });
  attempt(`error writing ${quoteAlways(to)}`, () => {
    if (text !== '') write(text);
  });
}

function attempt(what: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (error instanceof SysError) throw new Failure(`${what}: ${error.message}`);
    throw error;
  }
}

/** Sources and where each goes; null (and a complaint) where the operands make no sense. */
function pairs(context: CommandContext, operands: readonly string[]): [string, string][] | null {
  const { name, fs } = context;
  const hint = `Try '${name} --help' for more information.\n`;
  const [first, second] = operands;
  if (first === undefined) context.err(`${name}: missing file operand\n${hint}`);
  else if (second === undefined)
    context.err(`${name}: missing destination file operand after ${quoteAlways(first)}\n${hint}`);
  if (first === undefined || second === undefined) return null;
  const to = operands.at(-1) ?? second;
  const sources = operands.slice(0, -1);
  const into = nodeAt(fs, to, true)?.type === 'dir';
  if (!into && sources.length > 1) {
    context.err(
      `${name}: target ${quoteAlways(to)}${nodeAt(fs, to, true) === null ? ': No such file or directory' : ': Not a directory'}\n`,
    );
    return null;
  }
  return sources.map((from) => [from, into ? `${bare(to)}/${nameOf(from)}` : to]);
}

export const cp: Command = {
  name: 'cp',
  run(context) {
    const options = readOptions(context, {
      short: 'afrRvpdnTiu',
      long: { archive: 'a', force: 'f', recursive: 'r', verbose: 'v' },
    });
    const list = options === null ? null : pairs(context, options.operands);
    if (options === null || list === null) return 1;
    const recursive = options.has('r') || options.has('R') || options.has('a');
    let status = 0;
    for (const [from, to] of list) {
      try {
        const { fs } = context;
        const same =
          nodeAt(fs, to, true) !== null &&
          nodeAt(fs, from, true) !== null &&
          fs.real(from) === fs.real(to);
        if (same)
          throw new Failure(`${quoteAlways(from)} and ${quoteAlways(to)} are the same file`);
        copy(context, from, to, recursive);
        if (options.has('v')) context.out(`${quoteAlways(from)} -> ${quoteAlways(to)}\n`);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        context.err(`cp: ${error.message}\n`);
        status = 1;
      }
    }
    return status;
  },
};

function removeAll(context: CommandContext, path: string): void {
  const { fs } = context;
  context.spend(50);
  if (fs.stat(path, false).type === 'dir')
    for (const name of fs.list(path).slice()) removeAll(context, `${path}/${name}`);
  fs.remove(path);
}

export const mv: Command = {
  name: 'mv',
  run(context) {
    const options = readOptions(context, { short: 'finvTu', long: { force: 'f', verbose: 'v' } });
    const list = options === null ? null : pairs(context, options.operands);
    if (options === null || list === null) return 1;
    const { fs } = context;
    let status = 0;
    for (const [from, to] of list) {
      try {
        const node = nodeAt(fs, from, false);
        if (node === null)
          throw new Failure(`cannot stat ${quoteAlways(from)}: No such file or directory`);
        if (nodeAt(fs, to, false) !== null && fs.resolve(from) === fs.resolve(to))
          throw new Failure(`${quoteAlways(from)} and ${quoteAlways(to)} are the same file`);
        const inside = `${fs.resolve(to)}/`.startsWith(`${fs.resolve(from)}/`);
        if (node.type === 'dir' && inside)
          throw new Failure(
            `cannot move ${quoteAlways(from)} to a subdirectory of itself, ${quoteAlways(to)}`,
          );
        copy(context, from, to, true);
        attempt(`cannot remove ${quoteAlways(from)}`, () => removeAll(context, from));
        if (options.has('v')) context.out(`renamed ${quoteAlways(from)} -> ${quoteAlways(to)}\n`);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        context.err(`mv: ${error.message}\n`);
        status = 1;
      }
    }
    return status;
  },
};
