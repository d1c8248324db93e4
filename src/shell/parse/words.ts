import type { ParameterOp, Part, Script, Word } from './ast';
import { ansiC } from './ansi-c';
import { ParseFailure, Unfinished } from './failure';

/** How deep words and commands may be nested; far more than anybody types, far less than the stack holds. */
const MAX_DEPTH = 100;

const OPERATORS: Readonly<Record<string, 'default' | 'assign' | 'error' | 'alternative'>> = {
  '-': 'default',
  '=': 'assign',
  '?': 'error',
  '+': 'alternative',
};

/** Reads words: quotes, `$` in all its forms, backquotes. */
export abstract class WordReader {
  protected text: string;
  protected pos = 0;
  #depth = 0;
  /** Where `((` turned out to be two subshells: read twice, so remembered. */
  protected readonly notArithmetic = new Set<number>();

  constructor(text: string) {
    this.text = text;
  }

  /** The commands up to `)`, which is consumed. */
  protected abstract substitution(): Script;
  /** The commands of a text of its own. */
  protected abstract nested(text: string): Script;

  protected deeper<T>(read: () => T): T {
    if (this.#depth >= MAX_DEPTH) throw new ParseFailure('too many levels of nesting');
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }

  protected get char(): string {
    return this.text[this.pos] ?? '';
  }

  protected match(pattern: RegExp): string | null {
    pattern.lastIndex = this.pos;
    return pattern.exec(this.text)?.[0] ?? null;
  }

  protected isMeta(char: string): boolean {
    return ' \t\n;&|<>()'.includes(char);
  }

  protected word(): Word {
    const from = this.pos;
    const parts = this.parts((char) => this.isMeta(char), false);
    return { parts, raw: this.text.slice(from, this.pos) };
  }

  /** Parts up to where `stop` says so; the stopping character is left alone. */
  protected parts(stop: (char: string) => boolean, double: boolean): Part[] {
    const parts: Part[] = [];
    let text = '';
    const flush = () => {
      if (text !== '') parts.push({ kind: 'text', text, quoted: double });
      text = '';
    };
    while (this.pos < this.text.length && !stop(this.char)) {
      const char = this.char;
      if (char === '\\') {
        const next = this.text[this.pos + 1];
        if (next === undefined) throw new Unfinished();
        this.pos += 2;
        if (next === '\n') continue;
        if (!double) {
          flush();
          parts.push({ kind: 'text', text: next, quoted: true });
        } else text += '$`"\\'.includes(next) || stop(next) ? next : `\\${next}`;
      } else if (char === '$' || char === '`') {
        const part =
          char === '$' ? this.deeper(() => this.#dollar(double)) : this.#backquotes(double);
        if (part === null) {
          text += char;
          this.pos += 1;
        } else {
          flush();
          parts.push(...part);
        }
      } else if (!double && char === "'") {
        flush();
        parts.push({ kind: 'text', text: this.#single(), quoted: true });
      } else if (!double && char === '"') {
        flush();
        parts.push(...this.#double());
      } else {
        text += char;
        this.pos += 1;
      }
    }
    flush();
    return parts;
  }

  #single(): string {
    const end = this.text.indexOf("'", this.pos + 1);
    if (end < 0) throw new Unfinished();
    const text = this.text.slice(this.pos + 1, end);
    this.pos = end + 1;
    return text;
  }

  #double(): Part[] {
    this.pos += 1;
    const parts = this.parts((char) => char === '"', true);
    if (this.char !== '"') throw new Unfinished();
    this.pos += 1;
    return parts.length > 0 ? parts : [{ kind: 'text', text: '', quoted: true }];
  }

  #backquotes(quoted: boolean): Part[] {
    let inner = '';
    this.pos += 1;
    while (this.char !== '`') {
      if (this.pos >= this.text.length) throw new Unfinished();
      const next = this.text[this.pos + 1] ?? '';
      const escaped =
        this.char === '\\' && next !== '' && (quoted ? '$`\\"' : '$`\\').includes(next);
      inner += escaped ? next : this.char;
      this.pos += escaped ? 2 : 1;
    }
    this.pos += 1;
    return [{ kind: 'command', script: this.deeper(() => this.nested(inner)), quoted }];
  }

  #dollar(quoted: boolean): Part[] | null {
    const next = this.text[this.pos + 1] ?? '';
    if (next === '(') {
      if (this.text[this.pos + 2] === '(') {
        const expression = this.arithmetic(this.pos + 3);
        if (expression !== null) return [{ kind: 'arithmetic', expression, quoted }];
      }
      this.pos += 2;
      return [{ kind: 'command', script: this.substitution(), quoted }];
    }
    if (next === '{') return [this.#braced(quoted)];
    if (!quoted && next === "'") {
      this.pos += 1;
      return [{ kind: 'text', text: this.#ansiC(), quoted: true }];
    }
    if (!quoted && next === '"') {
      this.pos += 1;
      return this.#double();
    }
    this.pos += 1;
    const name = this.match(/[A-Za-z_]\w*|[0-9?$!#@*-]/y);
    if (name === null) {
      this.pos -= 1;
      return null;
    }
    this.pos += name.length;
    return [{ kind: 'parameter', name, op: null, quoted }];
  }

  #ansiC(): string {
    const from = this.pos + 1;
    let end = from;
    while (this.text[end] !== "'") {
      if (end >= this.text.length) throw new Unfinished();
      end += this.text[end] === '\\' ? 2 : 1;
    }
    this.pos = end + 1;
    return ansiC(this.text.slice(from, end));
  }

  /** An expression from `from` up to its `))`; null (and nothing read) where it does not end so. */
  protected arithmetic(from: number): Word | null {
    if (this.notArithmetic.has(from)) return null;
    const start = this.pos;
    let depth = 0;
    this.pos = from;
    const parts = this.parts((char) => {
      if (char === '(') depth += 1;
      if (char === ')') depth -= 1;
      return depth < 0;
    }, true);
    if (this.pos >= this.text.length) throw new Unfinished();
    const raw = this.text.slice(from, this.pos);
    if (this.text[this.pos + 1] === ')') {
      this.pos += 2;
      return { parts, raw };
    }
    this.pos = start;
    this.notArithmetic.add(from);
    return null;
  }

  #braced(quoted: boolean): Part {
    const from = this.pos;
    this.pos += 2;
    const part = this.#parameter(quoted);
    if (part !== null && this.char === '}') {
      this.pos += 1;
      return part;
    }
    this.pos = from + 2;
    this.parts((char) => char === '}', quoted);
    if (this.char !== '}') throw new Unfinished();
    this.pos += 1;
    return { kind: 'bad', raw: this.text.slice(from, this.pos), quoted };
  }

  #parameter(quoted: boolean): Part | null {
    const parameter = /[A-Za-z_]\w*|[0-9]+|[?$!#@*-]/y;
    const length = this.match(/#(?:[A-Za-z_]\w*|[0-9]+|[?$!@*#-])(?=\})/y);
    if (length !== null) {
      this.pos += length.length;
      return { kind: 'parameter', name: length.slice(1), op: { kind: 'length' }, quoted };
    }
    const indirect = this.match(/![A-Za-z_]\w*(?=\})/y);
    if (indirect !== null) {
      this.pos += indirect.length;
      return { kind: 'parameter', name: indirect.slice(1), op: { kind: 'indirect' }, quoted };
    }
    const name = this.match(parameter);
    if (name === null) return null;
    this.pos += name.length;
    if (this.char === '}') return { kind: 'parameter', name, op: null, quoted };
    const op = this.#operator(quoted);
    return op === null ? null : { kind: 'parameter', name, op, quoted };
  }

  #operator(quoted: boolean): ParameterOp | null {
    const sign = this.match(/:?[-=?+]|##?|%%?|\/[/#%]?|:|\^\^?|,,?/y);
    if (sign === null) return null;
    this.pos += sign.length;
    const upTo = (ends: string, double: boolean): Word => {
      const from = this.pos;
      const parts = this.parts((char) => ends.includes(char), double);
      if (this.char === '') throw new Unfinished();
      return { parts, raw: this.text.slice(from, this.pos) };
    };
    const kind = OPERATORS[sign.at(-1) ?? ''];
    if (kind !== undefined) return { kind, colon: sign.length > 1, word: upTo('}', quoted) };
    const first = sign[0];
    if (first === '#' || first === '%') {
      const end = first === '#' ? 'prefix' : 'suffix';
      return { kind: 'strip', end, longest: sign.length > 1, pattern: upTo('}', false) };
    }
    if (first === '/') {
      const where = ({ '/': 'all', '#': 'prefix', '%': 'suffix' } as const)[sign[1] ?? ''];
      const pattern = upTo('/}', false);
      if (this.char === '/') this.pos += 1;
      return { kind: 'replace', where: where ?? 'first', pattern, by: upTo('}', quoted) };
    }
    if (first === ':') {
      const offset = upTo(':}', true);
      if (this.char === '}') return { kind: 'slice', offset, length: null };
      this.pos += 1;
      return { kind: 'slice', offset, length: upTo('}', true) };
    }
    const to = first === '^' ? 'upper' : 'lower';
    return { kind: 'case', to, all: sign.length > 1, pattern: upTo('}', false) };
  }
}
