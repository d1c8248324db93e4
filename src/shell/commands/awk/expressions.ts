import { compileRegex, RegexFailure } from '../../regex/regex';
import { AwkFailure, type Expression } from './model';

const TOKEN =
  /(?<skip>(?:[ \t\r]|\\\n|#[^\n]*)+)|(?<number>\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)|(?<name>[A-Za-z_]\w*)|(?<string>"(?:[^"\\\n]|\\[\s\S])*")|(?<sign>\+\+|--|\+=|-=|\*=|\/=|%=|\^=|==|!=|<=|>=|&&|\|\||!~|[-+*/%^!<>|?:,;(){}[\]$=~\n])/y;
export const MAX_DEPTH = 80;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '"': '"',
  '\\': '\\',
  '/': '/',
  a: '\x07',
};
const BINARY: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['in'],
  ['~', '!~'],
  ['<', '<=', '>', '>=', '==', '!='],
  [' '],
  ['+', '-'],
  ['*', '/', '%'],
];

const unescape = (text: string): string =>
  text.replace(/\\([0-7]{1,3}|[\s\S])/g, (all, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(parseInt(code, 8) & 0xff) : (ESCAPES[code] ?? all),
  );

/** Tokens and expressions of awk. Throws AwkFailure. */
export class ExpressionReader {
  protected readonly text: string;
  protected pos = 0;
  protected kind = '';
  protected token = '';
  protected depth = 0;
  /** Inside `print`, where `>` is no comparison. */
  protected printing = false;

  constructor(text: string) {
    this.text = text;
    this.next();
  }

  protected next(): void {
    for (;;) {
      TOKEN.lastIndex = this.pos;
      const groups = TOKEN.exec(this.text)?.groups;
      if (groups === undefined) {
        this.kind = this.pos >= this.text.length ? 'end' : 'bad';
        this.token = this.text[this.pos] ?? '';
        return;
      }
      this.pos = TOKEN.lastIndex;
      if (groups['skip'] !== undefined) continue;
      const kind =
        ['number', 'name', 'string', 'sign'].find((one) => groups[one] !== undefined) ?? '';
      this.kind = kind;
      this.token = groups[kind] ?? '';
      return;
    }
  }

  protected fail(): AwkFailure {
    const near =
      this.kind === 'end'
        ? 'unexpected end of program'
        : `syntax error at or near ${this.token.replace('\n', 'end of line')}`;
    return new AwkFailure(near);
  }

  protected is(...signs: readonly string[]): boolean {
    return this.kind !== 'string' && signs.includes(this.token);
  }

  protected take(sign: string): boolean {
    if (!this.is(sign)) return false;
    this.next();
    return true;
  }

  protected expect(sign: string): void {
    if (!this.take(sign)) throw this.fail();
  }

  protected newlines(): void {
    while (this.is('\n', ';')) this.next();
  }

  protected expression(): Expression {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new AwkFailure('program nested too deeply');
    const left = this.choice();
    this.depth -= 1;
    const op = this.kind === 'sign' ? /^([-+*/%^]?)=$/.exec(this.token) : null;
    if (op === null) return left;
    if (!['variable', 'field', 'element'].includes(left.kind)) throw this.fail();
    this.next();
    this.lines();
    return { kind: 'assign', op: op[1] ?? '', to: left, value: this.expression() };
  }

  protected choice(): Expression {
    const test = this.binary(0);
    if (!this.take('?')) return test;
    const yes = this.expression();
    this.expect(':');
    return { kind: 'choice', test, yes, no: this.expression() };
  }

  protected startsOperand(): boolean {
    if (this.kind === 'number' || this.kind === 'string') return true;
    if (this.kind === 'name') return !['in', 'else', 'if'].includes(this.token);
    return this.is('$', '!', '(', '-', '+', '++', '--');
  }

  protected binary(level: number): Expression {
    const operators = BINARY[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      if (operators[0] === ' ') {
        if (!this.startsOperand() || this.is('-', '+', '!')) return left;
        left = { kind: 'binary', op: ' ', left, right: this.binary(level + 1) };
        continue;
      }
      if (!this.is(...operators) || (this.printing && this.is('>'))) return left;
      const op = this.token;
      this.next();
      if (op === '&&' || op === '||') this.lines();
      if (op === 'in') {
        left = { kind: 'in', index: left, name: this.token };
        this.next();
      } else left = { kind: 'binary', op, left, right: this.binary(level + 1) };
    }
  }

  protected unary(): Expression {
    if (this.is('!', '-', '+')) {
      this.depth += 1;
      if (this.depth > MAX_DEPTH) throw new AwkFailure('program nested too deeply');
      const op = this.token;
      this.next();
      const operand = this.unary();
      this.depth -= 1;
      return { kind: 'unary', op, operand };
    }
    const base = this.postfix();
    if (!this.take('^')) return base;
    return { kind: 'binary', op: '^', left: base, right: this.unary() };
  }

  protected postfix(): Expression {
    if (this.is('++', '--')) {
      const by = this.token === '++' ? 1 : -1;
      this.next();
      return { kind: 'step', by, before: true, to: this.primary() };
    }
    const operand = this.primary();
    if (!this.is('++', '--') || !['variable', 'field', 'element'].includes(operand.kind))
      return operand;
    const by = this.token === '++' ? 1 : -1;
    this.next();
    return { kind: 'step', by, before: false, to: operand };
  }

  protected index(): Expression[] {
    this.expect('[');
    const list = this.list(']');
    if (list.length === 0) throw this.fail();
    return list;
  }

  protected list(close: string): Expression[] {
    const outer = this.printing;
    this.printing = false;
    const list: Expression[] = [];
    while (!this.is(close)) {
      list.push(this.expression());
      if (!this.take(',')) break;
    }
    this.expect(close);
    this.printing = outer;
    return list;
  }

  protected primary(): Expression {
    const token = this.token;
    if (this.kind === 'number') {
      this.next();
      return { kind: 'number', value: Number(token) };
    }
    if (this.kind === 'string') {
      this.next();
      return { kind: 'string', value: unescape(token.slice(1, -1)) };
    }
    if (this.is('/')) return this.regex();
    if (this.take('$')) {
      this.depth += 1;
      if (this.depth > MAX_DEPTH) throw new AwkFailure('program nested too deeply');
      const index = this.is('++', '--', '-') ? this.unary() : this.primary();
      this.depth -= 1;
      return { kind: 'field', index };
    }
    if (this.take('(')) {
      const list = this.list(')');
      const [only] = list;
      if (list.length === 1 && only !== undefined) return only;
      return { kind: 'call', name: '(', args: list };
    }
    if (this.kind !== 'name') throw this.fail();
    this.next();
    if (this.is('[')) return { kind: 'element', name: token, index: this.index() };
    if (this.is('(') && this.text[this.pos - 1] === '(') {
      this.next();
      return { kind: 'call', name: token, args: this.list(')') };
    }
    return token === 'length'
      ? { kind: 'call', name: 'length', args: [] }
      : { kind: 'variable', name: token };
  }

  /** The token is the slash; what follows it is the pattern. */
  protected regex(): Expression {
    let end = this.pos;
    while (end < this.text.length && this.text[end] !== '/' && this.text[end] !== '\n')
      end += this.text[end] === '\\' ? 2 : 1;
    if (this.text[end] !== '/') throw new AwkFailure('unterminated regexp');
    const source = this.text.slice(this.pos, end).replace(/\\\//g, '/');
    this.pos = end + 1;
    this.next();
    try {
      return { kind: 'regex', regex: compileRegex(source, { extended: true, ignoreCase: false }) };
    } catch (error) {
      if (error instanceof RegexFailure) throw new AwkFailure(`${error.message}: /${source}/`);
      throw error;
    }
  }

  protected lines(): void {
    while (this.is('\n')) this.next();
  }
}
