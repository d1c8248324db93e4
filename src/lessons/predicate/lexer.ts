/** A word of a predicate; `at` is its index in the text. */
export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign' | 'bad' | 'end';
  readonly text: string;
  readonly at: number;
}

const STEP = String.raw`(?:\.[A-Za-z0-9_-]+|\[\d{1,6}\]|\['[^']*'\])`;
const TOKEN = new RegExp(
  String.raw`\s*(?:(?<number>-?\d+(?:\.\d+)?(?![\w.]))|'(?<text>[^']*)'|(?<name>[A-Za-z][A-Za-z0-9_]*${STEP}*(?:@[a-z][a-z0-9-]*)?)|(?<sign><=|>=|!=|[=<>()])|(?<bad>\S))`,
  'uy',
);

/** The words of a text, the last of kind `end`; a sign that belongs to no word is one of kind `bad`. */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  for (;;) {
    const { lastIndex } = TOKEN;
    const match = TOKEN.exec(text);
    if (match === null) {
      found.push({ kind: 'end', text: '', at: Math.min(text.length, lastIndex) });
      return found;
    }
    const groups = match.groups ?? {};
    for (const kind of ['number', 'text', 'name', 'sign', 'bad'] as const) {
      const word = groups[kind];
      if (word === undefined) continue;
      const quotes = kind === 'text' ? 2 : 0;
      found.push({ kind, text: word, at: TOKEN.lastIndex - word.length - quotes });
    }
  }
}
