import { LineStopped, MAX_WORDS } from '../exec/limits';
import type { ParameterOp, Part, Word } from '../parse/ast';
import { ArithmeticFailure, evaluate } from './arithmetic';
import { expandBraces } from './braces';
import { type Field, Fields } from './fields';
import { ExpansionFailure, type ExpansionHost } from './host';
import { applyOperator, type OperandReader } from './parameters';
import { expandPathname } from './pathname';

type Parameter = Extract<Part, { kind: 'parameter' }>;
type StandIn = Extract<ParameterOp, { kind: 'default' | 'assign' | 'error' | 'alternative' }>;

const isStandIn = (op: ParameterOp): op is StandIn =>
  op.kind === 'default' || op.kind === 'assign' || op.kind === 'error' || op.kind === 'alternative';

/** Words to arguments: braces, tilde, `$`, splitting, patterns, in bash's order. Throws ExpansionFailure. */
export class Expander {
  readonly #host: ExpansionHost;
  readonly #reader: OperandReader;

  constructor(host: ExpansionHost) {
    this.#host = host;
    this.#reader = {
      text: (word) => this.single(word),
      pattern: (word) => this.pattern(word),
      number: (word) => Number(BigInt.asIntN(53, this.arithmetic(word))),
    };
  }

  /** Arguments of a command, the words of `for`. */
  words(words: readonly Word[]): string[] {
    const results: string[] = [];
    for (const word of words) {
      for (const parts of expandBraces(word.parts)) {
        for (const field of this.#fields(parts)) this.#paths(field, results);
        if (results.length > MAX_WORDS)
          throw new LineStopped(`more than ${String(MAX_WORDS)} arguments`);
      }
    }
    return results;
  }

  #paths(field: Field, results: string[]): void {
    this.#host.budget.spend(1);
    if (field.hasPattern && !this.#host.option('noglob')) {
      const found = expandPathname(field.pattern, this.#host.fs, this.#host.budget);
      if (found.length > 0) {
        for (const path of found) results.push(path);
        return;
      }
    }
    results.push(field.text);
  }

  /** One text: an assignment's value, a here-document, `case` and `[[ ]]` subjects. */
  single(word: Word): string {
    const fields = new Fields('');
    this.#parts(this.#tilde(word.parts), fields, true);
    return fields
      .finish()
      .map((field) => field.text)
      .join(' ');
  }

  /** As `single`, with what was quoted escaped. */
  pattern(word: Word): string {
    const fields = new Fields('');
    this.#parts(this.#tilde(word.parts), fields, true);
    return fields
      .finish()
      .map((field) => field.pattern)
      .join(' ');
  }

  arithmetic(word: Word): bigint {
    const text = this.single(word);
    try {
      return evaluate(text, {
        get: (name) => this.#host.value(name) ?? '',
        set: (name, value) => this.#host.assign(name, value),
      });
    } catch (error) {
      if (error instanceof ArithmeticFailure) throw new ExpansionFailure(error.message);
      throw error;
    }
  }

  #fields(parts: readonly Part[]): readonly Field[] {
    const fields = new Fields(this.#host.value('IFS') ?? ' \t\n');
    this.#parts(this.#tilde(parts), fields, false);
    return fields.finish();
  }

  #tilde(parts: readonly Part[]): readonly Part[] {
    const [first, ...rest] = parts;
    if (first?.kind !== 'text' || first.quoted || !first.text.startsWith('~')) return parts;
    const found = /^~([^/]*)(?=\/|$)/.exec(first.text);
    if (found === null || (rest.length > 0 && found[0] === first.text)) return parts;
    const who = { '': 'HOME', '+': 'PWD', '-': 'OLDPWD' }[found[1] ?? ''];
    const home =
      who === undefined ? (found[1] === 'root' ? '/root' : undefined) : this.#host.value(who);
    if (home === undefined) return parts;
    const text = first.text.slice(found[0].length);
    return [{ kind: 'text', text: home, quoted: true }, { ...first, text }, ...rest];
  }

  /** `whole`: nothing is split. `inside`: the word of `${x:-word}`, whose own blanks divide too. */
  #parts(parts: readonly Part[], fields: Fields, whole: boolean, inside = false): void {
    for (const part of parts) {
      if (part.kind === 'text') {
        if (inside && !part.quoted) fields.split(part.text);
        else if (part.text !== '' || part.quoted) fields.add(part.text, part.quoted);
      } else if (part.kind === 'parameter') this.#parameter(part, fields, whole);
      else if (part.kind === 'bad') throw new ExpansionFailure(`${part.raw}: bad substitution`);
      else {
        const value =
          part.kind === 'command'
            ? this.#host.capture(part.script)
            : String(this.arithmetic(part.expression));
        this.#value(value, part.quoted, fields, whole);
      }
    }
  }

  #value(value: string, quoted: boolean, fields: Fields, whole: boolean): void {
    this.#host.budget.spend(value.length >> 3);
    if (quoted) fields.add(value, true);
    else if (whole) {
      if (value !== '') fields.add(value, false);
    } else fields.split(value);
  }

  #parameter(part: Parameter, fields: Fields, whole: boolean): void {
    const { name, op, quoted } = part;
    if (op === null && (name === '@' || name === '*')) {
      this.#positional(name, quoted, fields, whole);
      return;
    }
    if (op !== null && isStandIn(op)) {
      const value = this.#lookUp(name);
      const there = value !== undefined && !(op.colon && value === '');
      if (op.kind === 'alternative') {
        if (there) this.#parts(this.#tilde(op.word.parts), fields, whole, !whole && !quoted);
        else if (quoted) fields.add('', true);
      } else if (there) this.#value(value, quoted, fields, whole);
      else if (op.kind === 'default') {
        if (quoted) fields.add('', true);
        this.#parts(this.#tilde(op.word.parts), fields, whole, !whole && !quoted);
      } else this.#missing(name, op, quoted, fields, whole);
      return;
    }
    this.#value(this.#plain(name, op), quoted, fields, whole);
  }

  #missing(name: string, op: StandIn, quoted: boolean, fields: Fields, whole: boolean): void {
    const text = this.single(op.word);
    if (op.kind === 'error') {
      const said = text === '' ? `parameter ${op.colon ? 'null or ' : ''}not set` : text;
      throw new ExpansionFailure(`${name}: ${said}`);
    }
    if (!/^[A-Za-z_]/.test(name)) throw new ExpansionFailure(`$${name}: cannot assign in this way`);
    this.#host.assign(name, text);
    this.#value(text, quoted, fields, whole);
  }

  /** `$@` joined where only one text is wanted. */
  #lookUp(name: string): string | undefined {
    if (name !== '@' && name !== '*') return this.#host.value(name);
    const { positional } = this.#host;
    return positional.length === 0 ? undefined : positional.join(' ');
  }

  #plain(name: string, op: Exclude<ParameterOp, StandIn> | null): string {
    if (op?.kind === 'length' && (name === '@' || name === '*'))
      return String(this.#host.positional.length);
    const value = this.#lookUp(name);
    if (value === undefined && this.#host.option('nounset') && name !== '@' && name !== '*')
      throw new ExpansionFailure(`${name}: unbound variable`);
    if (op === null) return value ?? '';
    if (op.kind === 'indirect') {
      if (value === undefined || !/^(?:[A-Za-z_]\w*|\d+)$/.test(value))
        throw new ExpansionFailure(
          value === undefined
            ? `${name}: invalid indirect expansion`
            : `${value}: invalid variable name`,
        );
      return this.#host.value(value) ?? '';
    }
    return applyOperator(op, value ?? '', this.#reader, this.#host);
  }

  #positional(name: string, quoted: boolean, fields: Fields, whole: boolean): void {
    const { positional } = this.#host;
    if (whole || (quoted && name === '*')) {
      const ifs = this.#host.value('IFS') ?? ' \t\n';
      const glue = name === '*' ? (ifs[0] ?? '') : ' ';
      if (positional.length > 0 || quoted) fields.add(positional.join(glue), quoted);
      return;
    }
    for (const [i, value] of positional.entries()) {
      if (i > 0) fields.end();
      if (quoted) fields.add(value, true);
      else fields.split(value);
    }
  }
}
