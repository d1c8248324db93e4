import { shown } from './allowed';

/** Where a text stops being JSON. Engines word this differently or not at all, so it is found here. */
export interface SyntaxPlace {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The offending character quoted, or `end of text`. */
  readonly found: string;
}

const TOKEN =
  /[ \t\n\r]+|[{}[\]:,]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/uy;

/** What may come next: a value, a key, the `:` after it, or what follows a value. */
type Expect = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'after';

/** Place of the first syntax error of a text that JSON.parse has refused. No recursion: depth is free. */
export function syntaxErrorOf(text: string): SyntaxPlace {
  const open: ('{' | '[')[] = [];
  let expect: Expect = 'value';
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) return place(text, errorInside(text, at));
    if (!/^\s/u.test(token)) {
      const next = step(token, expect, open);
      if (next === null) return place(text, at);
      expect = next;
    }
    at += token.length;
  }
  return place(text, text.length);
}

/** The state after a token, or null when the token may not stand there. */
function step(token: string, expect: Expect, open: ('{' | '[')[]): Expect | null {
  const inside = open.at(-1);
  if (token === '}' || token === ']') {
    const empty = token === '}' ? 'key-or-end' : 'value-or-end';
    const fits = inside === (token === '}' ? '{' : '[') && (expect === 'after' || expect === empty);
    if (!fits) return null;
    open.pop();
    return 'after';
  }
  if (token === ',') {
    if (expect !== 'after' || inside === undefined) return null;
    return inside === '{' ? 'key' : 'value';
  }
  if (token === ':') return expect === 'colon' ? 'value' : null;
  if (expect === 'key' || expect === 'key-or-end') return token.startsWith('"') ? 'colon' : null;
  if (expect !== 'value' && expect !== 'value-or-end') return null;
  if (token === '{' || token === '[') {
    open.push(token);
    return token === '{' ? 'key-or-end' : 'value-or-end';
  }
  return 'after';
}

const STRING_START = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/uy;

/** A broken string is wrong where it breaks, anything else where it starts. */
function errorInside(text: string, at: number): number {
  if (text[at] !== '"') return at;
  STRING_START.lastIndex = at;
  return at + (STRING_START.exec(text)?.[0].length ?? 0);
}

function place(text: string, at: number): SyntaxPlace {
  let line = 1;
  let lineStart = 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < at; end = text.indexOf('\n', end + 1)) {
    line++;
    lineStart = end + 1;
  }
  const code = text.codePointAt(at);
  const found = code === undefined ? 'end of text' : shown(String.fromCodePoint(code));
  return { line, column: at - lineStart + 1, found };
}
