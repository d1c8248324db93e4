import { PLACE_KINDS, type PlaceKind } from '../../engine/costs/places';
import type { Operand } from '../predicate/expression';
import { readOperand } from '../predicate/parse';
import { checkNames, readAttributes } from './attributes';
import type { Complaints, Position } from './issue';

/** A piece of a line of text. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  /** Words about a part of the picture: each points at the other. */
  | { readonly kind: 'part'; readonly part: PlaceKind; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly Inline[] }
  /** A figure of the run on the screen. */
  | { readonly kind: 'value'; readonly of: Operand };

/** Marks that may stand inside each other: `**[the vhost worker]{part=vhost}**`. */
const DEEPEST = 4;
const LINK = 'https://… or http://…, without spaces';

/** Reads text as far as it is well formed; what is not is complained of and left out. */
export function readInline(
  text: string,
  at: Position,
  complaints: Complaints,
  depth = 0,
): readonly Inline[] {
  return new Reader(text, at, complaints, depth).read();
}

class Reader {
  private readonly text: string;
  private readonly at: Position;
  private readonly complaints: Complaints;
  private readonly depth: number;
  private readonly out: Inline[] = [];
  private plain = '';
  private index = 0;

  constructor(text: string, at: Position, complaints: Complaints, depth: number) {
    this.text = text;
    this.at = at;
    this.complaints = complaints;
    this.depth = depth;
  }

  read(): readonly Inline[] {
    while (this.index < this.text.length) this.one();
    this.flush();
    return this.out;
  }

  private one(): void {
    const { text, index } = this;
    const rest = text.slice(index, index + 4);
    if (rest.startsWith('\\') && /[\\*`[\]{}<!]/u.test(rest[1] ?? '')) {
      this.plain += rest[1] ?? '';
      this.index += 2;
    } else if (/^<[a-z/!?]/iu.test(rest)) this.refuse('html', 'no HTML; write \\< for the sign');
    else if (rest.startsWith('![')) this.refuse('image', 'no pictures: the stage is the picture');
    else if (rest.startsWith('`')) this.code();
    else if (rest.startsWith('**')) this.marked('**', 'strong');
    else if (rest.startsWith('*')) this.marked('*', 'emphasis');
    else if (rest.startsWith('{=')) this.value();
    else if (rest.startsWith('[')) this.bracket();
    else {
      const [character = ''] = String.fromCodePoint(text.codePointAt(index) ?? 0);
      this.plain += text.slice(index, index + Math.max(1, character.length));
      this.index += Math.max(1, character.length);
    }
  }

  private code(): void {
    const end = this.text.indexOf('`', this.index + 1);
    if (end < 0) {
      this.refuse('not-closed', '`code`, or \\` for the sign');
      return;
    }
    const inside = this.text.slice(this.index + 1, end);
    if (inside.startsWith('{=')) {
      const allowed = '{=name.of.a.fact} without `: code is shown as it stands';
      this.complaints.add(this.place(this.index), 'nested', inside, allowed);
    }
    this.push({ kind: 'code', text: inside });
    this.index = end + 1;
  }

  private marked(mark: '*' | '**', kind: 'strong' | 'emphasis'): void {
    const start = this.index + mark.length;
    const end = this.text.indexOf(mark, start);
    if (end <= start) {
      this.refuse('not-closed', `${mark}words${mark}, or \\* for the sign`);
      return;
    }
    this.push({ kind, children: this.inner(start, end) });
    this.index = end + mark.length;
  }

  private value(): void {
    const end = this.text.indexOf('}', this.index);
    if (end < 0) {
      this.refuse('not-closed', '{=name.of.a.fact}');
      return;
    }
    const start = this.index + 2;
    const of = readOperand(this.text.slice(start, end), this.place(start), this.complaints);
    if (of !== null) this.push({ kind: 'value', of });
    this.index = end + 1;
  }

  private bracket(): void {
    const { text, index } = this;
    const close = this.closing();
    const after = close < 0 ? '' : (text[close + 1] ?? '');
    if (close < 0 || (after !== '{' && after !== '(')) {
      this.refuse('not-closed', '[words]{part=NAME}, [words](https://…), or \\[ for the sign');
    } else if (after === '{') {
      const read = readAttributes(text, close + 1, this.place(close + 1), this.complaints);
      this.index = text.length;
      if (read === null) return;
      this.index = read.end;
      checkNames(read.attributes, ['part'], this.complaints);
      const named = read.attributes.get('part');
      const part = PLACE_KINDS.find((kind) => kind === named?.value);
      if (part === undefined) {
        const found = named?.value ?? '';
        this.complaints.add(
          named ?? this.place(close + 1),
          'bad-value',
          found,
          PLACE_KINDS.join(', '),
        );
      } else this.push({ kind: 'part', part, children: this.inner(index + 1, close) });
    } else {
      const end = text.indexOf(')', close);
      const url = end < 0 ? '' : text.slice(close + 2, end);
      if (isLink(url)) this.push({ kind: 'link', url, children: this.inner(index + 1, close) });
      else this.complaints.add(this.place(close + 2), 'link', url, LINK);
      this.index = end < 0 ? text.length : end + 1;
    }
  }

  /** The bracket that closes the one at hand; -1 where none does. */
  private closing(): number {
    let open = 0;
    for (let i = this.index; i < this.text.length; i++) {
      const sign = this.text[i];
      if (sign === '\\') i++;
      else if (sign === '[') open++;
      else if (sign === ']' && --open === 0) return i;
    }
    return -1;
  }

  private inner(start: number, end: number): readonly Inline[] {
    if (this.depth >= DEEPEST) {
      this.complaints.add(
        this.place(start),
        'nested',
        this.text.slice(start, end),
        `marks ${String(DEEPEST)} deep`,
      );
      return [];
    }
    const text = this.text.slice(start, end);
    return readInline(text, this.place(start), this.complaints, this.depth + 1);
  }

  private refuse(code: 'html' | 'image' | 'not-closed', allowed: string): void {
    this.complaints.add(this.place(this.index), code, this.text.slice(this.index), allowed);
    this.index = this.text.length;
  }

  private push(piece: Inline): void {
    this.flush();
    this.out.push(piece);
  }

  private flush(): void {
    if (this.plain !== '') this.out.push({ kind: 'text', text: this.plain });
    this.plain = '';
  }

  private place(index: number): Position {
    return { line: this.at.line, column: this.at.column + index };
  }
}

function isLink(url: string): boolean {
  if (!/^https?:\/\/[^\s<>"'\\]+$/iu.test(url)) return false;
  return URL.canParse(url);
}
