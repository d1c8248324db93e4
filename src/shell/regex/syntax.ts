import { CLASSES } from '../expand/glob';

/** A pattern that is none; the message is the C library's. */
export class RegexFailure extends Error {}

export interface RegexOptions {
  /** ERE (`grep -E`, `awk`, `[[ =~ ]]`), else BRE. */
  readonly extended: boolean;
  readonly ignoreCase: boolean;
}

export type Assertion = 'start' | 'end' | 'boundary' | 'inside' | 'word-start' | 'word-end';

export type Pattern =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'char';
      readonly test: (code: number) => boolean;
      readonly literal: string | null;
    }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'group'; readonly index: number; readonly inner: Pattern }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly kind: 'either'; readonly branches: readonly Pattern[] }
  | {
      readonly kind: 'repeat';
      readonly inner: Pattern;
      readonly min: number;
      readonly max: number;
    };

const MAX_GROUPS = 99;
const MAX_NESTING = 60;
const MAX_COUNT = 32_767;

export const isWord = (code: number): boolean =>
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  (code >= 97 && code <= 122) ||
  code === 95;
const isSpace = (code: number) => code === 32 || (code >= 9 && code <= 13);

/** The GNU C library's regular expressions, but for back-references. Throws RegexFailure. */
export function parseRegex(
  source: string,
  options: RegexOptions,
): { readonly pattern: Pattern; readonly groups: number } {
  const parser = new Parser(source, options);
  return { pattern: parser.whole(), groups: parser.groups };
}

class Parser {
  groups = 0;
  #depth = 0;
  #pos = 0;
  readonly #source: string;
  readonly #options: RegexOptions;

  constructor(source: string, options: RegexOptions) {
    this.#source = source;
    this.#options = options;
  }

  whole(): Pattern {
    const pattern = this.#either();
    if (this.#pos < this.#source.length) throw new RegexFailure('Unmatched ) or \\)');
    return pattern;
  }

  /** `(` in an ERE and `\(` in a BRE. */
  #operator(char: string): boolean {
    const written = this.#options.extended ? char : `\\${char}`;
    return this.#source.startsWith(written, this.#pos);
  }

  #skip(): void {
    this.#pos += this.#options.extended ? 1 : 2;
  }

  #atEnd(): boolean {
    return this.#pos >= this.#source.length || this.#operator('|') || this.#closes();
  }

  #closes(): boolean {
    return this.#operator(')') && (this.#depth > 0 || !this.#options.extended);
  }

  #either(): Pattern {
    const branches = [this.#sequence()];
    while (this.#operator('|')) {
      this.#skip();
      branches.push(this.#sequence());
    }
    const [only] = branches;
    return branches.length === 1 && only !== undefined ? only : { kind: 'either', branches };
  }

  #sequence(): Pattern {
    const items: Pattern[] = [];
    while (!this.#atEnd()) items.push(this.#repeats(this.#atom(items.length === 0), items));
    return { kind: 'sequence', items };
  }

  #repeats(atom: Pattern, before: readonly Pattern[]): Pattern {
    let pattern = atom;
    const { extended } = this.#options;
    // In a BRE a star behind a leading ^ is a character.
    if (!extended && atom.kind === 'assert' && atom.what === 'start' && before.length === 0)
      return atom;
    for (let count = 0; count < 20; count += 1) {
      if (this.#source[this.#pos] === '*') {
        this.#pos += 1;
        pattern = { kind: 'repeat', inner: pattern, min: 0, max: Infinity };
      } else if (this.#operator('+')) {
        this.#skip();
        pattern = { kind: 'repeat', inner: pattern, min: 1, max: Infinity };
      } else if (this.#operator('?')) {
        this.#skip();
        pattern = { kind: 'repeat', inner: pattern, min: 0, max: 1 };
      } else if (this.#operator('{')) {
        const interval = this.#interval();
        if (interval === null) return pattern;
        pattern = { kind: 'repeat', inner: pattern, ...interval };
      } else return pattern;
    }
    throw new RegexFailure('Regular expression too big');
  }

  #interval(): { min: number; max: number } | null {
    const { extended } = this.#options;
    const found = (extended ? /\{(\d*)(?:(,)(\d*))?\}/y : /\\\{(\d*)(?:(,)(\d*))?\\\}/y) as RegExp;
    found.lastIndex = this.#pos;
    const match = found.exec(this.#source);
    if (match === null) {
      if (extended) return null;
      const closed = this.#source.includes('\\}', this.#pos);
      throw new RegexFailure(closed ? 'Invalid content of \\{\\}' : 'Unmatched { or \\{');
    }
    const [all, low = '', comma = '', high = ''] = match;
    if (low === '' && comma === '') {
      if (extended) return null;
      throw new RegexFailure('Invalid content of \\{\\}');
    }
    this.#pos += all.length;
    const min = Number(low === '' ? 0 : low);
    const max = comma === '' ? min : high === '' ? Infinity : Number(high);
    if (max < min) throw new RegexFailure('Invalid content of \\{\\}');
    if (min > MAX_COUNT || (max !== Infinity && max > MAX_COUNT))
      throw new RegexFailure('Regular expression too big');
    return { min, max };
  }

  #atom(first: boolean): Pattern {
    const { extended } = this.#options;
    const char = this.#source[this.#pos] ?? '';
    if (this.#operator('(')) return this.#group();
    if (char === '\\') return this.#escape();
    if (char === '[') return this.#bracket();
    if (char === '.') {
      this.#pos += 1;
      return { kind: 'char', test: (code) => code !== 10, literal: null };
    }
    if (char === '^' && (extended || first)) {
      this.#pos += 1;
      return { kind: 'assert', what: 'start' };
    }
    if (char === '$' && (extended || this.#dollarEnds())) {
      this.#pos += 1;
      return { kind: 'assert', what: 'end' };
    }
    if (extended && first && '*+?'.includes(char)) return { kind: 'empty' };
    this.#pos += 1;
    return this.#literal(char);
  }

  #dollarEnds(): boolean {
    const rest = this.#source.slice(this.#pos + 1, this.#pos + 3);
    return rest === '' || rest === '\\)' || rest === '\\|';
  }

  #group(): Pattern {
    this.#skip();
    this.groups += 1;
    this.#depth += 1;
    if (this.groups > MAX_GROUPS || this.#depth > MAX_NESTING)
      throw new RegexFailure('Regular expression too big');
    const index = this.groups;
    const inner = this.#either();
    if (!this.#operator(')')) throw new RegexFailure('Unmatched ( or \\(');
    this.#skip();
    this.#depth -= 1;
    return { kind: 'group', index, inner };
  }

  #escape(): Pattern {
    const char = this.#source[this.#pos + 1];
    if (char === undefined) throw new RegexFailure('Trailing backslash');
    this.#pos += 2;
    const asserts: Readonly<Record<string, Assertion>> = {
      b: 'boundary',
      B: 'inside',
      '<': 'word-start',
      '>': 'word-end',
      '`': 'start',
      "'": 'end',
    };
    const what = asserts[char];
    if (what !== undefined) return { kind: 'assert', what };
    if (char === 'w') return { kind: 'char', test: isWord, literal: null };
    if (char === 'W') return { kind: 'char', test: (code) => !isWord(code), literal: null };
    if (char === 's') return { kind: 'char', test: isSpace, literal: null };
    if (char === 'S') return { kind: 'char', test: (code) => !isSpace(code), literal: null };
    if (/[1-9]/.test(char))
      throw new RegexFailure(
        Number(char) > this.groups
          ? 'Invalid back reference'
          : `back-references (\\${char}) are not simulated`,
      );
    return this.#literal(char);
  }

  #literal(char: string): Pattern {
    const code = char.charCodeAt(0);
    if (!this.#options.ignoreCase || char.toLowerCase() === char.toUpperCase())
      return { kind: 'char', test: (c) => c === code, literal: char };
    const [lower, upper] = [char.toLowerCase().charCodeAt(0), char.toUpperCase().charCodeAt(0)];
    return { kind: 'char', test: (c) => c === lower || c === upper, literal: null };
  }

  #bracket(): Pattern {
    const unmatched = () => new RegexFailure('Unmatched [, [^, [:, [., or [=');
    let i = this.#pos + 1;
    const negated = this.#source[i] === '^';
    if (negated) i += 1;
    const tests: ((char: string) => boolean)[] = [];
    for (let first = true; ; first = false) {
      const char = this.#source[i];
      if (char === undefined) throw unmatched();
      if (char === ']' && !first) break;
      const special = char === '[' ? (this.#source[i + 1] ?? '') : '';
      if (special !== '' && ':.='.includes(special)) {
        const end = this.#source.indexOf(`${special}]`, i + 2);
        if (end < 0) throw unmatched();
        const name = this.#source.slice(i + 2, end);
        const known = special === ':' ? CLASSES[name] : (c: string) => c === name;
        if (known === undefined) throw new RegexFailure('Invalid character class name');
        const both = this.#options.ignoreCase && (name === 'upper' || name === 'lower');
        tests.push(both ? (CLASSES['alpha'] ?? known) : known);
        i = end + 2;
        continue;
      }
      i += 1;
      let to = char;
      if (this.#source[i] === '-' && (this.#source[i + 1] ?? ']') !== ']') {
        to = this.#source[i + 1] ?? char;
        i += 2;
        if (to < char) throw new RegexFailure('Invalid range end');
      }
      tests.push((c) => c >= char && c <= to);
    }
    this.#pos = i + 1;
    const has = (char: string) => tests.some((test) => test(char));
    const either = this.#options.ignoreCase
      ? (char: string) => has(char.toLowerCase()) || has(char.toUpperCase())
      : has;
    const known: boolean[] = Array.from({ length: 128 }, (_none, code) =>
      either(String.fromCharCode(code)),
    );
    const test = (code: number) =>
      (known[code] ?? either(String.fromCharCode(code))) !== negated && !(negated && code === 10);
    return { kind: 'char', test, literal: null };
  }
}
