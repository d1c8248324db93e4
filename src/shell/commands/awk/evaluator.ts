import type { CommandContext } from '../../command';
import { compileRegex, RegexFailure, type Regex } from '../../regex/regex';
import { sprintf } from './sprintf';
import { AwkFailure, type Expression } from './model';
import { arithmetic, compare, isTrue, toNumber, toText, type Value } from './values';

const MAX_FIELDS = 10_000;

/** Variables, fields and what expressions make of them. */
export class Evaluator {
  protected readonly context: CommandContext;
  protected readonly variables = new Map<string, Value>([
    ['FS', ' '],
    ['OFS', ' '],
    ['ORS', '\n'],
    ['NR', 0],
    ['NF', 0],
    ['FNR', 0],
    ['FILENAME', ''],
    ['SUBSEP', '\x1c'],
  ]);
  protected readonly arrays = new Map<string, Map<string, Value>>();
  protected line = '';
  protected fields: string[] = [];

  constructor(context: CommandContext) {
    this.context = context;
  }

  set(name: string, value: Value): void {
    this.variables.set(name, value);
    if (name === 'NF') {
      const wanted = Math.min(MAX_FIELDS, Math.max(0, toNumber(value)));
      while (this.fields.length < wanted) this.fields.push('');
      this.fields.length = wanted;
      this.rebuild();
    }
  }

  protected read(line: string): void {
    this.context.spend(20 + line.length);
    this.variables.set('NR', toNumber(this.variables.get('NR') ?? 0) + 1);
    this.variables.set('FNR', toNumber(this.variables.get('FNR') ?? 0) + 1);
    this.setLine(line);
  }

  protected setLine(line: string): void {
    this.line = line;
    this.fields = this.split(line, toText(this.variables.get('FS') ?? ' '));
    this.variables.set('NF', this.fields.length);
  }

  protected split(text: string, separator: string): string[] {
    if (text === '') return [];
    if (separator === ' ') return text.split(/[ \t\n]+/).filter((field) => field !== '');
    if (separator.length === 1 && separator !== '|')
      return text.split(separator === '\\' ? '\\' : separator);
    if (separator === '|') return text.split('|');
    const regex = this.compile(separator);
    const parts: string[] = [];
    let at = 0;
    for (let from = 0; from <= text.length;) {
      this.context.spend((text.length - from) / 4 + regex.cost);
      const found = regex.find(text, from);
      if (found === null || found.start >= text.length) break;
      if (found.end === found.start) {
        from = found.end + 1;
        continue;
      }
      parts.push(text.slice(at, found.start));
      at = found.end;
      from = found.end;
    }
    parts.push(text.slice(at));
    return parts;
  }

  protected compile(source: string): Regex {
    try {
      return compileRegex(source, { extended: true, ignoreCase: false });
    } catch (error) {
      if (error instanceof RegexFailure) throw new AwkFailure(`${error.message}: /${source}/`);
      throw error;
    }
  }

  protected rebuild(): void {
    this.line = this.fields.join(toText(this.variables.get('OFS') ?? ' '));
  }

  protected test(expression: Expression): boolean {
    return isTrue(this.value(expression));
  }

  protected key(index: readonly Expression[]): string {
    return index
      .map((one) => toText(this.value(one)))
      .join(toText(this.variables.get('SUBSEP') ?? ''));
  }

  protected array(name: string): Map<string, Value> {
    const known = this.arrays.get(name);
    if (known !== undefined) return known;
    const made = new Map<string, Value>();
    this.arrays.set(name, made);
    return made;
  }

  protected value(expression: Expression): Value {
    this.context.spend(2);
    switch (expression.kind) {
      case 'number':
      case 'string':
        return expression.value;
      case 'regex':
        this.context.spend((this.line.length * expression.regex.cost) / 4);
        return Number(expression.regex.test(this.line));
      case 'variable':
        return this.variables.get(expression.name) ?? { input: '' };
      case 'element': {
        const array = this.array(expression.name);
        const key = this.key(expression.index);
        const value = array.get(key);
        if (value === undefined) array.set(key, { input: '' });
        return value ?? { input: '' };
      }
      case 'field': {
        const index = toNumber(this.value(expression.index));
        if (index < 0) throw new AwkFailure(`trying to access out of range field ${String(index)}`);
        return { input: index === 0 ? this.line : (this.fields[Math.floor(index) - 1] ?? '') };
      }
      case 'call':
        return this.call(expression.name, expression.args);
      case 'unary': {
        const value = this.value(expression.operand);
        if (expression.op === '!') return Number(!isTrue(value));
        return expression.op === '-' ? -toNumber(value) : toNumber(value);
      }
      case 'binary':
        return this.binary(expression.op, expression.left, expression.right);
      case 'in':
        return Number(this.array(expression.name).has(toText(this.value(expression.index))));
      case 'choice':
        return this.value(this.test(expression.test) ? expression.yes : expression.no);
      case 'assign': {
        const value = this.value(expression.value);
        const { op, to } = expression;
        const result =
          op === '' ? value : arithmetic(op, toNumber(this.value(to)), toNumber(value));
        this.assign(to, result);
        return result;
      }
      case 'step': {
        const before = toNumber(this.value(expression.to));
        this.assign(expression.to, before + expression.by);
        return expression.before ? before + expression.by : before;
      }
    }
  }

  protected assign(to: Expression, value: Value): void {
    if (to.kind === 'variable') this.set(to.name, value);
    else if (to.kind === 'element') this.array(to.name).set(this.key(to.index), value);
    else if (to.kind === 'field') {
      const index = Math.floor(toNumber(this.value(to.index)));
      if (index === 0) this.setLine(toText(value));
      else if (index < 0 || index > MAX_FIELDS)
        throw new AwkFailure(`trying to access out of range field ${String(index)}`);
      else {
        while (this.fields.length < index) this.fields.push('');
        this.fields[index - 1] = toText(value);
        this.variables.set('NF', this.fields.length);
        this.rebuild();
      }
    }
  }

  protected binary(op: string, left: Expression, right: Expression): Value {
    if (op === '&&') return Number(this.test(left) && this.test(right));
    if (op === '||') return Number(this.test(left) || this.test(right));
    if (op === '~' || op === '!~') {
      const text = toText(this.value(left));
      const regex = right.kind === 'regex' ? right.regex : this.compile(toText(this.value(right)));
      this.context.spend((text.length * regex.cost) / 4);
      return Number(regex.test(text) === (op === '~'));
    }
    const [a, b] = [this.value(left), this.value(right)];
    if (op === ' ') {
      const text = toText(a) + toText(b);
      this.context.spend(text.length / 8);
      return text;
    }
    if (['<', '<=', '>', '>=', '==', '!='].includes(op)) return Number(compare(op, a, b));
    return arithmetic(op, toNumber(a), toNumber(b));
  }

  protected call(name: string, args: readonly Expression[]): Value {
    const [first, second, third] = args;
    const text = (one: Expression | undefined) =>
      one === undefined ? '' : toText(this.value(one));
    switch (name) {
      case 'length':
        if (first?.kind === 'variable' && this.arrays.has(first.name))
          return this.array(first.name).size;
        return Array.from(first === undefined ? this.line : text(first)).length;
      case 'substr': {
        const chars = Array.from(text(first));
        const from = Math.round(second === undefined ? 1 : toNumber(this.value(second)));
        const count = third === undefined ? Infinity : Math.round(toNumber(this.value(third)));
        return chars.slice(Math.max(0, from - 1), Math.max(0, from - 1 + count)).join('');
      }
      case 'index':
        return text(first).indexOf(text(second)) + 1;
      case 'toupper':
        return text(first).toUpperCase();
      case 'tolower':
        return text(first).toLowerCase();
      case 'int':
        return first === undefined ? 0 : Math.trunc(toNumber(this.value(first)));
      case 'sprintf':
        return sprintf(
          text(first),
          args.slice(1).map((one) => this.value(one)),
        );
      case 'split': {
        if (second?.kind !== 'variable') throw new AwkFailure('split needs the name of an array');
        const source = text(first);
        const separator =
          third === undefined ? toText(this.variables.get('FS') ?? ' ') : text(third);
        const parts = this.split(source, separator);
        const array = this.array(second.name);
        array.clear();
        for (const [i, part] of parts.entries()) array.set(String(i + 1), { input: part });
        return parts.length;
      }
      case 'sub':
      case 'gsub':
        return this.substitute(name === 'gsub', first, text(second), third);
      default:
        throw new AwkFailure(
          `${name === '(' ? 'a list in parentheses' : `${name}()`} is not simulated`,
        );
    }
  }

  protected substitute(
    all: boolean,
    what: Expression | undefined,
    by: string,
    target: Expression | undefined,
  ): number {
    if (what === undefined) throw new AwkFailure('not enough arguments to sub');
    const to: Expression = target ?? { kind: 'field', index: { kind: 'number', value: 0 } };
    const regex = what.kind === 'regex' ? what.regex : this.compile(toText(this.value(what)));
    const source = toText(this.value(to));
    let result = '';
    let at = 0;
    let count = 0;
    while (at <= source.length && (all || count === 0)) {
      this.context.spend(((source.length - at) * regex.cost) / 4 + 1);
      const found = regex.find(source, at);
      if (found === null) break;
      count += 1;
      const inserted = by.replace(/\\&|&/g, (sign) =>
        sign === '&' ? (found.groups[0] ?? source.slice(found.start, found.end)) : '&',
      );
      result += source.slice(at, found.start) + inserted;
      at = found.end;
      if (found.end === found.start) {
        result += source[at] ?? '';
        at += 1;
      }
    }
    if (count > 0) this.assign(to, result + source.slice(at));
    return count;
  }
}
