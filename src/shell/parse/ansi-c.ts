import { byteChar } from '../bytes';

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

const character = (code: number): string =>
  code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';

/** `$'...'` without its quotes. */
export function ansiC(text: string): string {
  const pattern =
    /\\(?:([abeEfnrtv\\])|([0-7]{1,3})|x([\dA-Fa-f]{1,2})|u([\dA-Fa-f]{1,4})|U([\dA-Fa-f]{1,8})|c(.)|(['"?]))/gs;
  return text.replace(
    pattern,
    (
      _all,
      simple?: string,
      octal?: string,
      hex?: string,
      u4?: string,
      u8?: string,
      control?: string,
      quote?: string,
    ) => {
      if (simple !== undefined) return SIMPLE[simple] ?? '';
      if (octal !== undefined) return byteChar(parseInt(octal, 8));
      if (hex !== undefined) return byteChar(parseInt(hex, 16));
      const unicode = u4 ?? u8;
      if (unicode !== undefined) return character(parseInt(unicode, 16));
      if (control !== undefined)
        return String.fromCharCode(control.toUpperCase().charCodeAt(0) ^ 64);
      return quote ?? '';
    },
  );
}

/**
 * What `echo -e`, `printf '%b'` and a printf format make of backslashes. `\c` ends everything.
 * In a format octal is `\nnn`, else `\0nnn`.
 */
export function backslashes(text: string, format: boolean): { text: string; stop: boolean } {
  const pattern = format
    ? /\\(?:([abeEfnrtv\\])|([0-7]{1,3})|x([\dA-Fa-f]{1,2})|u([\dA-Fa-f]{1,4})|U([\dA-Fa-f]{1,8})|(["?']))/gs
    : /\\(?:([abeEfnrtv\\])|0([0-7]{0,3})|x([\dA-Fa-f]{1,2})|u([\dA-Fa-f]{1,4})|U([\dA-Fa-f]{1,8})|(c))/gs;
  let result = '';
  let last = 0;
  for (const found of text.matchAll(pattern)) {
    const [all, simple, octal, hex, u4, u8, other] = found;
    result += text.slice(last, found.index);
    last = found.index + all.length;
    if (simple !== undefined) result += SIMPLE[simple] ?? '';
    else if (octal !== undefined) result += byteChar(parseInt(octal === '' ? '0' : octal, 8));
    else if (hex !== undefined) result += byteChar(parseInt(hex, 16));
    else if (u4 ?? u8) result += character(parseInt(u4 ?? u8 ?? '', 16));
    else if (other === 'c') return { text: result, stop: true };
    else result += other ?? '';
  }
  return { text: result + text.slice(last), stop: false };
}
