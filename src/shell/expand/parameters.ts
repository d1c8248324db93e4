import type { ParameterOp, Word } from '../parse/ast';
import { compileGlob } from './glob';
import { ExpansionFailure, type ExpansionHost } from './host';

/** What applying an operator asks of the expander. */
export interface OperandReader {
  text(word: Word): string;
  pattern(word: Word): string;
  number(word: Word): number;
}

/**
 * `${name op}` but for the four that stand in for an unset value. `value` is undefined where the parameter is unset.
 */
export function applyOperator(
  op: Exclude<ParameterOp, { kind: 'default' | 'assign' | 'error' | 'alternative' | 'indirect' }>,
  value: string,
  reader: OperandReader,
  host: ExpansionHost,
): string {
  switch (op.kind) {
    case 'length':
      return String(Array.from(value).length);
    case 'strip':
      return strip(value, reader.pattern(op.pattern), op.end, op.longest, host);
    case 'replace':
      return replace(value, reader.pattern(op.pattern), reader.text(op.by), op.where, host);
    case 'slice':
      return slice(value, reader.number(op.offset), op.length, reader);
    case 'case': {
      const pattern = reader.pattern(op.pattern);
      const matches = pattern === '' ? () => true : compileGlob(pattern);
      const change = (c: string) =>
        matches(c) ? (op.to === 'upper' ? c.toUpperCase() : c.toLowerCase()) : c;
      const [first = '', ...rest] = value;
      return op.all ? Array.from(value).map(change).join('') : change(first) + rest.join('');
    }
  }
}

function slice(value: string, offset: number, length: Word | null, reader: OperandReader): string {
  const chars = Array.from(value);
  const from = offset < 0 ? chars.length + offset : offset;
  if (from < 0) return '';
  if (length === null) return chars.slice(from).join('');
  const count = reader.number(length);
  const end = count < 0 ? chars.length + count : from + count;
  if (end < from) throw new ExpansionFailure(`${String(count)}: substring expression < 0`);
  return chars.slice(from, end).join('');
}

function strip(
  value: string,
  pattern: string,
  end: 'prefix' | 'suffix',
  longest: boolean,
  host: ExpansionHost,
): string {
  const matches = compileGlob(pattern);
  const literal = !/[*?[\\]/.test(pattern);
  if (literal) {
    if (end === 'prefix') return value.startsWith(pattern) ? value.slice(pattern.length) : value;
    return pattern !== '' && value.endsWith(pattern) ? value.slice(0, -pattern.length) : value;
  }
  for (let i = 0; i <= value.length; i += 1) {
    const taken = longest ? value.length - i : i;
    host.budget.spend(taken);
    const at = end === 'prefix' ? taken : value.length - taken;
    const part = end === 'prefix' ? value.slice(0, at) : value.slice(at);
    if (matches(part)) return end === 'prefix' ? value.slice(at) : value.slice(0, at);
  }
  return value;
}

/** Length of the longest match at `at`, or -1. */
function longestAt(
  value: string,
  at: number,
  matches: (text: string) => boolean,
  host: ExpansionHost,
): number {
  for (let end = value.length; end >= at; end -= 1) {
    host.budget.spend(end - at + 1);
    if (matches(value.slice(at, end))) return end - at;
  }
  return -1;
}

function replace(
  value: string,
  pattern: string,
  by: string,
  where: 'first' | 'all' | 'prefix' | 'suffix',
  host: ExpansionHost,
): string {
  if (pattern === '') return value;
  if (!/[*?[\\]/.test(pattern)) {
    if (where === 'prefix')
      return value.startsWith(pattern) ? by + value.slice(pattern.length) : value;
    if (where === 'suffix')
      return value.endsWith(pattern) ? value.slice(0, -pattern.length) + by : value;
    return where === 'all' ? value.split(pattern).join(by) : value.replace(pattern, () => by);
  }
  const matches = compileGlob(pattern);
  if (where === 'prefix') {
    const length = longestAt(value, 0, matches, host);
    return length < 0 ? value : by + value.slice(length);
  }
  if (where === 'suffix') {
    for (let at = 0; at <= value.length; at += 1) {
      host.budget.spend(value.length - at + 1);
      if (matches(value.slice(at))) return value.slice(0, at) + by;
    }
    return value;
  }
  let result = '';
  for (let at = 0; at < value.length;) {
    const length = longestAt(value, at, matches, host);
    if (length <= 0) {
      result += value[at] ?? '';
      at += 1;
      continue;
    }
    result += by;
    at += length;
    if (where === 'first') return result + value.slice(at);
  }
  return result;
}
