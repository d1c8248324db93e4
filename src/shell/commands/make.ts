import { SysError } from '../../engine/linux/errno';
import type { Command } from '../command';
import { readOptions } from '../options';
import { quoteAlways } from '../quoting';
import { withoutTrailing } from '../trailing';

export const mkdir: Command = {
  name: 'mkdir',
  run(context) {
    const options = readOptions(context, {
      short: 'pvm:',
      long: { parents: 'p', verbose: 'v', mode: 'm' },
    });
    if (options === null) return 1;
    const { fs } = context;
    if (options.operands.length === 0) {
      context.err("mkdir: missing operand\nTry 'mkdir --help' for more information.\n");
      return 1;
    }
    let status = 0;
    const make = (path: string) => {
      fs.makeDir(path);
      if (options.has('v')) context.out(`mkdir: created directory ${quoteAlways(path)}\n`);
    };
    for (const path of options.operands) {
      let at = path;
      try {
        if (!options.has('p')) make(path);
        else {
          const names = path.split('/');
          for (let i = 1; i <= names.length; i += 1) {
            at = names.slice(0, i).join('/');
            if (at === '' || names[i - 1] === '') continue;
            try {
              make(at);
            } catch (error) {
              if (!(error instanceof SysError) || error.errno !== 'EEXIST') throw error;
              if (fs.stat(at, true).type !== 'dir') throw error;
            }
          }
        }
      } catch (error) {
        if (!(error instanceof SysError)) throw error;
        context.err(`mkdir: cannot create directory ${quoteAlways(at)}: ${error.message}\n`);
        status = 1;
      }
    }
    return status;
  },
};

export const touch: Command = {
  name: 'touch',
  run(context) {
    const options = readOptions(context, {
      short: 'acmd:r:t:h',
      long: { 'no-create': 'c', date: 'd', reference: 'r' },
    });
    if (options === null) return 1;
    if (options.operands.length === 0) {
      context.err("touch: missing file operand\nTry 'touch --help' for more information.\n");
      return 1;
    }
    let status = 0;
    for (const path of options.operands) {
      try {
        context.fs.stat(path, true);
      } catch (error) {
        if (!(error instanceof SysError)) throw error;
        try {
          if (error.errno !== 'ENOENT') throw error;
          if (!options.has('c')) context.fs.writeText(path, '', true);
        } catch (second) {
          if (!(second instanceof SysError)) throw second;
          const said = path.endsWith('/') ? 'No such file or directory' : second.message;
          context.err(`touch: cannot touch ${quoteAlways(path)}: ${said}\n`);
          status = 1;
        }
      }
    }
    return status;
  },
};

export const ln: Command = {
  name: 'ln',
  run(context) {
    const options = readOptions(context, {
      short: 'sfnTvr',
      long: { symbolic: 's', force: 'f', 'no-dereference': 'n', verbose: 'v' },
    });
    if (options === null) return 1;
    const { fs } = context;
    const [target, given] = options.operands;
    if (target === undefined) {
      context.err("ln: missing file operand\nTry 'ln --help' for more information.\n");
      return 1;
    }
    if (!options.has('s')) {
      context.err('ln: hard links are not simulated; use -s\n');
      return 1;
    }
    let path = given ?? target.slice(target.lastIndexOf('/') + 1);
    const bare = withoutTrailing(target, '/');
    const base = bare.slice(bare.lastIndexOf('/') + 1);
    try {
      if (fs.stat(path, !options.has('n')).type === 'dir')
        path = `${withoutTrailing(path, '/')}/${base}`;
    } catch (error) {
      if (!(error instanceof SysError)) throw error;
    }
    try {
      if (options.has('f')) {
        try {
          fs.remove(path);
        } catch (error) {
          if (!(error instanceof SysError) || error.errno !== 'ENOENT') throw error;
        }
      }
      fs.makeLink(path, target);
      return 0;
    } catch (error) {
      if (!(error instanceof SysError)) throw error;
      context.err(`ln: failed to create symbolic link ${quoteAlways(path)}: ${error.message}\n`);
      return 1;
    }
  },
};
