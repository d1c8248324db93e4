import { byteLength } from '../bytes';
import type { Command } from '../command';
import { readInput } from '../inputs';
import { readOptions } from '../options';
import { quoteName } from '../quoting';

const COLUMNS = ['l', 'w', 'm', 'c', 'L'];

function measure(text: string): Record<string, number> {
  const lines = text.split('\n');
  return {
    l: lines.length - 1,
    w: text.match(/[^ \t\n\v\f\r]+/g)?.length ?? 0,
    m: Array.from(text).length,
    c: byteLength(text),
    L: lines.reduce((most, line) => Math.max(most, line.length), 0),
  };
}

export const wc: Command = {
  name: 'wc',
  run(context) {
    const options = readOptions(context, {
      short: 'lwmcL',
      long: { lines: 'l', words: 'w', chars: 'm', bytes: 'c', 'max-line-length': 'L' },
    });
    if (options === null) return 1;
    const chosen = COLUMNS.filter((column) => options.has(column));
    const columns = chosen.length > 0 ? chosen : ['l', 'w', 'c'];
    const files = options.operands;
    const total: Record<string, number> = {};
    const rows: { counts: Record<string, number>; name: string }[] = [];
    let status = 0;
    let bytes = 0;
    let regular = true;
    for (const path of files.length > 0 ? files : ['-']) {
      const text = readInput(context, path);
      if (text === null) status = 1;
      // A directory is counted as empty behind its complaint.
      if (text === null && !isDirectory(context.fs, path)) continue;
      const counts = measure(text ?? '');
      if (text === null || (path === '-' && context.stdinIsFile !== true)) regular = false;
      bytes += counts['c'] ?? 0;
      for (const column of columns) {
        const value = counts[column] ?? 0;
        const sum = total[column] ?? 0;
        total[column] = column === 'L' ? Math.max(sum, value) : sum + value;
      }
      rows.push({ counts, name: files.length > 0 ? path : '' });
    }
    if (files.length > 1) rows.push({ counts: total, name: 'total' });
    const alone = columns.length === 1 && rows.length === 1;
    const width = alone ? 1 : Math.max(String(bytes).length, regular ? 1 : 7);
    for (const { counts, name } of rows) {
      const numbers = columns.map((column) => String(counts[column] ?? 0).padStart(width));
      const shown = name === 'total' ? name : quoteName(name);
      context.out(`${numbers.join(' ')}${name === '' ? '' : ` ${shown}`}\n`);
    }
    return status;
  },
};

function isDirectory(
  fs: { stat(path: string, follow: boolean): { type: string } },
  path: string,
): boolean {
  try {
    return fs.stat(path, true).type === 'dir';
  } catch {
    return false;
  }
}
