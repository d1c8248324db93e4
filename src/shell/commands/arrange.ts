import type { Command, CommandContext } from '../command';
import { linesOf, readInput } from '../inputs';
import { readOptions } from '../options';

/** Each operand's text through `change`. */
function each(
  context: CommandContext,
  paths: readonly string[],
  change: (text: string) => string,
): number {
  let status = 0;
  for (const path of paths.length > 0 ? paths : ['-']) {
    const text = readInput(context, path);
    if (text === null) status = 1;
    else context.out(change(text));
  }
  return status;
}

export const tac: Command = {
  name: 'tac',
  run: (context) =>
    each(context, context.args, (text) =>
      text
        .split(/(?<=\n)/)
        .toReversed()
        .join(''),
    ),
};

export const rev: Command = {
  name: 'rev',
  run: (context) =>
    each(context, context.args, (text) =>
      linesOf(text)
        .map((line) => `${Array.from(line).toReversed().join('')}\n`)
        .join(''),
    ),
};

export const nl: Command = {
  name: 'nl',
  run(context) {
    const options = readOptions(context, { short: 'b:w:s:v:n:' });
    if (options === null) return 1;
    const all = options.value('b') === 'a';
    const width = Math.min(100, Math.max(1, Number(options.value('w') ?? 6) || 6));
    const separator = options.value('s') ?? '\t';
    let number = Number(options.value('v') ?? 1) - 1;
    return each(context, options.operands, (text) =>
      linesOf(text)
        .map((line) => {
          if (line === '' && !all) return `${' '.repeat(width + separator.length)}\n`;
          number += 1;
          return `${String(number).padStart(width)}${separator}${line}\n`;
        })
        .join(''),
    );
  },
};

export const paste: Command = {
  name: 'paste',
  run(context) {
    const options = readOptions(context, { short: 'd:s', long: { delimiters: 'd', serial: 's' } });
    if (options === null) return 1;
    const given = (options.value('d') ?? '\t').replace(/\\n/g, '\n').replace(/\\t/g, '\t');
    const delimiters = given === '' ? [''] : Array.from(given);
    const join = (cells: readonly string[]) =>
      cells
        .map((cell, i) => (i === 0 ? cell : (delimiters[(i - 1) % delimiters.length] ?? '') + cell))
        .join('');
    const columns: string[][] = [];
    for (const path of options.operands.length > 0 ? options.operands : ['-']) {
      const text = readInput(context, path);
      if (text === null) return 1;
      columns.push(linesOf(text));
    }
    if (options.has('s')) {
      for (const column of columns) context.out(`${join(column)}\n`);
      return 0;
    }
    const rows = Math.max(0, ...columns.map((column) => column.length));
    for (let row = 0; row < rows; row += 1)
      context.out(`${join(columns.map((column) => column[row] ?? ''))}\n`);
    return 0;
  },
};
