import { nameOf, NftError, tokensOf, type Token } from './lexer';

/** Reads the words of a text one after the other. */
export class Cursor {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(text: string) {
    this.tokens = tokensOf(text);
  }

  get next(): Token {
    return this.tokens[this.at] as Token;
  }

  /** The word read last. */
  get last(): Token {
    return this.tokens[Math.max(0, this.at - 1)] as Token;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.at++;
    return token;
  }

  is(text: string): boolean {
    return this.next.text === text && this.next.kind !== 'quoted';
  }

  /** Takes the word where it is this one. */
  takes(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  need(text: string, expecting = SIGN_NAMES[text] ?? text): Token {
    if (!this.is(text)) throw this.unexpected(expecting);
    return this.take();
  }

  /** A name of a table, chain or interface. */
  needName(): Token {
    const { kind } = this.next;
    if (kind !== 'string' && kind !== 'quoted') throw this.unexpected('string');
    return this.take();
  }

  needNumber(): number {
    const token = this.next;
    if (token.kind !== 'number') throw this.unexpected('number');
    this.take();
    return Number(token.text);
  }

  /** Ends of lines that end nothing, as in a block. */
  skipEnds(): void {
    while (this.next.kind === 'newline' || this.is(';')) this.take();
  }

  skipLines(): void {
    while (this.next.kind === 'newline') this.take();
  }

  atEnd(): boolean {
    return this.next.kind === 'end' || this.next.kind === 'newline' || this.is(';');
  }

  unexpected(expecting = '', token = this.next): NftError {
    const wanted = expecting === '' ? '' : `, expecting ${expecting}`;
    return new NftError(`syntax error, unexpected ${nameOf(token)}${wanted}`, token);
  }
}

const SIGN_NAMES: Readonly<Record<string, string>> = { '{': "'{'", '}': "'}'", ':': 'colon' };

export const unquoted = ({ kind, text }: Token): string =>
  kind === 'quoted' ? text.slice(1, -1) : text;
