import type { Command, CommandContext } from '../command';
import { linesOf, readInput } from '../inputs';
import { readOptions } from '../options';
import { compareVersions } from './versions';
import { SysError } from '../../engine/linux/errno';
import { quoteAlways } from '../quoting';

interface Key {
  /** Field and character, from 1; 0 as the last character = the field's end. */
  readonly from: readonly [number, number];
  readonly to: readonly [number, number] | null;
  readonly flags: string;
}

const plain = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const number = (text: string): number => Number(/^\s*-?\d*\.?\d*/.exec(text)?.[0].trim() || 0) || 0;

function human(text: string): number {
  const found = /^\s*(-?\d*\.?\d*)([kKMGTPEZY]?)/.exec(text);
  const power =
    found?.[2] === undefined || found[2] === ''
      ? 0
      : 'KMGTPEZY'.indexOf(found[2].toUpperCase()) + 1;
  return (Number(found?.[1] ?? 0) || 0) * 1024 ** power;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

function compareBy(flags: string, a: string, b: string): number {
  let [left, right] = [a, b];
  if (flags.includes('b')) [left, right] = [left.trimStart(), right.trimStart()];
  if (flags.includes('d')) {
    const keep = (text: string) => text.replace(/[^A-Za-z0-9\s]/g, '');
    [left, right] = [keep(left), keep(right)];
  }
  if (flags.includes('f')) [left, right] = [left.toUpperCase(), right.toUpperCase()];
  let order: number;
  if (flags.includes('n')) order = number(left) - number(right);
  else if (flags.includes('g')) order = (parseFloat(left) || 0) - (parseFloat(right) || 0);
  else if (flags.includes('h')) order = human(left) - human(right);
  else if (flags.includes('V')) order = compareVersions(left, right);
  else if (flags.includes('M')) {
    const month = (text: string) => MONTHS.indexOf(text.trim().slice(0, 3).toUpperCase());
    order = month(left) - month(right);
  } else order = plain(left, right);
  return flags.includes('r') ? -order : order;
}

function keyOf(text: string): Key | null {
  const found = /^(\d+)(?:\.(\d+))?([bdfghnrMV]*)(?:,(\d+)(?:\.(\d+))?([bdfghnrMV]*))?$/.exec(text);
  if (found === null || Number(found[1]) === 0) return null;
  const [, field, char, flags = '', endField, endChar, endFlags = ''] = found;
  const to = endField === undefined ? null : ([Number(endField), Number(endChar ?? 0)] as const);
  return { from: [Number(field), Number(char ?? 1)], to, flags: flags + endFlags };
}

/** Where each field begins and ends in the line. */
function fields(line: string, separator: string | null): [number, number][] {
  const found: [number, number][] = [];
  if (separator !== null) {
    let at = 0;
    for (const piece of line.split(separator)) {
      found.push([at, at + piece.length]);
      at += piece.length + separator.length;
    }
    return found;
  }
  for (const { 0: all, 1: word, index } of line.matchAll(/[ \t]*([^ \t]*)/g))
    if (word !== '') found.push([index, index + all.length]);
  return found;
}

function extract(line: string, key: Key, separator: string | null): string {
  const all = fields(line, separator);
  const blanks = (at: number) =>
    key.flags.includes('b') ? (/^[ \t]*/.exec(line.slice(at))?.[0].length ?? 0) : 0;
  const first = all[key.from[0] - 1];
  if (first === undefined) return '';
  const start = first[0] + blanks(first[0]) + key.from[1] - 1;
  if (key.to === null) return line.slice(start);
  const last = all[key.to[0] - 1];
  if (last === undefined) return line.slice(start);
  const end = key.to[1] === 0 ? last[1] : last[0] + blanks(last[0]) + key.to[1];
  return line.slice(start, Math.max(start, end));
}

export const sort: Command = {
  name: 'sort',
  run(context) {
    const options = readOptions(context, {
      short: 'bcCdfghk:mnMo:rsS:t:T:uVz',
      long: {
        'numeric-sort': 'n',
        reverse: 'r',
        unique: 'u',
        key: 'k',
        'field-separator': 't',
        'version-sort': 'V',
        'human-numeric-sort': 'h',
        'ignore-case': 'f',
        stable: 's',
        check: 'c',
        output: 'o',
        'general-numeric-sort': 'g',
        'ignore-leading-blanks': 'b',
      },
    });
    if (options === null) return 2;
    const global = Array.from('bdfghnrMV')
      .filter((letter) => options.has(letter))
      .join('');
    const keys: Key[] = [];
    for (const [letter, value] of options.given) {
      if (letter !== 'k') continue;
      const key = keyOf(value);
      if (key === null) {
        const zero = value.startsWith('0');
        const said = zero
          ? `field number is zero: invalid field specification ${quoteAlways(value)}`
          : `invalid number at field start: invalid count at start of ${quoteAlways(value)}`;
        context.err(`sort: ${said}\n`);
        return 2;
      }
      keys.push({ ...key, flags: key.flags === '' ? global : key.flags });
    }
    const given = options.value('t');
    const separator = given === '\\0' ? '\0' : given === undefined ? null : given;
    if (separator !== null && separator.length !== 1) {
      context.err(
        separator === ''
          ? 'sort: empty tab\n'
          : `sort: multi-character tab ${quoteAlways(separator)}\n`,
      );
      return 2;
    }
    const lines: string[] = [];
    for (const path of options.operands.length > 0 ? options.operands : ['-']) {
      const text = readInput(context, path, complain);
      if (text === null) return 2;
      for (const line of linesOf(text)) lines.push(line);
    }
    context.spend(lines.length * 20);
    const byKeys = (a: string, b: string): number => {
      if (keys.length === 0) return compareBy(global, a, b);
      for (const key of keys) {
        const order = compareBy(key.flags, extract(a, key, separator), extract(b, key, separator));
        if (order !== 0) return order;
      }
      return 0;
    };
    const lastResort = !(options.has('u') || options.has('s'));
    const compare = (a: string, b: string) => {
      const order = byKeys(a, b);
      if (order !== 0 || !lastResort) return order;
      return global.includes('r') ? plain(b, a) : plain(a, b);
    };
    if (options.has('c') || options.has('C')) return check(context, lines, compare, options);
    let sorted = lines.toSorted(compare);
    if (options.has('u'))
      sorted = sorted.filter((line, i) => i === 0 || byKeys(sorted[i - 1] ?? '', line) !== 0);
    const text = sorted.map((line) => `${line}\n`).join('');
    const output = options.value('o');
    if (output === undefined) context.out(text);
    else context.fs.writeText(output, text, false);
    return 0;
  },
};

function check(
  context: CommandContext,
  lines: readonly string[],
  compare: (a: string, b: string) => number,
  options: { has(letter: string): boolean; operands: readonly string[] },
): number {
  const at = lines.findIndex(
    (line, i) => i > 0 && compare(lines[i - 1] ?? '', line) > (options.has('u') ? -1 : 0),
  );
  if (at < 0) return 0;
  if (options.has('c'))
    context.err(
      `sort: ${options.operands[0] ?? '-'}:${String(at + 1)}: disorder: ${lines[at] ?? ''}\n`,
    );
  return 1;
}

function complain(context: CommandContext, path: string, error: unknown): void {
  if (!(error instanceof SysError)) throw error;
  const what = error.errno === 'EISDIR' ? 'read failed' : 'cannot read';
  context.err(`sort: ${what}: ${path}: ${error.message}\n`);
}
