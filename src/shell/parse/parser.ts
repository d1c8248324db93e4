import type { AndOr, Assignment, Command, Pipeline, Redirect, Script, Word } from './ast';
import { CompoundReader } from './compounds';
import { ParseFailure, Unfinished } from './failure';

const REDIRECT = /\d*(?:<<<|<<-|<<|<&|<>|<|>>|>\||>&|>)|&>>|&>/y;
const ASSIGNMENT = /^([A-Za-z_]\w*)(\+?)=/;
/** `echo a >`: what bash calls the end of the line. */
const NO_SHELL_FEATURE: Readonly<Record<string, string>> = {
  '<(': 'process substitution',
  '>(': 'process substitution',
};

interface Heredoc {
  readonly redirect: Redirect;
  readonly stripTabs: boolean;
}

/** The whole language over the words. */
export class Parser extends CompoundReader {
  readonly #aliases: ReadonlyMap<string, string>;
  readonly #expanded = new Set<string>();
  #heredocs: Heredoc[] = [];

  constructor(text: string, aliases: ReadonlyMap<string, string> = new Map()) {
    super(text);
    this.#aliases = aliases;
  }

  /** The commands of the next line that has any; null at the end. Throws ParseFailure, Unfinished. */
  nextLine(): Script | null {
    this.#expanded.clear();
    this.newlines();
    if (this.atEnd) return null;
    const items: AndOr[] = [];
    for (;;) {
      items.push(this.andOr());
      this.blanks();
      const separator = this.separator();
      if (separator === 'newline') return items;
      if (separator === null && !this.atEnd) this.unexpected();
      this.blanks();
      if (this.atEnd) {
        if (this.#heredocs.length > 0) throw new Unfinished();
        return items;
      }
      if (this.char === '\n') {
        this.newline();
        return items;
      }
    }
  }

  /** After a ParseFailure: goes on with the next line. */
  skipLine(): void {
    this.#heredocs = [];
    const end = this.text.indexOf('\n', this.pos);
    this.pos = end < 0 ? this.text.length : end + 1;
  }

  protected override nested(text: string): Script {
    return this.deeper(() => parseAll(text, this.#aliases));
  }

  protected override newline(): void {
    this.pos += 1;
    const pending = this.#heredocs;
    this.#heredocs = [];
    for (const heredoc of pending) this.#readHeredoc(heredoc);
  }

  #readHeredoc({ redirect, stripTabs }: Heredoc): void {
    const quoted = redirect.target.parts.some((part) => part.kind === 'text' && part.quoted);
    const end = redirect.target.parts
      .map((part) => (part.kind === 'text' ? part.text : ''))
      .join('');
    let body = '';
    for (;;) {
      if (this.pos >= this.text.length) throw new Unfinished();
      const at = this.text.indexOf('\n', this.pos);
      const line = this.text.slice(this.pos, at < 0 ? this.text.length : at);
      const shown = stripTabs ? line.replace(/^\t+/, '') : line;
      if (shown === end) {
        this.pos = at < 0 ? this.text.length : at + 1;
        break;
      }
      if (at < 0) throw new Unfinished();
      body += `${shown}\n`;
      this.pos = at + 1;
    }
    const parts = quoted
      ? [{ kind: 'text', text: body, quoted: true } as const]
      : new Parser(body).#document();
    redirect.target = { parts, raw: body };
  }

  #document() {
    return this.parts(() => false, true);
  }

  protected override andOr(): AndOr {
    const first = this.#pipeline();
    const rest: { op: '&&' | '||'; pipeline: Pipeline }[] = [];
    for (;;) {
      this.blanks();
      const op = this.match(/&&|\|\|/y);
      if (op !== '&&' && op !== '||') return { first, rest };
      this.pos += 2;
      this.newlines();
      rest.push({ op, pipeline: this.#pipeline() });
    }
  }

  #pipeline(): Pipeline {
    let negated = false;
    let timed = false;
    for (;;) {
      this.blanks();
      if (this.reserved(['!'])) negated = !negated;
      else if (this.reserved(['time'])) {
        timed = true;
        this.blanks();
        this.reserved(['-p']);
      } else break;
    }
    const commands: Command[] = [];
    const withErrors: boolean[] = [];
    this.blanks();
    if (timed && (this.atEnd || '\n;'.includes(this.char)))
      return { commands, negated, timed, withErrors };
    for (;;) {
      commands.push(this.deeper(() => this.#command()));
      this.blanks();
      const bar = this.match(/\|&|\|(?!\|)/y);
      if (bar === null) return { commands, negated, timed, withErrors };
      this.pos += bar.length;
      withErrors.push(bar === '|&');
      this.newlines();
    }
  }

  #command(): Command {
    this.blanks();
    this.#expandAlias();
    const compound = this.compound();
    if (compound === null) return this.#simple();
    const redirects: Redirect[] = [];
    for (;;) {
      this.blanks();
      const redirect = this.#redirect();
      if (redirect === null) return { kind: 'compound', compound, redirects };
      redirects.push(redirect);
    }
  }

  #expandAlias(): void {
    for (;;) {
      const name = this.match(/[\w.+,:@%-]+(?=[\s;&|<>()]|$)/y);
      const value = name === null ? undefined : this.#aliases.get(name);
      if (name === null || value === undefined || this.#expanded.has(name)) return;
      this.#expanded.add(name);
      this.notArithmetic.clear();
      this.text = `${this.text.slice(0, this.pos)}${value}${this.text.slice(this.pos + name.length)}`;
      this.blanks();
    }
  }

  #simple(): Command {
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    for (;;) {
      this.blanks();
      const redirect = this.#redirect();
      if (redirect !== null) {
        redirects.push(redirect);
        continue;
      }
      if (this.atEnd || this.isMeta(this.char)) break;
      const word = this.word();
      const assignment = words.length === 0 ? this.#assignment(word) : null;
      if (assignment !== null) assignments.push(assignment);
      else words.push(word);
      const body = words.length === 1 ? this.#functionBody(word) : null;
      if (body !== null) {
        const compound = { kind: 'function', name: word.raw, body } as const;
        return { kind: 'compound', compound, redirects };
      }
    }
    if (assignments.length + words.length + redirects.length === 0) {
      this.#expanded.clear();
      this.unexpected();
    }
    return { kind: 'simple', assignments, words, redirects };
  }

  /** `name ()` and what follows it. */
  #functionBody(word: Word): Command | null {
    const empty = this.match(/[ \t]*\([ \t]*\)/y);
    if (empty === null || !/^[\w.:+@-]+$/.test(word.raw)) return null;
    this.pos += empty.length;
    this.newlines();
    return this.deeper(() => this.#command());
  }

  protected override functionCommand(): Command {
    return this.deeper(() => this.#command());
  }

  #assignment(word: Word): Assignment | null {
    const [first, ...others] = word.parts;
    if (first?.kind !== 'text' || first.quoted) return null;
    const found = ASSIGNMENT.exec(first.text);
    if (found === null) return null;
    const [head, name = '', plus] = found;
    if (this.char === '(') throw new ParseFailure('arrays are not simulated');
    const text = first.text.slice(head.length);
    const parts = text === '' ? others : [{ ...first, text }, ...others];
    return { name, append: plus === '+', value: { parts, raw: word.raw.slice(head.length) } };
  }

  #redirect(): Redirect | null {
    const found = this.match(REDIRECT);
    if (found === null) return null;
    const digits = /^\d*/.exec(found)?.[0] ?? '';
    const sign = found.slice(digits.length);
    this.pos += found.length;
    const refused = NO_SHELL_FEATURE[sign + this.char];
    if (refused !== undefined) throw new ParseFailure(`${refused} is not simulated`);
    this.blanks();
    if (this.atEnd || this.isMeta(this.char)) this.unexpected('newline');
    const target = this.word();
    const output = sign.startsWith('>') || sign.startsWith('&');
    const fd = digits === '' ? (output ? 1 : 0) : Math.min(Number(digits), 1024);
    if (sign === '<<' || sign === '<<-') {
      const redirect: Redirect = { fd, op: '<<', target };
      this.#heredocs.push({ redirect, stripTabs: sign === '<<-' });
      return redirect;
    }
    const duplicates = /^(?:\d+|-|\d+-)$/.test(target.raw) || target.parts[0]?.kind !== 'text';
    const op = sign === '>&' && !duplicates && digits === '' ? '&>' : (sign as Redirect['op']);
    return { fd, op, target };
  }
}

/** A text of its own, as between backquotes. Throws ParseFailure, Unfinished. */
export function parseAll(text: string, aliases: ReadonlyMap<string, string> = new Map()): AndOr[] {
  const parser = new Parser(text, aliases);
  const script: AndOr[] = [];
  for (let line = parser.nextLine(); line !== null; line = parser.nextLine()) script.push(...line);
  return script;
}
