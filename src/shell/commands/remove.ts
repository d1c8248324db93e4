import { SysError } from '../../engine/linux/errno';
import type { Command, CommandContext } from '../command';
import { readOptions } from '../options';
import { quoteAlways } from '../quoting';

function removeTree(context: CommandContext, path: string): void {
  const { fs } = context;
  context.spend(50);
  if (fs.stat(path, false).type === 'dir')
    for (const name of fs.list(path).slice()) removeTree(context, `${path}/${name}`);
  fs.remove(path);
}

export const rm: Command = {
  name: 'rm',
  run(context) {
    const options = readOptions(context, {
      short: 'fiIrRdv',
      long: { force: 'f', recursive: 'r', dir: 'd', verbose: 'v' },
    });
    if (options === null) return 1;
    const force = options.has('f');
    const recursive = options.has('r') || options.has('R');
    if (options.operands.length === 0 && !force) {
      context.err("rm: missing operand\nTry 'rm --help' for more information.\n");
      return 1;
    }
    let status = 0;
    const fail = (text: string) => {
      context.err(`rm: ${text}\n`);
      status = 1;
    };
    for (const path of options.operands) {
      const name = quoteAlways(path);
      try {
        const node = context.fs.stat(path, false);
        if (/(?:^|\/)\.\.?\/*$/.test(path))
          fail(`refusing to remove '.' or '..' directory: skipping ${name}`);
        else if (recursive && context.fs.resolve(path) === '/') {
          fail("it is dangerous to operate recursively on '/'");
          fail('use --no-preserve-root to override this failsafe');
        } else if (node.type === 'dir' && !recursive && !options.has('d'))
          fail(`cannot remove ${name}: Is a directory`);
        else {
          if (recursive) removeTree(context, path);
          else context.fs.remove(path);
          const what = node.type === 'dir' ? 'removed directory' : 'removed';
          if (options.has('v')) context.out(`${what} ${name}\n`);
        }
      } catch (error) {
        if (!(error instanceof SysError)) throw error;
        if (!(force && (error.errno === 'ENOENT' || error.errno === 'ENOTDIR')))
          fail(`cannot remove ${name}: ${error.message}`);
      }
    }
    return status;
  },
};

export const rmdir: Command = {
  name: 'rmdir',
  run(context) {
    const options = readOptions(context, { short: 'pv', long: { parents: 'p', verbose: 'v' } });
    if (options === null) return 1;
    if (options.operands.length === 0) {
      context.err("rmdir: missing operand\nTry 'rmdir --help' for more information.\n");
      return 1;
    }
    let status = 0;
    for (const path of options.operands) {
      try {
        if (context.fs.stat(path, false).type !== 'dir') throw new SysError('ENOTDIR');
        context.fs.remove(path);
      } catch (error) {
        if (!(error instanceof SysError)) throw error;
        context.err(`rmdir: failed to remove ${quoteAlways(path)}: ${error.message}\n`);
        status = 1;
      }
    }
    return status;
  },
};
