import { fromBytes, toBytes } from '../bytes';
import type { Command } from '../command';
import { linesOf, readInput } from '../inputs';
import { readOptions } from '../options';
import { quoteAlways } from '../quoting';

type Range = readonly [from: number, to: number];

/** `1,3-5,7-`; or what is wrong with it. */
function rangesOf(text: string, fields: boolean): Range[] | string {
  const what = fields ? 'fields are' : 'byte/character positions are';
  const ranges: Range[] = [];
  for (const part of text.split(/[,\s]/)) {
    const found = /^(\d*)(?:(-)(\d*))?$/.exec(part);
    if (found === null)
      return `invalid ${fields ? 'field value' : 'byte/character position'} ${quoteAlways(part)}`;
    const [, low = '', dash = '', high = ''] = found;
    if (low === '' && high === '')
      return dash === '' ? `${what} numbered from 1` : 'invalid range with no endpoint: -';
    const from = low === '' ? 1 : Number(low);
    const to = dash === '' ? from : high === '' ? Infinity : Number(high);
    if (from === 0) return `${what} numbered from 1`;
    if (to < from) return 'invalid decreasing range';
    ranges.push([from, to]);
  }
  return ranges;
}

export const cut: Command = {
  name: 'cut',
  run(context) {
    const options = readOptions(context, {
      short: 'b:c:f:d:snz',
      long: {
        bytes: 'b',
        characters: 'c',
        fields: 'f',
        delimiter: 'd',
        'only-delimited': 's',
        complement: 'C',
        'output-delimiter': 'O',
      },
    });
    if (options === null) return 1;
    const hint = "Try 'cut --help' for more information.\n";
    const lists = options.given.filter(([letter]) => 'bcf'.includes(letter));
    const [first] = lists;
    if (first === undefined) {
      context.err(`cut: you must specify a list of bytes, characters, or fields\n${hint}`);
      return 1;
    }
    if (lists.length > 1) {
      context.err(`cut: only one list may be specified\n${hint}`);
      return 1;
    }
    const [kind, text] = first;
    const delimiter = options.value('d') ?? '\t';
    if (delimiter.length !== 1) {
      context.err(`cut: the delimiter must be a single character\n${hint}`);
      return 1;
    }
    if (options.has('d') && kind !== 'f') {
      context.err(
        `cut: an input delimiter may be specified only when operating on fields\n${hint}`,
      );
      return 1;
    }
    const ranges = rangesOf(text, kind === 'f');
    if (typeof ranges === 'string') {
      context.err(`cut: ${ranges}\n${hint}`);
      return 1;
    }
    const wanted = (n: number) => ranges.some(([from, to]) => n >= from && n <= to);
    let status = 0;
    for (const path of options.operands.length > 0 ? options.operands : ['-']) {
      const input = readInput(context, path);
      if (input === null) {
        status = 1;
        continue;
      }
      for (const line of linesOf(input)) {
        if (kind !== 'f') {
          const kept = toBytes(line).filter((_byte, i) => wanted(i + 1));
          context.out(`${fromBytes(kept)}\n`);
        } else if (line.includes(delimiter)) {
          const fields = line.split(delimiter).filter((_field, i) => wanted(i + 1));
          context.out(`${fields.join(delimiter)}\n`);
        } else if (!options.has('s')) context.out(`${line}\n`);
      }
    }
    return status;
  },
};
