import { decimal } from '../../builtins/printf';
import { AwkFailure } from './model';

/** A field: a number where it looks like one and is compared with a number. */
interface Input {
  readonly input: string;
}

export type Value = string | number | Input;

const LOOKS_NUMERIC = /^\s*[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?\s*$/;

export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object') return value.input;
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return String(value);
  return decimal(value, 'g', 6);
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  const found = /^\s*[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/.exec(toText(value));
  return found === null ? 0 : Number(found[0]);
}

export const isTrue = (value: Value): boolean => {
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string') return value !== '';
  return LOOKS_NUMERIC.test(value.input) ? Number(value.input) !== 0 : value.input !== '';
};

export function arithmetic(op: string, a: number, b: number): number {
  if ((op === '/' || op === '%') && b === 0)
    throw new AwkFailure(`division by zero${op === '%' ? ' in %' : ''}`);
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    default:
      return a ** b;
  }
}

export function compare(op: string, a: Value, b: Value): boolean {
  const numeric = (value: Value) =>
    typeof value === 'number' ||
    (typeof value === 'object' && (value.input === '' || LOOKS_NUMERIC.test(value.input)));
  const [x, y] =
    numeric(a) &&
    numeric(b) &&
    !(typeof a === 'object' && typeof b === 'object' && (a.input === '' || b.input === ''))
      ? [toNumber(a), toNumber(b)]
      : [toText(a), toText(b)];
  switch (op) {
    case '<':
      return x < y;
    case '<=':
      return x <= y;
    case '>':
      return x > y;
    case '>=':
      return x >= y;
    case '==':
      return x === y;
    default:
      return x !== y;
  }
}
