import type { Cursor } from './cursor';
import { unquoted } from './cursor';
import { NftError, type Token } from './lexer';
import type { Key, MapEntry, Statement, Values, Verdict } from './ruleset';
import { AFTER, readValue, SELECTORS, type Selector } from './selectors';

export interface RuleText {
  readonly statements: readonly Statement[];
  readonly comment: string | null;
}

const END_OF_RULE = 'end of file or newline or semicolon';
const PLAIN = ['accept', 'drop', 'continue', 'return', 'queue'] as const;
const OPERATORS = ['==', '!=', '<=', '>=', '<', '>'] as const;
/** Of nft, and not in this lab. */
const LEFT_OUT: ReadonlySet<string> = new Set(
  'ct limit reject dnat snat masquerade redirect dup fwd tproxy notrack quota set flow ip6 arp symhash synproxy osf socket fib rt exthdr'.split(
    ' ',
  ),
);

/** The statements of a rule, up to the end of its line. */
export function readRule(cursor: Cursor): RuleText {
  const statements: Statement[] = [];
  let comment: string | null = null;
  let terminal: Token | null = null;
  while (!cursor.atEnd() && !cursor.is('}')) {
    if (comment !== null) throw cursor.unexpected(END_OF_RULE);
    if (cursor.is('comment')) {
      cursor.take();
      comment = unquoted(cursor.take());
      continue;
    }
    const first = cursor.next;
    if (terminal !== null) {
      throw new NftError('Statement after terminal statement has no effect', first, terminal);
    }
    const statement = readStatement(cursor);
    statements.push(statement);
    if (statement.kind === 'verdict' && statement.verdict.kind !== 'continue') terminal = first;
  }
  if (statements.length === 0) throw cursor.unexpected();
  return { statements, comment };
}

function readStatement(cursor: Cursor): Statement {
  const verdict = readVerdict(cursor);
  if (verdict !== null) return { kind: 'verdict', verdict };
  if (cursor.takes('counter')) return readCounter(cursor);
  if (cursor.takes('log')) {
    if (!cursor.takes('prefix')) return { kind: 'log', prefix: null };
    return { kind: 'log', prefix: unquoted(cursor.take()) };
  }
  if (cursor.is('jhash') || cursor.is('numgen')) {
    const key = readKey(cursor);
    cursor.need('vmap');
    return { kind: 'vmap', key, entries: readVerdictMap(cursor, 'number') };
  }
  const field = readField(cursor);
  const { type } = selectorOf(field);
  if (cursor.takes('vmap')) {
    const entries = readVerdictMap(cursor, type);
    return { kind: 'vmap', key: { kind: 'field', field }, entries };
  }
  if (cursor.is('set')) return readWrite(cursor, field);
  const op = OPERATORS.find((sign) => cursor.takes(sign)) ?? '==';
  const { values, isSet } = readValues(cursor, type);
  return { kind: 'match', field, op, values, isSet };
}

export function selectorOf(field: string): Selector {
  const selector = SELECTORS[field];
  if (selector === undefined) throw new Error(`nft: no selector ${field}`);
  return selector;
}

function readVerdict(cursor: Cursor): Verdict | null {
  const kind = PLAIN.find((word) => cursor.takes(word));
  if (kind !== undefined) return { kind };
  const leads = (['jump', 'goto'] as const).find((word) => cursor.takes(word));
  return leads === undefined ? null : { kind: leads, chain: unquoted(cursor.needName()) };
}

function readCounter(cursor: Cursor): Statement {
  let [packets, bytes] = [0, 0];
  if (cursor.takes('packets')) {
    packets = cursor.needNumber();
    cursor.need('bytes');
    bytes = cursor.needNumber();
  }
  return { kind: 'counter', packets, bytes };
}

/** `udp dport`, `iifname`, `meta l4proto`. */
function readField(cursor: Cursor): string {
  const token = cursor.next;
  const { text } = token;
  if (text === 'iifname' || text === 'oifname') {
    cursor.take();
    return text;
  }
  const after = Object.hasOwn(AFTER, text) ? AFTER[text] : undefined;
  if (after === undefined) {
    if (token.kind !== 'string') throw cursor.unexpected();
    const known = LEFT_OUT.has(text) || text === 'iif' || text === 'oif';
    throw new NftError(
      known ? `This lab's nf_tables has no ‘${text}’` : 'No symbol type information',
      token,
    );
  }
  cursor.take();
  const part = after.find((word) => cursor.takes(word));
  if (part === undefined) throw cursor.unexpected(after.length <= 5 ? after.join(' or ') : '');
  return text === 'meta' && part.endsWith('name') ? part : `${text} ${part}`;
}

function readKey(cursor: Cursor): Key {
  if (cursor.takes('numgen')) {
    const mode = (['inc', 'random'] as const).find((word) => cursor.takes(word));
    if (mode === undefined) throw cursor.unexpected('inc or random');
    return { kind: 'numgen', mode, modulus: readModulus(cursor), offset: readOffset(cursor) };
  }
  if (!cursor.takes('jhash')) return { kind: 'field', field: readField(cursor) };
  const fields = [readField(cursor)];
  while (cursor.takes('.')) fields.push(readField(cursor));
  const modulus = readModulus(cursor);
  const seed = cursor.takes('seed') ? cursor.needNumber() : null;
  return { kind: 'jhash', fields, modulus, seed, offset: readOffset(cursor) };
}

function readModulus(cursor: Cursor): number {
  cursor.need('mod');
  const modulus = cursor.needNumber();
  if (modulus < 1) throw new NftError('modulus must be positive', cursor.last);
  return modulus;
}

const readOffset = (cursor: Cursor) => (cursor.takes('offset') ? cursor.needNumber() : 0);

function typeOfKey(key: Key): Selector['type'] {
  return key.kind === 'field' ? selectorOf(key.field).type : 'number';
}

function readWrite(cursor: Cursor, field: string): Statement {
  const token = cursor.take();
  if (field !== 'ether daddr') {
    throw new NftError(`This lab's nf_tables writes no ‘${field}’`, token);
  }
  if (!cursor.is('jhash') && !cursor.is('numgen') && AFTER[cursor.next.text] === undefined) {
    return { kind: 'write', field, value: readOne(cursor, 'mac') };
  }
  const key = readKey(cursor);
  cursor.need('map');
  const entries = readMap(cursor, typeOfKey(key), () => readOne(cursor, 'mac'));
  return { kind: 'write', field, value: { key, entries } };
}

function readVerdictMap(cursor: Cursor, type: Selector['type']): readonly MapEntry<Verdict>[] {
  return readMap(cursor, type, () => {
    const verdict = readVerdict(cursor);
    if (verdict === null) throw cursor.unexpected();
    return verdict;
  });
}

function readMap<T>(
  cursor: Cursor,
  type: Selector['type'],
  value: () => T,
): readonly MapEntry<T>[] {
  const entries = inBraces(cursor, () => {
    const key = readElement(cursor, type);
    cursor.need(':');
    return { key, value: value() };
  });
  return entries.toSorted((a, b) => firstOf(a.key) - firstOf(b.key));
}

function inBraces<T>(cursor: Cursor, read: () => T): T[] {
  const elements: T[] = [];
  cursor.need('{');
  do {
    cursor.skipLines();
    if (cursor.is('}') && elements.length > 0) break;
    elements.push(read());
    cursor.skipLines();
  } while (cursor.takes(','));
  cursor.need('}', "comma or '}'");
  return elements;
}

const firstOf = ({ ranges }: Values): number => ranges?.[0]?.[0] ?? 0;

function readValues(
  cursor: Cursor,
  type: Selector['type'],
): { readonly values: Values; readonly isSet: boolean } {
  if (!cursor.is('{')) return { values: readElement(cursor, type), isSet: false };
  const elements = inBraces(cursor, () => readElement(cursor, type));
  const names = elements.flatMap((element) => element.names ?? []);
  if (type === 'name') return { values: { names }, isSet: true };
  const ranges = elements.flatMap((element) => element.ranges ?? []);
  return { values: { ranges: ranges.toSorted(([a], [b]) => a - b) }, isSet: true };
}

/** A value, a range, a prefix, or the name of an interface. */
function readElement(cursor: Cursor, type: Selector['type']): Values {
  if (type === 'name') {
    const { kind } = cursor.next;
    if (kind !== 'string' && kind !== 'quoted') throw cursor.unexpected();
    return { names: [unquoted(cursor.take())] };
  }
  const from = readOne(cursor, type);
  if (type === 'ip' && cursor.takes('/')) {
    const length = cursor.needNumber();
    if (length > 32) throw new NftError('Prefix length is invalid', cursor.last);
    const size = 2 ** (32 - length);
    const first = Math.floor(from / size) * size;
    return { ranges: [[first, first + size - 1]] };
  }
  if (!cursor.takes('-')) return { ranges: [[from, from]] };
  const to = readOne(cursor, type);
  if (to < from) throw new NftError('Range negative size', cursor.last);
  return { ranges: [[from, to]] };
}

function readOne(cursor: Cursor, type: Selector['type']): number {
  const token = cursor.next;
  if (!['string', 'number', 'address'].includes(token.kind)) throw cursor.unexpected();
  const value = readValue(type, token.text);
  if (typeof value === 'string') throw new NftError(value, token);
  cursor.take();
  return value;
}
