import { SysError } from './errno';

/** What a write(2) of text hands to an attribute: up to the first NUL. */
function upToNul(text: string): string {
  const nul = text.indexOf('\0');
  return nul < 0 ? text : text.slice(0, nul);
}

/** `sysfs_streq` and friends: one newline at the end does not count. */
export function chomp(text: string): string {
  const line = upToNul(text);
  return line.endsWith('\n') ? line.slice(0, -1) : line;
}

/**
 * `kstrtouint` with base 0: decimal, octal with a leading 0, hexadecimal with 0x; one `+` and one newline allowed,
 * no blanks. null when it is no number or above `max`.
 */
export function parseUnsigned(text: string, max: number): number | null {
  let digits = chomp(text);
  if (digits.startsWith('+')) digits = digits.slice(1);
  let base = 10;
  if (/^0x[0-9a-f]/i.test(digits)) {
    base = 16;
    digits = digits.slice(2);
  } else if (digits.length > 1 && digits.startsWith('0')) {
    base = 8;
    digits = digits.slice(1);
  }
  const legal = base === 16 ? /^[0-9a-f]+$/i : base === 8 ? /^[0-7]+$/ : /^[0-9]+$/;
  if (!legal.test(digits)) return null;
  const value = parseInt(digits, base);
  return value > max ? null : value;
}

/** A number as most attributes take it (`kstrtoul` with base 0). Throws SysError EINVAL. */
export function numberOf(text: string): number {
  const value = parseUnsigned(text, 2 ** 53);
  if (value === null) throw new SysError('EINVAL');
  return value;
}

/** `sscanf` with `%x` again and again: the hexadecimal numbers before anything else. */
export function scanHex(text: string): number[] {
  const numbers: number[] = [];
  let rest = text;
  for (;;) {
    const [whole, digits] = /^\s*(?:0x)?([0-9a-f]+)/i.exec(rest) ?? [];
    if (whole === undefined || digits === undefined) return numbers;
    numbers.push(parseInt(digits.slice(-8), 16));
    rest = rest.slice(whole.length);
  }
}

/** `kstrtobool`: the first letter decides, `on` and `of` by the second. null for anything else. */
export function parseBool(text: string): boolean | null {
  const first = text[0] ?? '';
  if ('yYtT1'.includes(first) && first !== '') return true;
  if ('nNfF0'.includes(first) && first !== '') return false;
  if (first !== 'o' && first !== 'O') return null;
  const second = text[1] ?? '';
  if (second === 'n' || second === 'N') return true;
  return second === 'f' || second === 'F' ? false : null;
}
