import type { Builtin, BuiltinCall } from '../exec/shell';
import { backslashes } from '../parse/ansi-c';
import { byLine } from './echo';

const SPEC = /%(?:%|([-+ #0]*)(\*|[1-9]\d*|)(?:\.(\*|-?\d*))?(?:hh|h|ll|l|L|j|z|t)?([a-zA-Z]))/y;
/** Nobody's column is wider. */
const MAX_WIDTH = 10_000;
const MAX_ROUNDS = 100_000;

/** `printf FORMAT [ARG]...`: the format is used again while arguments are left. */
export const printf: Builtin = {
  name: 'printf',
  run(call) {
    let args = call.args;
    let variable: string | null = null;
    if (args[0] === '-v' && args[1] !== undefined) {
      variable = args[1];
      args = args.slice(2);
    }
    if (args[0] === '--') args = args.slice(1);
    const [format, ...rest] = args;
    if (format === undefined) {
      call.err('printf: usage: printf [-v var] format [arguments]\n');
      return 2;
    }
    const run = new Formatting(format, rest, call);
    const text = run.text();
    if (variable === null) for (const line of byLine(text)) call.out(line);
    else call.shell.variables.set(variable, text);
    return run.failed ? 1 : 0;
  },
};

class Formatting {
  failed = false;
  readonly #format: string;
  readonly #args: string[];
  readonly #call: BuiltinCall;
  #stop = false;

  constructor(format: string, args: readonly string[], call: BuiltinCall) {
    this.#format = format;
    this.#args = args.toReversed();
    this.#call = call;
  }

  text(): string {
    let result = '';
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const left = this.#args.length;
      result += this.#once();
      this.#call.shell.budget.spend(this.#format.length + 10);
      if (this.#stop || this.#args.length === 0 || this.#args.length === left) break;
    }
    return result;
  }

  #once(): string {
    let result = '';
    for (let i = 0; i < this.#format.length && !this.#stop;) {
      const char = this.#format[i] ?? '';
      if (char === '\\') {
        const escape = /\\(?:[0-7]{1,3}|x[\dA-Fa-f]{1,2}|u[\dA-Fa-f]{1,4}|U[\dA-Fa-f]{1,8}|.|$)/sy;
        escape.lastIndex = i;
        const found = escape.exec(this.#format)?.[0] ?? '\\';
        if (found === '\\c') {
          this.#stop = true;
          break;
        }
        result += backslashes(found, true).text;
        i += found.length;
      } else if (char === '%') {
        SPEC.lastIndex = i;
        const found = SPEC.exec(this.#format);
        if (found === null) {
          const what = this.#format[i + 1];
          this.#call.complain(
            what === undefined
              ? "`%': missing format character"
              : `\`${what}': invalid format character`,
          );
          this.failed = true;
          this.#stop = true;
          break;
        }
        result += found[0] === '%%' ? '%' : this.#convert(found);
        i += found[0].length;
      } else {
        result += char;
        i += 1;
      }
    }
    return result;
  }

  #number(text: string): bigint {
    const quoted = /^["'](.)/su.exec(text);
    if (quoted !== null) return BigInt(quoted[1]?.codePointAt(0) ?? 0);
    const trimmed = text.trim();
    if (trimmed === '') return 0n;
    const found = /^([-+]?)(0[xX][\dA-Fa-f]+|0[0-7]*|[1-9]\d*)/.exec(trimmed);
    const digits = found?.[2] ?? '0';
    if (found?.[0] !== trimmed) {
      const octal = /^[-+]?0\d+$/.test(trimmed);
      this.#call.complain(`${text}: invalid ${octal ? 'octal number' : 'number'}`);
      this.failed = true;
    }
    const octal = /^0[0-7]+$/.test(digits);
    const value = BigInt(octal ? `0o${digits.slice(1)}` : digits);
    return BigInt.asIntN(64, found?.[1] === '-' ? -value : value);
  }

  #size(text: string | undefined): number | null {
    if (text === undefined) return null;
    if (text === '*') return Number(this.#number(this.#args.pop() ?? ''));
    return text === '' ? 0 : Number(text);
  }

  #convert([all, flags = '', width, precision, type = '']: RegExpExecArray): string {
    const wide = this.#size(width) ?? 0;
    const exact = this.#size(precision);
    const left = flags.includes('-') || wide < 0;
    const cells = Math.min(MAX_WIDTH, Math.abs(wide));
    const pad = (text: string, zero = false) => {
      if (left) return text.padEnd(cells);
      if (!zero) return text.padStart(cells);
      const sign = /^(?:[-+ ]|0[xX])*/.exec(text)?.[0] ?? '';
      return sign + text.slice(sign.length).padStart(cells - sign.length, '0');
    };
    const argument = () => this.#args.pop() ?? '';
    const cut = (text: string) => (exact === null || exact < 0 ? text : text.slice(0, exact));
    switch (type) {
      case 's':
        return pad(cut(argument()));
      case 'b': {
        const { text, stop } = backslashes(argument(), false);
        this.#stop = stop;
        return pad(cut(text));
      }
      case 'q': {
        const text = argument();
        const plain = text !== '' && /^[\w@%+=:,./-]*$/.test(text);
        return pad(plain ? text : text === '' ? "''" : text.replace(/[^\w@%+=:,./-]/g, '\\$&'));
      }
      case 'c':
        return pad(Array.from(argument())[0] ?? '');
      case 'd':
      case 'i': {
        const value = this.#number(argument());
        const digits = String(value < 0n ? -value : value).padStart(
          Math.min(MAX_WIDTH, exact ?? 1),
          '0',
        );
        const sign = value < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
        return pad(sign + digits, flags.includes('0') && exact === null);
      }
      case 'u':
      case 'x':
      case 'X':
      case 'o': {
        const value = BigInt.asUintN(64, this.#number(argument()));
        const base = { u: 10, x: 16, X: 16, o: 8 }[type];
        let digits = value.toString(base).padStart(Math.min(MAX_WIDTH, exact ?? 1), '0');
        if (flags.includes('#') && value !== 0n && base === 16) digits = `0x${digits}`;
        if (flags.includes('#') && base === 8 && !digits.startsWith('0')) digits = `0${digits}`;
        if (type === 'X') digits = digits.toUpperCase();
        return pad(digits, flags.includes('0') && exact === null);
      }
      case 'f':
      case 'F':
      case 'e':
      case 'g': {
        const text = argument();
        const value = Number(text === '' ? 0 : text);
        if (Number.isNaN(value)) {
          this.#call.complain(`${text}: invalid number`);
          this.failed = true;
        }
        const places = Math.min(100, Math.max(0, exact ?? 6));
        const shown = decimal(Number.isNaN(value) ? 0 : value, type, places);
        const signed = flags.includes('+') && value >= 0 ? `+${shown}` : shown;
        return pad(signed, flags.includes('0'));
      }
      default:
        this.#call.complain(`\`${all.at(-1) ?? ''}': invalid format character`);
        this.failed = true;
        this.#stop = true;
        return '';
    }
  }
}

/** `%e`, `%f`, `%g` with so many places. */
export function decimal(value: number, type: string, places: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const exponent = (text: string) => text.replace(/e([+-])(\d)$/, 'e$10$2');
  if (type === 'e') return exponent(value.toExponential(places));
  if (type !== 'g') return value.toFixed(places);
  const digits = Math.max(1, places);
  const power = value === 0 ? 0 : Number(value.toExponential(digits - 1).split('e')[1]);
  const short = (text: string) => (text.includes('.') ? text.replace(/\.?0+(?=e|$)/, '') : text);
  if (power < -4 || power >= digits) return exponent(short(value.toExponential(digits - 1)));
  return short(value.toFixed(Math.max(0, digits - 1 - power)));
}
