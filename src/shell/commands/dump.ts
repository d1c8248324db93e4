import { hex } from '../../formats/lspci/text';
import { SysError } from '../../engine/linux/errno';
import { toBytes } from '../bytes';
import type { Command, CommandContext } from '../command';
import { complainAbout } from '../inputs';
import { readOptions, type Options } from '../options';

const ascii = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join(
    '',
  );

/** `16`, `0x10`, `010`, `1k`; NaN where it is none. */
function number(text: string): number {
  const found = /^(0[xX][\dA-Fa-f]+|\d+)([kKmMb]?)$/.exec(text);
  if (found === null) return NaN;
  const [, digits = '', unit = ''] = found;
  const octal = /^0[0-7]+$/.test(digits);
  const scale = { k: 1024, m: 1024 ** 2, b: 512 }[unit.toLowerCase()] ?? 1;
  return (octal ? parseInt(digits, 8) : Number(digits)) * scale;
}

/** The operands' bytes in a row; null (and a complaint) where one cannot be read. */
function bytesOf(context: CommandContext, paths: readonly string[]): Uint8Array | null {
  const parts: number[] = [];
  for (const path of paths.length > 0 ? paths : ['-']) {
    try {
      const bytes = path === '-' ? toBytes(context.stdin) : context.fs.readBytes(path);
      for (const byte of bytes) parts.push(byte);
    } catch (error) {
      if (error instanceof SysError && context.name !== 'od')
        context.err(`${context.name}: ${path}: ${error.message}\n`);
      else complainAbout(context, path, error);
      return null;
    }
  }
  return Uint8Array.from(parts);
}

/** `-s` and `-n`, or a complaint. */
function window(
  context: CommandContext,
  options: Options,
  skip: string,
  length: string,
): [number, number] | null {
  const from = number(options.value(skip) ?? '0');
  const count = options.has(length) ? number(options.value(length) ?? '') : Infinity;
  if (!Number.isNaN(from) && !Number.isNaN(count)) return [from, from + count];
  const bad = Number.isNaN(from) ? skip : length;
  context.err(`${context.name}: invalid argument to -${bad}: ${options.value(bad) ?? ''}\n`);
  return null;
}

/** Prints rows of 16 bytes; rows like the one before are a star, as hexdump and od do. */
function rows(
  bytes: Uint8Array,
  [from, to]: readonly [number, number],
  squeeze: boolean,
  row: (part: Uint8Array) => string,
  offset: (at: number) => string,
  out: (text: string) => void,
): void {
  const end = Math.min(bytes.length, to);
  let before = '';
  let starred = false;
  for (let at = from; at < end; at += 16) {
    const part = bytes.subarray(at, Math.min(end, at + 16));
    const key = part.length === 16 ? part.join() : '';
    if (squeeze && key !== '' && key === before) {
      if (!starred) out('*\n');
      starred = true;
      continue;
    }
    before = key;
    starred = false;
    out(`${offset(at)}${row(part)}\n`);
  }
  if (end > from && offset(end) !== '') out(`${offset(end)}\n`);
}

const pairs = (part: Uint8Array, width: number, shown: (value: number) => string): string[] =>
  Array.from({ length: Math.ceil(part.length / width) }, (_none, i) => {
    let value = 0;
    for (let n = width - 1; n >= 0; n -= 1) value = value * 256 + (part[i * width + n] ?? 0);
    return shown(value);
  });

export const hexdump: Command = {
  name: 'hexdump',
  run(context) {
    const options = readOptions(context, {
      short: 'Cvxbdos:n:',
      long: { canonical: 'C', 'no-squeezing': 'v', length: 'n', skip: 's' },
    });
    if (options === null) return 1;
    const range = window(context, options, 's', 'n');
    const bytes = range === null ? null : bytesOf(context, options.operands);
    if (bytes === null || range === null) return 1;
    const canonical = options.has('C') || context.name === 'hd';
    const row = (part: Uint8Array): string => {
      if (!canonical)
        return pairs(part, 2, (value) =>
          options.has('x') ? `    ${hex(value, 4)}` : ` ${hex(value, 4)}`,
        )
          .join('')
          .padEnd(options.has('x') ? 64 : 40);
      const cells = Array.from(part, (byte) => hex(byte, 2));
      const halves = [cells.slice(0, 8), cells.slice(8)].map((half) => half.join(' ').padEnd(23));
      return `  ${halves.join('  ')}  |${ascii(part)}|`;
    };
    const digits = canonical ? 8 : 7;
    rows(bytes, range, !options.has('v'), row, (at) => hex(at, digits), context.out);
    return 0;
  },
};

export const xxd: Command = {
  name: 'xxd',
  run(context) {
    const options = readOptions(context, { short: 'c:g:l:s:pu' });
    if (options === null) return 1;
    const from = number(options.value('s') ?? '0');
    const count = options.has('l') ? number(options.value('l') ?? '') : Infinity;
    const columns = Number(options.value('c') ?? (options.has('p') ? 30 : 16));
    const group = Number(options.value('g') ?? 2);
    if ([from, count].some(Number.isNaN) || !(columns >= 1 && columns <= 256) || !(group >= 0)) {
      context.err('xxd: invalid number\n');
      return 1;
    }
    const all = bytesOf(context, options.operands.slice(0, 1));
    if (all === null) return 2;
    const bytes = all.subarray(from, Math.min(all.length, from + count));
    const shown = (byte: number) => (options.has('u') ? hex(byte, 2).toUpperCase() : hex(byte, 2));
    for (let at = 0; at < bytes.length; at += columns) {
      const part = bytes.subarray(at, at + columns);
      if (options.has('p')) {
        context.out(`${Array.from(part, shown).join('')}\n`);
        continue;
      }
      const size = group === 0 ? columns : group;
      const width = columns * 2 + Math.ceil(columns / size);
      let line = '';
      for (const [i, byte] of part.entries())
        line += shown(byte) + ((i + 1) % size === 0 || i === columns - 1 ? ' ' : '');
      context.out(`${hex(from + at, 8)}: ${line.padEnd(width)} ${ascii(part)}\n`);
    }
    return 0;
  },
};

const OD: Readonly<
  Record<string, { width: number; cell: number; shown: (value: number) => string }>
> = {
  x1: { width: 1, cell: 3, shown: (value) => hex(value, 2) },
  x2: { width: 2, cell: 5, shown: (value) => hex(value, 4) },
  x4: { width: 4, cell: 9, shown: (value) => hex(value, 8) },
  o1: { width: 1, cell: 4, shown: (value) => value.toString(8).padStart(3, '0') },
  o2: { width: 2, cell: 7, shown: (value) => value.toString(8).padStart(6, '0') },
  u1: { width: 1, cell: 4, shown: String },
  u2: { width: 2, cell: 6, shown: String },
  d1: { width: 1, cell: 5, shown: (value) => String((value << 24) >> 24) },
  c: {
    width: 1,
    cell: 4,
    shown: (value) => {
      const named = '\0\x07\b\t\n\v\f\r'.indexOf(String.fromCharCode(value));
      if (named >= 0) return `\\${'0abtnvfr'[named] ?? ''}`;
      return value >= 32 && value < 127
        ? String.fromCharCode(value)
        : value.toString(8).padStart(3, '0');
    },
  },
};

const OD_LETTERS: Readonly<Record<string, string>> = { x: 'x2', o: 'o2', b: 'o1', c: 'c', d: 'u2' };

export const od: Command = {
  name: 'od',
  run(context) {
    const options = readOptions(context, {
      short: 'A:t:N:j:vxobcd',
      long: { 'address-radix': 'A', format: 't', 'read-bytes': 'N', 'skip-bytes': 'j' },
    });
    if (options === null) return 1;
    const range = window(context, options, 'j', 'N');
    if (range === null) return 1;
    let name = 'o2';
    for (const [letter, value] of options.given) {
      if (letter === 't')
        name = { x: 'x4', o: 'o4', u: 'u4', d: 'd4' }[value] ?? value.replace(/z$/, '');
      else name = OD_LETTERS[letter] ?? name;
    }
    const format = OD[name];
    if (format === undefined) {
      context.err(`od: type '${options.value('t') ?? ''}' is not simulated\n`);
      return 1;
    }
    const bytes = bytesOf(context, options.operands);
    if (bytes === null) return 1;
    const radix = options.value('A') ?? 'o';
    const offset = (at: number): string => {
      if (radix === 'n') return '';
      if (radix === 'x') return hex(at, 6);
      return radix === 'd' ? String(at).padStart(7, '0') : at.toString(8).padStart(7, '0');
    };
    const row = (part: Uint8Array) =>
      pairs(part, format.width, (value) => format.shown(value).padStart(format.cell)).join('');
    rows(bytes, range, !options.has('v'), row, offset, context.out);
    if (bytes.length <= range[0] && radix !== 'n') context.out(`${offset(bytes.length)}\n`);
    return 0;
  },
};

export const hd: Command = { ...hexdump, name: 'hd' };
