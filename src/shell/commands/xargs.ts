import type { Command } from '../command';
import { readOptions } from '../options';

/** Words of standard input: blanks divide, quotes and backslashes hold together; those before a quote that stays open. */
function wordsOf(text: string): { words: string[]; open: 'double' | 'single' | null } {
  const words: string[] = [];
  let word: string | null = null;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? '';
    if (' \t\n'.includes(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (char === '"' || char === "'") {
      const end = text.indexOf(char, i + 1);
      const line = text.indexOf('\n', i + 1);
      if (end < 0 || (line >= 0 && line < end))
        return { words, open: char === '"' ? 'double' : 'single' };
      word = (word ?? '') + text.slice(i + 1, end);
      i = end;
    } else if (char === '\\') {
      i += 1;
      word = (word ?? '') + (text[i] ?? '');
    } else word = (word ?? '') + char;
  }
  if (word !== null) words.push(word);
  return { words, open: null };
}

export const xargs: Command = {
  name: 'xargs',
  run(context) {
    const options = readOptions(context, {
      short: '0rtn:L:I:d:P:',
      long: {
        null: '0',
        'no-run-if-empty': 'r',
        'max-args': 'n',
        replace: 'I',
        verbose: 't',
        delimiter: 'd',
      },
      stopAtOperand: true,
    });
    if (options === null) return 1;
    const command = options.operands.length > 0 ? options.operands : ['echo'];
    const { stdin } = context;
    const replace = options.value('I');
    const escapes: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\0': '\0' };
    const given = options.value('d');
    const delimiter = options.has('0')
      ? '\0'
      : given === undefined
        ? null
        : (escapes[given] ?? given);
    let words: string[];
    let open: 'double' | 'single' | null = null;
    if (delimiter !== null)
      words = stdin.split(delimiter).filter((word, i, all) => word !== '' || i < all.length - 1);
    else if (replace !== undefined || options.has('L'))
      words = stdin
        .split('\n')
        .map((line) => line.trimStart())
        .filter((line) => line !== '');
    else ({ words, open } = wordsOf(stdin));
    const most = options.value('n') ?? options.value('L');
    if (most !== undefined && !/^[1-9]\d*$/.test(most)) {
      const short = options.has('n') ? 'n' : 'L';
      context.err(
        /^\d+$/.test(most)
          ? `xargs: value ${most} for -${short} option should be >= 1\n`
          : `xargs: invalid number "${most}" for -${short} option\n`,
      );
      return 1;
    }
    const size = replace === undefined ? Number(most ?? 5000) : 1;
    const nothing =
      words.length === 0 && (options.has('r') || replace !== undefined || open !== null);
    if (nothing && open === null) return 0;
    let status = 0;
    for (let i = 0; !nothing && (i === 0 || i < words.length); i += size) {
      const part = words
        .slice(i, i + size)
        .flatMap((word) => (options.has('L') ? word.split(/[ \t]+/) : [word]));
      const line =
        replace === undefined
          ? [...command, ...part]
          : command.map((word) => word.replaceAll(replace, () => part[0] ?? ''));
      if (options.has('t')) context.err(`${line.join(' ')}\n`);
      const result = context.run(line, '');
      if (result === 127) {
        status = 127;
        break;
      }
      if (result !== 0) status = 123;
    }
    if (open === null) return status;
    context.err(
      `xargs: unmatched ${open} quote; by default quotes are special to xargs unless you use the -0 option\n`,
    );
    return 1;
  },
};
