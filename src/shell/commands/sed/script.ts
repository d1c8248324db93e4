import { compileRegex, RegexFailure, type Regex } from '../../regex/regex';
import type { Address, End, Replacement, SedCommand } from './model';

/** A script sed refuses; the message is what follows `sed: `. */
export class SedFailure extends Error {}

const MAX_COMMANDS = 1000;

/** Reads a script; `name` is how sed calls it in its complaints. Throws SedFailure. */
export function parseSed(script: string, extended: boolean): SedCommand[] {
  return new Reader(script, extended).block(false);
}

class Reader {
  readonly #text: string;
  readonly #extended: boolean;
  #pos = 0;
  #count = 0;

  constructor(text: string, extended: boolean) {
    this.#text = text;
    this.#extended = extended;
  }

  #fail(what: string): SedFailure {
    return new SedFailure(`-e expression #1, char ${String(this.#pos)}: ${what}`);
  }

  get #char(): string {
    return this.#text[this.#pos] ?? '';
  }

  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#pos;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#pos += found.length;
    return found;
  }

  block(inside: boolean): SedCommand[] {
    const commands: SedCommand[] = [];
    for (;;) {
      this.#skip(/[\s;]*/y);
      if (this.#pos >= this.#text.length) {
        if (inside) {
          this.#pos = 0;
          throw this.#fail("unmatched `{'");
        }
        return commands;
      }
      if (this.#char === '#') {
        this.#skip(/[^\n]*/y);
        continue;
      }
      if (this.#char === '}') {
        this.#pos += 1;
        if (inside) return commands;
        throw this.#fail("unexpected `}'");
      }
      this.#count += 1;
      if (this.#count > MAX_COMMANDS) throw this.#fail('too many commands');
      commands.push(this.#command());
    }
  }

  #address(): Address | null {
    const number = this.#skip(/\d+/y);
    if (number !== '') {
      const step = this.#skip(/~\d+/y);
      if (step !== '') return { kind: 'step', first: Number(number), step: Number(step.slice(1)) };
      if (Number(number) === 0) {
        this.#pos += 1;
        throw this.#fail('invalid usage of line address 0');
      }
      return { kind: 'line', line: Number(number) };
    }
    if (this.#char === '$') {
      this.#pos += 1;
      return { kind: 'last' };
    }
    if (this.#char === '/' || this.#char === '\\') {
      if (this.#char === '\\') this.#pos += 1;
      const delimiter = this.#char;
      this.#pos += 1;
      const source = this.#until(delimiter, 'unterminated address regex');
      const ignoreCase = this.#skip(/I/y) !== '';
      return { kind: 'regex', regex: this.#regex(source, ignoreCase) };
    }
    return null;
  }

  #regex(source: string, ignoreCase: boolean): Regex | null {
    if (source === '') return null;
    try {
      return compileRegex(source.replace(/\\n/g, '\n'), { extended: this.#extended, ignoreCase });
    } catch (error) {
      if (error instanceof RegexFailure) throw this.#fail(error.message);
      throw error;
    }
  }

  #until(delimiter: string, otherwise: string): string {
    let text = '';
    for (;;) {
      const char = this.#char;
      if (char === '' || (char === '\n' && otherwise.includes('address')))
        throw this.#fail(otherwise);
      this.#pos += 1;
      if (char === '\\' && this.#char !== '') {
        text += this.#char === delimiter && delimiter !== '\\' ? this.#char : `\\${this.#char}`;
        this.#pos += 1;
        continue;
      }
      if (char === delimiter) return text;
      text += char;
    }
  }

  #command(): SedCommand {
    const from = this.#address();
    let to: End | null = null;
    if (from !== null && this.#skip(/[ \t]*,[ \t]*/y) !== '') {
      const more = this.#skip(/\+\d+/y);
      to = more === '' ? this.#address() : { kind: 'more', lines: Number(more.slice(1)) };
      if (to === null) {
        this.#pos += 1;
        throw this.#fail("unexpected `,'");
      }
    }
    this.#skip(/[ \t]*/y);
    const negated = this.#skip(/![ \t!]*/y) !== '';
    const name = this.#char;
    this.#pos += 1;
    const plain = {
      from,
      to,
      negated,
      name,
      text: '',
      regex: null,
      by: [],
      global: false,
      print: false,
      nth: 1,
      map: new Map<string, string>(),
      status: 0,
      body: [],
      state: { until: null },
    };
    switch (name) {
      case '':
        throw this.#fail('missing command');
      case '{':
        return { ...plain, body: this.block(true) };
      case 's':
        return { ...plain, ...this.#substitution() };
      case 'y':
        return { ...plain, map: this.#transliteration() };
      case 'a':
      case 'i':
      case 'c': {
        this.#skip(/[ \t]*(?:\\\n?)?[ \t]*/y);
        const text = this.#skip(/(?:[^\n\\]|\\[\s\S])*/y);
        if (text === '') throw this.#fail("expected \\ after `a', `c' or `i'");
        return { ...plain, text: `${text.replace(/\\(.)/gs, '$1')}\n` };
      }
      case 'q':
      case 'Q': {
        const status = this.#skip(/[ \t]*\d+/y);
        this.#end();
        return { ...plain, status: Number(status) };
      }
      case 'p':
      case 'd':
      case '=':
      case 'n':
      case 'h':
      case 'H':
      case 'g':
      case 'G':
      case 'x':
        this.#end();
        return plain;
      default:
        if ('btTDNPlrRwWeFvz:'.includes(name))
          throw this.#fail(`\`${name}': this command is not simulated`);
        throw this.#fail(`unknown command: \`${name}'`);
    }
  }

  #end(): void {
    this.#skip(/[ \t]*/y);
    if (this.#char !== '' && !';\n}#'.includes(this.#char)) {
      this.#pos += 1;
      throw this.#fail('extra characters after command');
    }
  }

  #substitution() {
    const delimiter = this.#char;
    if (delimiter === '' || delimiter === '\n' || delimiter === '\\')
      throw this.#fail("unterminated `s' command");
    this.#pos += 1;
    const source = this.#until(delimiter, "unterminated `s' command");
    const by = this.#replacement(delimiter);
    let [global, print, ignoreCase, nth] = [false, false, false, 1];
    for (;;) {
      const flag = this.#skip(/[gpiIm]|\d+/y);
      if (flag === '') break;
      if (flag === 'g') global = true;
      else if (flag === 'p') print = true;
      else if (/\d/.test(flag)) {
        nth = Number(flag);
        if (nth === 0) throw this.#fail("number option to `s' command may not be zero");
      } else ignoreCase = ignoreCase || flag !== 'm';
    }
    this.#skip(/[ \t]*/y);
    if (this.#char !== '' && !';\n}#'.includes(this.#char)) {
      this.#pos += 1;
      throw this.#fail("unknown option to `s'");
    }
    const regex = this.#regex(source, ignoreCase);
    const groups = (source.match(this.#extended ? /(?<!\\)\(/g : /\\\(/g) ?? []).length;
    const missing = by.find((one) => one.kind === 'group' && one.index > groups);
    if (missing?.kind === 'group' && regex !== null)
      throw this.#fail(`invalid reference \\${String(missing.index)} on \`s' command's RHS`);
    return { regex, by, global, print, nth };
  }

  #replacement(delimiter: string): Replacement[] {
    const parts: Replacement[] = [];
    const add = (text: string) => {
      const last = parts.at(-1);
      if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + text };
      else parts.push({ kind: 'text', text });
    };
    for (;;) {
      const char = this.#char;
      if (char === '') throw this.#fail("unterminated `s' command");
      this.#pos += 1;
      if (char === delimiter) return parts;
      if (char === '&') parts.push({ kind: 'group', index: 0 });
      else if (char !== '\\') add(char);
      else {
        const next = this.#char;
        this.#pos += 1;
        if (/\d/.test(next)) parts.push({ kind: 'group', index: Number(next) });
        else if (next === 'U' || next === 'L' || next === 'E' || next === 'u' || next === 'l')
          parts.push({ kind: 'case', to: next });
        else add({ n: '\n', t: '\t' }[next] ?? next);
      }
    }
  }

  #transliteration(): Map<string, string> {
    const delimiter = this.#char;
    this.#pos += 1;
    const read = () =>
      Array.from(
        this.#until(delimiter, "unterminated `y' command")
          .replace(/\\n/g, '\n')
          .replace(/\\\\/g, '\\'),
      );
    const from = read();
    const to = read();
    if (from.length !== to.length)
      throw this.#fail("strings for `y' command are different lengths");
    this.#end();
    return new Map(from.map((char, i) => [char, to[i] ?? '']));
  }
}
