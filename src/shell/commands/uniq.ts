import type { Command } from '../command';
import { linesOf, readInput } from '../inputs';
import { readOptions } from '../options';

export const uniq: Command = {
  name: 'uniq',
  run(context) {
    const options = readOptions(context, {
      short: 'cdDuif:s:w:',
      long: {
        count: 'c',
        repeated: 'd',
        unique: 'u',
        'ignore-case': 'i',
        'skip-fields': 'f',
        'skip-chars': 's',
        'check-chars': 'w',
      },
    });
    if (options === null) return 1;
    const [path = '-', output, extra] = options.operands;
    if (extra !== undefined) {
      context.err(`uniq: extra operand '${extra}'\nTry 'uniq --help' for more information.\n`);
      return 1;
    }
    const text = readInput(context, path);
    if (text === null) return 1;
    const fields = Number(options.value('f') ?? 0) || 0;
    const from = Number(options.value('s') ?? 0) || 0;
    const width = Number(options.value('w') ?? Infinity);
    const keyOf = (line: string): string => {
      let key = line;
      for (let i = 0; i < fields; i += 1) key = key.replace(/^[ \t]*[^ \t]*/, '');
      key = key.slice(from, from + width);
      return options.has('i') ? key.toLowerCase() : key;
    };
    const groups: { line: string; key: string; count: number }[] = [];
    for (const line of linesOf(text)) {
      const key = keyOf(line);
      const last = groups.at(-1);
      if (last?.key === key) last.count += 1;
      else groups.push({ line, key, count: 1 });
    }
    const kept = groups.filter(
      ({ count }) => (count > 1 || !options.has('d')) && (count === 1 || !options.has('u')),
    );
    const result = kept
      .map(
        ({ line, count }) => `${options.has('c') ? `${String(count).padStart(7)} ` : ''}${line}\n`,
      )
      .join('');
    if (output === undefined) context.out(result);
    else context.fs.writeText(output, result, false);
    return 0;
  },
};
