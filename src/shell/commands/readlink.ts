import { SysError } from '../../engine/linux/errno';
import type { Command, CommandContext } from '../command';
import { readOptions } from '../options';
import { quoteName } from '../quoting';
import { withoutTrailing } from '../trailing';

/** The canonical name; `missing`: the last part, or any, need not be there. Throws SysError. */
export function canonical(
  context: Pick<CommandContext, 'fs'>,
  path: string,
  missing: 'none' | 'last' | 'any',
): string {
  try {
    return context.fs.real(path);
  } catch (error) {
    if (!(error instanceof SysError) || error.errno !== 'ENOENT' || missing === 'none') throw error;
    if (path === '') throw error;
    const absolute = path.startsWith('/') ? path : `${context.fs.cwd}/${path}`;
    const trimmed = withoutTrailing(absolute, '/');
    const cut = trimmed.lastIndexOf('/');
    const parent = canonical(
      context,
      trimmed.slice(0, cut) || '/',
      missing === 'any' ? 'any' : 'none',
    );
    const name = trimmed.slice(cut + 1);
    if (name === '.' || name === '') return parent;
    if (name === '..') return parent.replace(/\/[^/]*$/, '') || '/';
    return parent === '/' ? `/${name}` : `${parent}/${name}`;
  }
}

export const readlink: Command = {
  name: 'readlink',
  run(context) {
    const options = readOptions(context, {
      short: 'femnqsvz',
      long: {
        canonicalize: 'f',
        'canonicalize-existing': 'e',
        'canonicalize-missing': 'm',
        'no-newline': 'n',
        quiet: 'q',
        silent: 's',
        verbose: 'v',
        zero: 'z',
      },
    });
    if (options === null) return 1;
    if (options.operands.length === 0) {
      context.err("readlink: missing operand\nTry 'readlink --help' for more information.\n");
      return 1;
    }
    const single = options.operands.length === 1;
    const end = options.has('z') ? '\0' : options.has('n') && single ? '' : '\n';
    let status = 0;
    for (const path of options.operands) {
      try {
        let result: string;
        if (options.has('m')) result = canonical(context, path, 'any');
        else if (options.has('e')) result = canonical(context, path, 'none');
        else if (options.has('f')) result = canonical(context, path, 'last');
        else {
          const node = context.fs.stat(path, false);
          if (node.type !== 'link') throw new SysError('EINVAL');
          result = node.target;
        }
        context.out(result + end);
      } catch (error) {
        if (!(error instanceof SysError)) throw error;
        status = 1;
        if (options.has('v')) context.err(`readlink: ${quoteName(path)}: ${error.message}\n`);
      }
    }
    return status;
  },
};

export const realpath: Command = {
  name: 'realpath',
  run(context) {
    const options = readOptions(context, {
      short: 'emqsz',
      long: {
        'canonicalize-existing': 'e',
        'canonicalize-missing': 'm',
        quiet: 'q',
        'no-symlinks': 's',
        strip: 's',
        zero: 'z',
      },
    });
    if (options === null) return 1;
    if (options.operands.length === 0) {
      context.err("realpath: missing operand\nTry 'realpath --help' for more information.\n");
      return 1;
    }
    let status = 0;
    for (const path of options.operands) {
      const missing = options.has('e') ? 'none' : options.has('m') ? 'any' : 'last';
      try {
        const found = options.has('s')
          ? context.fs.resolve(path)
          : canonical(context, path, missing);
        context.out(`${found}${options.has('z') ? '\0' : '\n'}`);
      } catch (error) {
        if (!(error instanceof SysError)) throw error;
        status = 1;
        if (!options.has('q')) context.err(`realpath: ${quoteName(path)}: ${error.message}\n`);
      }
    }
    return status;
  },
};
