import { ParseFailure, Unfinished } from './failure';
import { WordReader } from './words';

/** What lies between words: blanks, newlines, separators, reserved words. */
export abstract class TokenReader extends WordReader {
  /** Consumes the newline, and the documents of `<<` behind it. */
  protected abstract newline(): void;

  protected get atEnd(): boolean {
    return this.pos >= this.text.length;
  }

  /** Blanks, escaped newlines and a comment. */
  protected blanks(): void {
    const found = this.match(/(?:[ \t]|\\\n)+/y);
    if (found !== null) this.pos += found.length;
    if (this.text.endsWith('\\') && this.pos === this.text.length - 1) throw new Unfinished();
    if (this.char !== '#') return;
    const end = this.text.indexOf('\n', this.pos);
    this.pos = end < 0 ? this.text.length : end;
  }

  protected newlines(): void {
    for (;;) {
      this.blanks();
      if (this.char !== '\n') return;
      this.newline();
    }
  }

  /** `;` or the end of a line; null where neither stands. */
  protected separator(): ';' | 'newline' | null {
    if (this.char === '\n') {
      this.newline();
      return 'newline';
    }
    if (this.match(/&(?![&>])/y) !== null)
      throw new ParseFailure("`&': background jobs are not simulated");
    if (this.match(/;(?!;|&)/y) === null) return null;
    this.pos += 1;
    return ';';
  }

  protected reserved(words: readonly string[]): string | null {
    const found = this.match(/[^\s;&|<>()]+/y);
    if (found === null || !words.includes(found)) return null;
    this.pos += found.length;
    return found;
  }

  protected at(words: readonly string[]): boolean {
    const from = this.pos;
    const found = this.reserved(words) !== null;
    this.pos = from;
    return found;
  }

  /** What bash says about the token here; at the end of the text more may come, unless `end` names it. */
  protected unexpected(end?: string): never {
    this.blanks();
    if (this.atEnd && end === undefined) throw new Unfinished();
    const operator = this.match(
      /&&|\|\||;;&|;;|;&|&>>|&>|\|&|<<<|<<-|<<|<&|<>|>>|>\||>&|[;&|()<>]/y,
    );
    const word = this.match(/[^\s;&|<>()]+/y);
    const token = operator ?? word ?? end ?? 'newline';
    throw new ParseFailure(`syntax error near unexpected token \`${token}'`);
  }
}
