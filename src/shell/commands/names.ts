import type { Command } from '../command';
import { readOptions } from '../options';
import { quoteAlways } from '../quoting';
import { withoutTrailing } from '../trailing';

export const basename: Command = {
  name: 'basename',
  run(context) {
    const options = readOptions(context, {
      short: 'as:z',
      long: { multiple: 'a', suffix: 's', zero: 'z' },
      stopAtOperand: true,
    });
    if (options === null) return 1;
    const [first, second, third] = options.operands;
    const many = options.has('a') || options.has('s');
    const hint = "Try 'basename --help' for more information.\n";
    if (first === undefined) {
      context.err(`basename: missing operand\n${hint}`);
      return 1;
    }
    if (!many && third !== undefined) {
      context.err(`basename: extra operand ${quoteAlways(third)}\n${hint}`);
      return 1;
    }
    const suffix = options.value('s') ?? (many ? '' : (second ?? ''));
    for (const path of many ? options.operands : [first]) {
      const bare = withoutTrailing(path, '/') || path.slice(0, 1);
      const name = /^\/+$/.test(bare) ? '/' : bare.slice(bare.lastIndexOf('/') + 1);
      const cut = suffix !== '' && name !== suffix && name.endsWith(suffix);
      context.out(`${cut ? name.slice(0, -suffix.length) : name}${options.has('z') ? '\0' : '\n'}`);
    }
    return 0;
  },
};

export const dirname: Command = {
  name: 'dirname',
  run(context) {
    const options = readOptions(context, { short: 'z', long: { zero: 'z' } });
    if (options === null) return 1;
    if (options.operands.length === 0) {
      context.err("dirname: missing operand\nTry 'dirname --help' for more information.\n");
      return 1;
    }
    for (const path of options.operands) {
      const bare = withoutTrailing(path, '/') || path.slice(0, 1);
      const cut = bare.lastIndexOf('/');
      const above = cut < 0 ? '.' : withoutTrailing(bare.slice(0, cut), '/') || '/';
      context.out(`${above}${options.has('z') ? '\0' : '\n'}`);
    }
    return 0;
  },
};
