import type { Condition, Word } from './ast';

/** What the reader of `[[ ]]` needs of the parser. */
export interface ConditionSource {
  blank(): void;
  take(pattern: RegExp): string | null;
  /** `regex`: the word after `=~`, where parentheses belong to the word. */
  word(regex: boolean): Word;
  unexpected(): never;
}

const UNARY = /^-[abcdefghknoprstuvwxzGLNOS]$/;
const BINARY = /(?:==|=~|=|!=|<|>|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))(?=[\s]|$)|(?:==|!=|=~)(?=\S)/y;

/** From behind `[[` to behind `]]`. */
export function readCondition(source: ConditionSource): Condition {
  const test = either(source);
  source.blank();
  if (source.take(/\]\](?=[\s;&|<>()]|$)/y) === null) source.unexpected();
  return test;
}

function either(source: ConditionSource): Condition {
  let left = both(source);
  for (;;) {
    source.blank();
    if (source.take(/\|\|/y) === null) return left;
    left = { kind: 'or', left, right: both(source) };
  }
}

function both(source: ConditionSource): Condition {
  let left = primary(source);
  for (;;) {
    source.blank();
    if (source.take(/&&/y) === null) return left;
    left = { kind: 'and', left, right: primary(source) };
  }
}

function primary(source: ConditionSource): Condition {
  source.blank();
  if (source.take(/!(?=[\s(])/y) !== null) return { kind: 'not', inner: primary(source) };
  if (source.take(/\(/y) !== null) {
    const inner = either(source);
    source.blank();
    if (source.take(/\)/y) === null) source.unexpected();
    return inner;
  }
  const first = source.word(false);
  if (first.raw === ']]') source.unexpected();
  source.blank();
  if (UNARY.test(first.raw)) {
    const operand = source.word(false);
    if (operand.raw === ']]') source.unexpected();
    return { kind: 'unary', op: first.raw, operand };
  }
  const op = source.take(BINARY);
  if (op === null) return { kind: 'unary', op: '-n', operand: first };
  source.blank();
  return { kind: 'binary', op, left: first, right: source.word(op === '=~') };
}
