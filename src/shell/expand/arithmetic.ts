import { constant } from './constants';

/** An expression bash would not compute; the message is what follows `bash: `. */
export class ArithmeticFailure extends Error {}

/** Variables, as numbers are computed. */
export interface ArithmeticVariables {
  get(name: string): string;
  set(name: string, value: string): void;
}

const MAX_DEPTH = 60;
const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);
const truth = (value: boolean): bigint => (value ? 1n : 0n);

const TOKEN =
  /\s*(?:(\d\w*(?:#[\w@]+)?|[A-Za-z_]\w*)|(<<=|>>=|\*\*|<<|>>|<=|>=|==|!=|&&|\|\||\+\+|--|[-+*/%&|^]=|[-+*/%<>=!~&|^?:(),]))/y;

const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

const ASSIGNMENTS = ['=', '+=', '-=', '*=', '/=', '%=', '<<=', '>>=', '&=', '^=', '|='];

/** Evaluates 64-bit integer arithmetic as `$((...))` does. Throws ArithmeticFailure. */
export function evaluate(expression: string, variables: ArithmeticVariables): bigint {
  return new Evaluation(expression, variables, 0).whole();
}

class Evaluation {
  readonly #text: string;
  readonly #variables: ArithmeticVariables;
  readonly #depth: number;
  #nesting = 0;
  #pos = 0;
  /** Where the token before this one began. */
  #last = 0;
  /** Inside the branch that is not taken: nothing is assigned, nothing divides by zero. */
  #idle = 0;

  constructor(text: string, variables: ArithmeticVariables, depth: number) {
    this.#text = text;
    this.#variables = variables;
    this.#depth = depth;
  }

  whole(): bigint {
    if (this.#text.trim() === '') return 0n;
    const value = this.#comma();
    if (this.#peek() !== '' || this.#text.slice(this.#pos).trim() !== '')
      throw this.#failure('syntax error in expression', this.#rest());
    return value;
  }

  #rest(): string {
    return this.#text.slice(this.#pos).trimStart();
  }

  #failure(what: string, token: string): ArithmeticFailure {
    return new ArithmeticFailure(`${this.#text.trimStart()}: ${what} (error token is "${token}")`);
  }

  #peek(): string {
    TOKEN.lastIndex = this.#pos;
    const found = TOKEN.exec(this.#text);
    return found === null ? '' : (found[1] ?? found[2] ?? '');
  }

  #take(): string {
    const token = this.#peek();
    const skipped = /\s*/y;
    skipped.lastIndex = this.#pos;
    skipped.exec(this.#text);
    this.#last = skipped.lastIndex;
    this.#pos = skipped.lastIndex + token.length;
    return token;
  }

  #comma(): bigint {
    let value = this.#assignment();
    while (this.#peek() === ',') {
      this.#take();
      value = this.#assignment();
    }
    return value;
  }

  #assignment(): bigint {
    this.#nesting += 1;
    if (this.#nesting > MAX_DEPTH)
      throw this.#failure('expression recursion level exceeded', this.#rest());
    const from = this.#pos;
    const name = this.#peek();
    if (/^[A-Za-z_]/.test(name)) {
      this.#take();
      const op = this.#peek();
      if (ASSIGNMENTS.includes(op)) {
        this.#take();
        const right = this.#assignment();
        const value =
          op === '=' ? right : this.#binary(op.slice(0, -1), this.#variable(name), right);
        this.#store(name, value);
        this.#nesting -= 1;
        return value;
      }
      this.#pos = from;
    }
    const value = this.#conditional();
    if (ASSIGNMENTS.includes(this.#peek()))
      throw this.#failure('attempted assignment to non-variable', this.#rest());
    this.#nesting -= 1;
    return value;
  }

  #conditional(): bigint {
    const test = this.#level(0);
    if (this.#peek() !== '?') return test;
    this.#take();
    const branch = (taken: boolean): bigint => {
      if (!taken) this.#idle += 1;
      const value = this.#assignment();
      if (!taken) this.#idle -= 1;
      return value;
    };
    const yes = branch(test !== 0n);
    if (this.#peek() !== ':')
      throw this.#failure("`:' expected for conditional expression", this.#rest());
    this.#take();
    const no = branch(test === 0n);
    return test !== 0n ? yes : no;
  }

  #level(index: number): bigint {
    const operators = LEVELS[index];
    if (operators === undefined) return this.#power();
    let left = this.#level(index + 1);
    for (;;) {
      const op = this.#peek();
      if (!operators.includes(op)) return left;
      this.#take();
      const skip = (op === '&&' && left === 0n) || (op === '||' && left !== 0n);
      if (skip) this.#idle += 1;
      const right = this.#level(index + 1);
      if (skip) this.#idle -= 1;
      left = this.#binary(op, left, right);
    }
  }

  #power(): bigint {
    const base = this.#unary();
    if (this.#peek() !== '**') return base;
    this.#take();
    const exponent = this.#power();
    if (exponent < 0n) throw this.#failure('exponent less than 0', this.#text.slice(this.#last));
    let result = 1n;
    let square = base;
    for (let left = exponent; left > 0n; left >>= 1n) {
      if ((left & 1n) === 1n) result = wrap(result * square);
      square = wrap(square * square);
    }
    return result;
  }

  #binary(op: string, left: bigint, right: bigint): bigint {
    switch (op) {
      case '||':
        return truth(left !== 0n || right !== 0n);
      case '&&':
        return truth(left !== 0n && right !== 0n);
      case '|':
        return left | right;
      case '^':
        return left ^ right;
      case '&':
        return left & right;
      case '==':
        return truth(left === right);
      case '!=':
        return truth(left !== right);
      case '<':
        return truth(left < right);
      case '<=':
        return truth(left <= right);
      case '>':
        return truth(left > right);
      case '>=':
        return truth(left >= right);
      case '<<':
        return wrap(left << (right & 63n));
      case '>>':
        return left >> (right & 63n);
      case '+':
        return wrap(left + right);
      case '-':
        return wrap(left - right);
      case '*':
        return wrap(left * right);
      default:
        break;
    }
    if (right === 0n) {
      if (this.#idle > 0) return 0n;
      throw this.#failure('division by 0', this.#text.slice(this.#last));
    }
    return wrap(op === '/' ? left / right : left % right);
  }

  #unary(): bigint {
    this.#nesting += 1;
    if (this.#nesting > MAX_DEPTH)
      throw this.#failure('expression recursion level exceeded', this.#rest());
    const value = this.#operand();
    this.#nesting -= 1;
    return value;
  }

  #operand(): bigint {
    const token = this.#take();
    if (token === '!') return truth(this.#unary() === 0n);
    if (token === '~') return ~this.#unary();
    if (token === '-') return wrap(-this.#unary());
    if (token === '+') return this.#unary();
    if (token === '++' || token === '--') {
      const name = this.#peek();
      if (!/^[A-Za-z_]/.test(name)) {
        const value = this.#unary();
        return value;
      }
      this.#take();
      return this.#store(name, wrap(this.#variable(name) + (token === '++' ? 1n : -1n)));
    }
    if (token === '(') {
      const value = this.#comma();
      if (this.#peek() !== ')') throw this.#failure("missing `)'", this.#rest());
      this.#take();
      return value;
    }
    if (/^\d/.test(token)) return this.#number(token);
    if (/^[A-Za-z_]/.test(token)) {
      const value = this.#variable(token);
      const op = this.#peek();
      if (op !== '++' && op !== '--') return value;
      this.#take();
      this.#store(token, wrap(value + (op === '++' ? 1n : -1n)));
      return value;
    }
    throw this.#failure(
      'syntax error: operand expected',
      token === '' && this.#rest() !== '' ? this.#rest() : this.#text.slice(this.#lastToken()),
    );
  }

  /** Where the last token of the text so far begins: bash names it when an operand is missing behind it. */
  #lastToken(): number {
    if (this.#rest() !== '' || this.#pos < this.#text.trimEnd().length) return this.#last;
    const found = /\S\s*$/.exec(this.#text.slice(0, this.#pos));
    return found?.index ?? this.#last;
  }

  #variable(name: string): bigint {
    const text = this.#variables.get(name).trim();
    if (text === '') return 0n;
    if (/^\d+$/.test(text) && !text.startsWith('0')) return wrap(BigInt(text.slice(0, 40)));
    if (this.#depth > MAX_DEPTH) throw this.#failure('expression recursion level exceeded', name);
    return new Evaluation(text, this.#variables, this.#depth + 1).whole();
  }

  #store(name: string, value: bigint): bigint {
    if (this.#idle === 0) this.#variables.set(name, String(value));
    return value;
  }

  #number(token: string): bigint {
    const value = constant(token);
    if (typeof value === 'string') throw this.#failure(value, token);
    return wrap(value);
  }
}
