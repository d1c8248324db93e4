/** Patterns of the shell: `*`, `?`, `[a-z]`, `[!x]`, `[[:digit:]]`; a backslash takes the next character as it is. */
type Token =
  | { readonly kind: 'star' | 'any' }
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'set'; readonly negated: boolean; readonly has: (char: string) => boolean };

export const CLASSES: Readonly<Record<string, (char: string) => boolean>> = {
  alpha: (c) => /^[A-Za-z]$/.test(c),
  digit: (c) => /^[0-9]$/.test(c),
  alnum: (c) => /^[A-Za-z0-9]$/.test(c),
  upper: (c) => /^[A-Z]$/.test(c),
  lower: (c) => /^[a-z]$/.test(c),
  space: (c) => /^[ \t\n\v\f\r]$/.test(c),
  blank: (c) => c === ' ' || c === '\t',
  punct: (c) => /^[!-/:-@[-`{-~]$/.test(c),
  xdigit: (c) => /^[0-9A-Fa-f]$/.test(c),
  cntrl: (c) => c < ' ' || c === '\x7f',
  print: (c) => c >= ' ' && c !== '\x7f',
  graph: (c) => c > ' ' && c !== '\x7f',
};

/** Has the text a character that makes it a pattern? */
export const isPattern = (text: string): boolean => /[*?[]/.test(text);

/** The text as a pattern that matches just itself. */
export const escapeGlob = (text: string): string => text.replace(/[*?[\]\\!^-]/g, '\\$&');

/** A pattern without the backslashes that kept characters literal. */
export const unescapeGlob = (pattern: string): string => pattern.replace(/\\(.)/gs, '$1');

/** `[...]` from `at`; null where it never ends. */
function bracket(chars: readonly string[], at: number): { token: Token; next: number } | null {
  let i = at + 1;
  const negated = chars[i] === '!' || chars[i] === '^';
  if (negated) i += 1;
  const tests: ((char: string) => boolean)[] = [];
  for (let first = true; ; first = false) {
    let char = chars[i];
    if (char === undefined || char === '/') return null;
    if (char === ']' && !first) break;
    if (char === '[' && chars[i + 1] === ':') {
      const end = chars.indexOf(':', i + 2);
      if (end > 0 && chars[end + 1] === ']') {
        const known = CLASSES[chars.slice(i + 2, end).join('')];
        if (known !== undefined) tests.push(known);
        i = end + 2;
        continue;
      }
    }
    if (char === '\\') {
      i += 1;
      char = chars[i];
      if (char === undefined) return null;
    }
    i += 1;
    let to = char;
    if (chars[i] === '-' && chars[i + 1] !== ']' && chars[i + 1] !== undefined) {
      if (chars[i + 1] === '\\') i += 1;
      to = chars[i + 1] ?? char;
      i += 2;
    }
    const [low, high] = [char, to];
    tests.push((c) => c >= low && c <= high);
  }
  const has = (char: string) => tests.some((test) => test(char));
  return { token: { kind: 'set', negated, has }, next: i + 1 };
}

function tokens(pattern: string): Token[] {
  const chars = Array.from(pattern);
  const result: Token[] = [];
  for (let i = 0; i < chars.length;) {
    const char = chars[i] ?? '';
    if (char === '*') {
      if (result.at(-1)?.kind !== 'star') result.push({ kind: 'star' });
    } else if (char === '?') result.push({ kind: 'any' });
    else if (char === '\\' && i + 1 < chars.length) {
      i += 1;
      result.push({ kind: 'char', char: chars[i] ?? '' });
    } else {
      const set = char === '[' ? bracket(chars, i) : null;
      if (set !== null) {
        result.push(set.token);
        i = set.next;
        continue;
      }
      result.push({ kind: 'char', char });
    }
    i += 1;
  }
  return result;
}

const accepts = (token: Token, char: string): boolean => {
  if (token.kind === 'char') return token.char === char;
  if (token.kind === 'set') return token.has(char) !== token.negated;
  return true;
};

/** A matcher for whole texts; costs at most pattern × text, going back to the last star alone. */
export function compileGlob(pattern: string): (text: string) => boolean {
  const list = tokens(pattern);
  return (text) => {
    const chars = /[^\0-\x7f]/.test(text) ? Array.from(text) : text;
    let at = 0;
    let token = 0;
    let star = -1;
    let starAt = 0;
    while (at < chars.length) {
      const now = list[token];
      if (now?.kind === 'star') {
        star = token;
        starAt = at;
        token += 1;
      } else if (now !== undefined && accepts(now, chars[at] ?? '')) {
        token += 1;
        at += 1;
      } else if (star >= 0) {
        token = star + 1;
        starAt += 1;
        at = starAt;
      } else return false;
    }
    while (list[token]?.kind === 'star') token += 1;
    return token === list.length;
  };
}
