import type { Command } from '../command';
import { CLASSES } from '../expand/glob';
import { readOptions } from '../options';
import { quoteAlways } from '../quoting';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

class Mistake extends Error {}

/** The characters of a set, with what is special about it. */
function setOf(text: string): { chars: string[]; fill: string | null } {
  const chars: string[] = [];
  let fill: string | null = null;
  const read = (at: number): [char: string, next: number] => {
    if (text[at] !== '\\' || at + 1 >= text.length) return [text[at] ?? '', at + 1];
    const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1))?.[0];
    if (octal !== undefined)
      return [String.fromCharCode(parseInt(octal, 8)), at + 1 + octal.length];
    const next = text[at + 1] ?? '';
    return [ESCAPES[next] ?? next, at + 2];
  };
  for (let i = 0; i < text.length;) {
    const named = /^\[:(\w*):\]/.exec(text.slice(i));
    if (named !== null) {
      const test = CLASSES[named[1] ?? ''];
      if (test === undefined)
        throw new Mistake(`invalid character class ${quoteAlways(named[1] ?? '')}`);
      for (let code = 0; code < 128; code += 1)
        if (test(String.fromCharCode(code))) chars.push(String.fromCharCode(code));
      i += named[0].length;
      continue;
    }
    const repeated = /^\[(.)\*(\d*)\]/s.exec(text.slice(i));
    if (repeated !== null) {
      const count = Number(repeated[2] === '' ? 0 : repeated[2]);
      if (count === 0) fill = repeated[1] ?? '';
      for (let n = 0; n < Math.min(count, 65_536); n += 1) chars.push(repeated[1] ?? '');
      i += repeated[0].length;
      continue;
    }
    const [first, next] = read(i);
    if (text[next] === '-' && next + 1 < text.length) {
      const [last, after] = read(next + 1);
      if (last < first)
        throw new Mistake(
          `range-endpoints of '${text.slice(i, after)}' are in reverse collating sequence order`,
        );
      const end = Math.min(last.charCodeAt(0), first.charCodeAt(0) + 65_536);
      for (let code = first.charCodeAt(0); code <= end; code += 1)
        chars.push(String.fromCharCode(code));
      i = after;
    } else {
      chars.push(first);
      i = next;
    }
  }
  return { chars, fill };
}

export const tr: Command = {
  name: 'tr',
  run(context) {
    const options = readOptions(context, {
      short: 'cCdst',
      long: { complement: 'c', delete: 'd', 'squeeze-repeats': 's', 'truncate-set1': 't' },
      stopAtOperand: true,
    });
    if (options === null) return 1;
    const fail = (text: string) => {
      context.err(`tr: ${text}\n`);
      return 1;
    };
    const hint = "Try 'tr --help' for more information.";
    const [first, second, extra] = options.operands;
    const deleting = options.has('d');
    const squeezing = options.has('s');
    if (first === undefined) return fail(`missing operand\n${hint}`);
    if (second === undefined && !deleting && !squeezing)
      return fail(
        `missing operand after ${quoteAlways(first)}\nTwo strings must be given when translating.\n${hint}`,
      );
    if (extra !== undefined || (second !== undefined && deleting && !squeezing))
      return fail(
        `extra operand ${quoteAlways(extra ?? second ?? '')}\n${extra === undefined ? 'Only one string may be given when deleting without squeezing repeats.\n' : ''}${hint}`,
      );
    try {
      const one = setOf(first);
      const two = second === undefined ? null : setOf(second);
      const inverted = options.has('c') || options.has('C');
      const listed = new Set(one.chars);
      const inFirst = (char: string) => listed.has(char) !== inverted;
      const to = two?.chars ?? [];
      const last = two?.fill ?? to.at(-1) ?? '';
      const map = new Map<string, string>();
      for (const [i, char] of one.chars.entries()) map.set(char, to[i] ?? last);
      if (two !== null && !deleting && to.length === 0 && two.fill === null)
        return fail('when not truncating set1, string2 must be non-empty');
      const squeezed = squeezing ? new Set(two?.chars ?? []) : null;
      const squeezes = (char: string) =>
        squeezed !== null && (two === null ? inFirst(char) : squeezed.has(char));
      let result = '';
      let previous = '';
      const text = context.stdin;
      context.spend(text.length);
      for (const char of text) {
        let now = char;
        if (inFirst(char)) {
          if (deleting) continue;
          if (two !== null) now = inverted ? last : (map.get(char) ?? char);
        }
        if (now === previous && squeezes(now)) continue;
        result += now;
        previous = now;
      }
      context.out(result);
      return 0;
    } catch (error) {
      if (error instanceof Mistake) return fail(error.message);
      throw error;
    }
  },
};
