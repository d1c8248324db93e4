import { explainFact } from '../facts/names';
import type { Complaints, Position } from '../read/issue';
import { COMPARISONS, type FactName, type Operand, type Predicate } from './expression';
import { tokens, type Token } from './lexer';

const OPERAND = "a fact, a number, 'text', true or false";
/** Parentheses and `not`s inside each other. */
const DEEPEST = 32;
/** Words of one predicate: a tree of more would be too deep to walk. */
const MOST_WORDS = 400;

/** What may be said beside facts of the run at hand. */
export interface Scope {
  /** `guess`, the learner's answer. */
  readonly guess?: boolean;
  /** Names of scenarios that may stand behind `@`. */
  readonly scenarios?: readonly string[];
}

/** Reads a predicate; null with a complaint at its place where it is not one. */
export function readPredicate(
  text: string,
  at: Position,
  complaints: Complaints,
  scope: Scope = {},
): Predicate | null {
  return whole(new Parser(text, at, complaints, scope), (parser) => parser.either(0));
}

export function readOperand(
  text: string,
  at: Position,
  complaints: Complaints,
  scope: Scope = {},
): Operand | null {
  return whole(new Parser(text, at, complaints, scope), (parser) => parser.operand());
}

function whole<T>(parser: Parser, read: (parser: Parser) => T): T | null {
  try {
    parser.begin();
    const read1 = read(parser);
    parser.end();
    return read1;
  } catch (error) {
    if (error === REFUSED) return null;
    throw error;
  }
}

const REFUSED = new Error('refused');

class Parser {
  private readonly at: Position;
  private readonly complaints: Complaints;
  private readonly scope: Scope;
  private readonly words: readonly Token[];
  private index = 0;

  constructor(text: string, at: Position, complaints: Complaints, scope: Scope) {
    this.at = at;
    this.complaints = complaints;
    this.scope = scope;
    this.words = tokens(text);
  }

  begin(): void {
    const beyond = this.words[MOST_WORDS];
    if (beyond !== undefined) this.refuse(beyond, `${String(MOST_WORDS)} words at most`);
  }

  either(depth: number): Predicate {
    let left = this.both(depth);
    while (this.take('or')) left = { kind: 'or', left, right: this.both(depth) };
    return left;
  }

  operand(): Operand {
    const word = this.next();
    this.index++;
    switch (word.kind) {
      case 'number':
        return { kind: 'literal', value: Number(word.text) };
      case 'text':
        return { kind: 'literal', value: word.text };
      case 'name':
        return this.named(word);
      case 'sign':
      case 'bad':
      case 'end':
        return this.refuse(word, OPERAND);
    }
  }

  end(): void {
    const word = this.next();
    if (word.kind !== 'end') this.refuse(word, `the end, ${COMPARISONS.join(' ')}, and, or`);
  }

  private both(depth: number): Predicate {
    let left = this.single(depth);
    while (this.take('and')) left = { kind: 'and', left, right: this.single(depth) };
    return left;
  }

  private single(depth: number): Predicate {
    if (depth > DEEPEST) return this.refuse(this.next(), `${String(DEEPEST)} levels at most`);
    if (this.take('not')) return { kind: 'not', of: this.single(depth + 1) };
    if (this.take('(')) {
      const inside = this.either(depth + 1);
      if (!this.take(')')) this.refuse(this.next(), ')');
      return inside;
    }
    const left = this.operand();
    const operator = COMPARISONS.find((each) => this.take(each));
    if (operator === undefined) return { kind: 'holds', of: left };
    return { kind: 'compare', operator, left, right: this.operand() };
  }

  private named(word: Token): Operand {
    if (word.text === 'true' || word.text === 'false') {
      return { kind: 'literal', value: word.text === 'true' };
    }
    if (word.text === 'guess' && this.scope.guess === true) return { kind: 'guess' };
    const [text = '', scenario = null] = word.text.split('@');
    const name: FactName = { steps: stepsOf(text), scenario, text: word.text, ...this.place(word) };
    const known = this.scope.scenarios ?? [];
    if (scenario !== null && !known.includes(scenario)) {
      this.complaints.add(
        this.place(word),
        'unknown-scenario',
        scenario,
        known.join(', ') || 'no @ here: facts of the run on the screen',
      );
      throw REFUSED;
    }
    const allowed = explainFact(name.steps);
    if (allowed !== null) {
      this.complaints.add(this.place(word), 'unknown-fact', text, allowed);
      throw REFUSED;
    }
    return { kind: 'fact', name };
  }

  private take(text: string): boolean {
    const word = this.next();
    if (word.text !== text || (word.kind !== 'sign' && word.kind !== 'name')) return false;
    this.index++;
    return true;
  }

  private next(): Token {
    const word = this.words[this.index] ?? this.words.at(-1);
    if (word === undefined) throw new Error('a text has an end');
    return word;
  }

  private refuse(word: Token, allowed: string): never {
    this.complaints.add(this.place(word), 'predicate', word.text, allowed);
    throw REFUSED;
  }

  private place({ at }: Token): Position {
    return { line: this.at.line, column: this.at.column + at };
  }
}

/** `vms[0].drops['ring-full']` → vms, 0, drops, ring-full. */
function stepsOf(text: string): (string | number)[] {
  const steps = text.matchAll(/\[(\d+)\]|\['([^']*)'\]|([\w-]+)/gu);
  return Array.from(steps, ([, index, quoted, word]) =>
    index === undefined ? (quoted ?? word ?? '') : Number(index),
  );
}
