import { binary, TestFailure, unary } from '../exec/conditions';
import type { Builtin, BuiltinCall, Shell } from '../exec/shell';

const BINARY = [
  '=',
  '==',
  '!=',
  '<',
  '>',
  '-eq',
  '-ne',
  '-lt',
  '-le',
  '-gt',
  '-ge',
  '-nt',
  '-ot',
  '-ef',
];

/** POSIX `test`: what few arguments mean goes by their number, more by precedence. */
class Test {
  readonly #args: readonly string[];
  readonly #shell: Shell;
  #pos = 0;

  constructor(args: readonly string[], shell: Shell) {
    this.#args = args;
    this.#shell = shell;
  }

  whole(): boolean {
    const few = this.#few(this.#args);
    if (few !== null) return few;
    const value = this.#or();
    if (this.#pos < this.#args.length) throw new TestFailure('too many arguments');
    return value;
  }

  #few(args: readonly string[]): boolean | null {
    const [a = '', b = '', c = '', d = ''] = args;
    switch (args.length) {
      case 0:
        return false;
      case 1:
        return a !== '';
      case 2: {
        if (a === '!') return b === '';
        const result = /^-.$/.test(a) ? unary(a, b, this.#shell) : null;
        if (result === null) throw new TestFailure(`${a}: unary operator expected`);
        return result;
      }
      case 3: {
        if (BINARY.includes(b)) return binary(b, a, c, this.#shell) ?? false;
        if (b === '-a') return a !== '' && c !== '';
        if (b === '-o') return a !== '' || c !== '';
        if (a === '!') return !(this.#few([b, c]) ?? false);
        if (a === '(' && c === ')') return b !== '';
        throw new TestFailure(`${b}: binary operator expected`);
      }
      case 4:
        if (a === '!') return !(this.#few([b, c, d]) ?? false);
        return a === '(' && d === ')' ? this.#few([b, c]) : null;
      default:
        return null;
    }
  }

  #or(): boolean {
    let value = this.#and();
    while (this.#args[this.#pos] === '-o') {
      this.#pos += 1;
      const right = this.#and();
      value = value || right;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#primary();
    while (this.#args[this.#pos] === '-a') {
      this.#pos += 1;
      const right = this.#primary();
      value = value && right;
    }
    return value;
  }

  #primary(): boolean {
    const word = this.#args[this.#pos];
    if (word === undefined) throw new TestFailure('argument expected');
    const next = this.#args[this.#pos + 1];
    if (next !== undefined && BINARY.includes(next) && this.#pos + 2 < this.#args.length) {
      const right = this.#args[this.#pos + 2] ?? '';
      this.#pos += 3;
      return binary(next, word, right, this.#shell) ?? false;
    }
    this.#pos += 1;
    if (word === '!') return !this.#primary();
    if (word === '(') {
      const inner = this.#or();
      if (this.#args[this.#pos] !== ')') throw new TestFailure("`)' expected");
      this.#pos += 1;
      return inner;
    }
    if (/^-.$/.test(word) && next !== undefined) {
      const result = unary(word, next, this.#shell);
      if (result !== null) {
        this.#pos += 1;
        return result;
      }
    }
    return word !== '';
  }
}

function run(call: BuiltinCall, args: readonly string[]): number {
  try {
    return new Test(args, call.shell).whole() ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TestFailure)) throw error;
    call.complain(error.message);
    return 2;
  }
}

const test: Builtin = { name: 'test', run: (call) => run(call, call.args) };

const bracket: Builtin = {
  name: '[',
  run(call) {
    if (call.args.at(-1) !== ']') {
      call.complain("missing `]'");
      return 2;
    }
    return run(call, call.args.slice(0, -1));
  },
};

export const testBuiltins: readonly Builtin[] = [test, bracket];
