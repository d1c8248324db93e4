import type { AndOr, CaseClause, Command, Compound, Script, Word } from './ast';
import { readCondition } from './conditions';
import { ParseFailure, Unfinished } from './failure';
import { TokenReader } from './tokens';

const REFUSED = ['select', 'coproc'];
const MISPLACED = ['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', 'in'];

/** `if`, `for`, `while`, `case`, `{ }`, `( )`, `[[ ]]`, `(( ))` and what lies between commands. */
export abstract class CompoundReader extends TokenReader {
  protected abstract andOr(): AndOr;
  protected abstract functionCommand(): Command;
  #expect(word: string): void {
    this.newlines();
    if (this.reserved([word]) === null) this.unexpected();
  }

  /** Commands up to a reserved word or `)`, which is left alone; none at all is an error. */
  protected list(until: readonly string[], emptyToo = false): Script {
    const items: AndOr[] = [];
    const ends = () =>
      (until.includes(')') && this.char === ')') ||
      (until.includes(';;') && this.match(/;;|;&/y) !== null) ||
      this.at(until);
    for (;;) {
      this.newlines();
      if (this.atEnd) throw new Unfinished();
      if (ends()) {
        if (items.length === 0 && !emptyToo) this.unexpected();
        return items;
      }
      items.push(this.andOr());
      this.blanks();
      if (this.separator() === null && !this.atEnd && !ends()) this.unexpected();
    }
  }

  protected override substitution(): Script {
    const body = this.deeper(() => this.list([')'], true));
    this.pos += 1;
    return body;
  }

  protected compound(): Compound | null {
    if (this.char === '(') {
      if (this.text[this.pos + 1] === '(') {
        const expression = this.arithmetic(this.pos + 2);
        if (expression !== null) return { kind: 'arithmetic', expression };
      }
      this.pos += 1;
      const body = this.list([')']);
      this.pos += 1;
      return { kind: 'subshell', body };
    }
    const at = this.pos;
    const word = this.reserved([
      'if',
      'for',
      'while',
      'until',
      'case',
      '{',
      '[[',
      'function',
      ...REFUSED,
      ...MISPLACED,
    ]);
    switch (word) {
      case null:
        return null;
      case 'if':
        return this.#if();
      case 'for':
        return this.#for();
      case 'while':
      case 'until':
        return this.#while(word === 'until');
      case 'case':
        return this.#case();
      case '{': {
        const body = this.list(['}']);
        this.#expect('}');
        return { kind: 'group', body };
      }
      case '[[':
        return { kind: 'condition', test: this.deeper(() => this.#condition()) };
      case 'function':
        return this.#function();
      case 'in':
        this.pos = at;
        return null;
      default:
        if (REFUSED.includes(word)) throw new ParseFailure(`${word}: not simulated`);
        this.pos = at;
        return this.unexpected();
    }
  }

  #if(): Compound {
    const branches: { test: Script; body: Script }[] = [];
    for (;;) {
      const test = this.list(['then']);
      this.#expect('then');
      const body = this.list(['elif', 'else', 'fi']);
      branches.push({ test, body });
      const next = this.reserved(['elif', 'else', 'fi']);
      if (next === 'fi') return { kind: 'if', branches, otherwise: null };
      if (next === 'elif') continue;
      const otherwise = this.list(['fi']);
      this.#expect('fi');
      return { kind: 'if', branches, otherwise };
    }
  }

  #while(until: boolean): Compound {
    const test = this.list(['do']);
    return { kind: 'while', until, test, body: this.#loopBody() };
  }

  #loopBody(): Script {
    this.#expect('do');
    const body = this.list(['done']);
    this.#expect('done');
    return body;
  }

  #plainWord(): Word {
    this.blanks();
    if (this.atEnd || this.isMeta(this.char)) this.unexpected('newline');
    return this.word();
  }

  #for(): Compound {
    this.blanks();
    if (this.match(/\(\(/y) !== null) return this.#forArithmetic();
    const name = this.#plainWord();
    if (!/^[A-Za-z_]\w*$/.test(name.raw))
      throw new ParseFailure(`\`${name.raw}': not a valid identifier`);
    this.newlines();
    let words: Word[] | null = null;
    if (this.reserved(['in']) !== null) {
      words = [];
      for (;;) {
        this.blanks();
        if (this.atEnd || this.isMeta(this.char)) break;
        words.push(this.word());
      }
      if (this.atEnd) throw new Unfinished();
    }
    if (this.separator() === null && words !== null) this.unexpected();
    const braces = this.#braces();
    return { kind: 'for', name: name.raw, words, body: braces ?? this.#loopBody() };
  }

  /** `for x in a; { ...; }` is bash too. */
  #braces(): Script | null {
    this.newlines();
    if (this.reserved(['{']) === null) return null;
    const body = this.list(['}']);
    this.#expect('}');
    return body;
  }

  #forArithmetic(): Compound {
    this.pos += 2;
    const part = (ends: string): Word => {
      const from = this.pos;
      let depth = 0;
      const parts = this.parts((char) => {
        if (char === '(') depth += 1;
        if (char === ')' && depth > 0) depth -= 1;
        else if (depth === 0) return ends.includes(char);
        return false;
      }, true);
      if (this.atEnd) throw new Unfinished();
      if (this.char !== ends) this.unexpected();
      this.pos += 1;
      return { parts, raw: this.text.slice(from, this.pos - 1) };
    };
    const [start, test, step] = [part(';'), part(';'), part(')')];
    if (this.char !== ')') this.unexpected();
    this.pos += 1;
    this.blanks();
    this.separator();
    const body = this.#braces() ?? this.#loopBody();
    return { kind: 'for-arithmetic', start, test, step, body };
  }

  #case(): Compound {
    const subject = this.#plainWord();
    this.#expect('in');
    const clauses: CaseClause[] = [];
    for (;;) {
      this.newlines();
      if (this.atEnd) throw new Unfinished();
      if (this.reserved(['esac']) !== null) return { kind: 'case', subject, clauses };
      if (this.char === '(') this.pos += 1;
      const patterns: Word[] = [];
      do patterns.push(this.#plainWord());
      while (this.#patternGoesOn());
      const body = this.list([';;', 'esac'], true);
      const end = this.match(/;;&|;;|;&/y) as CaseClause['end'] | null;
      if (end !== null) this.pos += end.length;
      clauses.push({ patterns, body, end: end ?? ';;' });
    }
  }

  #patternGoesOn(): boolean {
    this.blanks();
    if (this.atEnd) throw new Unfinished();
    if (this.char !== '|' && this.char !== ')') this.unexpected();
    this.pos += 1;
    return this.text[this.pos - 1] === '|';
  }

  #function(): Compound {
    const name = this.#plainWord().raw;
    this.blanks();
    const empty = this.match(/\([ \t]*\)/y);
    if (empty !== null) this.pos += empty.length;
    this.newlines();
    return { kind: 'function', name, body: this.functionCommand() };
  }

  #condition() {
    return readCondition({
      blank: () => this.newlines(),
      take: (pattern) => {
        const found = this.match(pattern);
        if (found !== null) this.pos += found.length;
        return found;
      },
      word: (regex) => {
        if (this.atEnd) throw new Unfinished();
        const from = this.pos;
        let depth = 0;
        const parts = this.parts((char) => {
          if (!regex) return this.isMeta(char);
          if (char === '(') depth += 1;
          if (char === ')') depth -= 1;
          return depth < 0 || (depth === 0 && ' \t\n'.includes(char));
        }, false);
        const word = { parts, raw: this.text.slice(from, this.pos) };
        if (word.raw === '') this.unexpected();
        return word;
      },
      unexpected: () => this.unexpected(),
    });
  }
}
