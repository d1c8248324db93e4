import { NO_ATTRIBUTES, readAttributes, type Attribute, type Attributes } from './attributes';
import { readInline, type Inline } from './inline';
import type { Complaints, Position } from './issue';

export interface Paragraph {
  readonly kind: 'paragraph' | 'item';
  readonly pieces: readonly Inline[];
}

/** A `::tag` inside a block and the text behind it; the text before the first has the name ''. */
export interface Part extends Position {
  readonly name: string;
  readonly attributes: Attributes;
  readonly text: readonly Paragraph[];
}

/** From `:::tag` to `:::`. */
export interface Block extends Position {
  readonly name: string;
  readonly attributes: Attributes;
  readonly parts: readonly Part[];
}

/** A fenced piece of JSON. */
export interface Fenced extends Position {
  readonly name: string;
  readonly json: string;
}

export interface Blocks {
  readonly front: ReadonlyMap<string, Attribute>;
  readonly scenarios: readonly Fenced[];
  readonly blocks: readonly Block[];
}

/** Longest lesson, characters; and lines. */
export const MAX_LESSON_CHARS = 128 * 1024;
const MAX_LINES = 2_000;
const FENCE = /^```scenario ([a-z][a-z0-9-]{0,30})\s*$/u;
const TAG = /^(:{2,})([a-z]+)?/u;
/** Between words of these scripts a line's end is no space. */
const CJK = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]/u;

/** The text as front matter, scenarios and blocks; what is none of them is complained of. */
export function readBlocks(text: string, complaints: Complaints): Blocks {
  const none: Blocks = { front: new Map(), scenarios: [], blocks: [] };
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n?|\n/u);
  if (text.length > MAX_LESSON_CHARS || lines.length > MAX_LINES) {
    const found = `${String(text.length)} characters, ${String(lines.length)} lines`;
    const most = `${String(MAX_LESSON_CHARS)} characters, ${String(MAX_LINES)} lines`;
    complaints.add({ line: 1, column: 1 }, 'too-large', found, most);
    return none;
  }
  const reader = new Reader(lines, complaints);
  const front = reader.front();
  if (front === null) return none;
  return { front, ...reader.rest() };
}

class Reader {
  private readonly lines: readonly string[];
  private readonly complaints: Complaints;
  private index = 0;

  constructor(lines: readonly string[], complaints: Complaints) {
    this.lines = lines;
    this.complaints = complaints;
  }

  front(): ReadonlyMap<string, Attribute> | null {
    const front = new Map<string, Attribute>();
    if (this.line() !== '---') {
      this.complaints.add(this.place(), 'front-matter', this.line(), '---');
      return null;
    }
    for (this.index = 1; this.index < this.lines.length; this.index++) {
      const line = this.line();
      if (line.trimEnd() === '---') {
        this.index++;
        return front;
      }
      const [, key = '', space = '', value = ''] = /^([a-z]+):( +)(.*)/su.exec(line) ?? [];
      if (key === '') this.complaints.add(this.place(), 'front-matter', line, 'key: value');
      else if (front.has(key)) this.complaints.add(this.place(), 'given-twice', key, 'each once');
      else {
        front.set(key, {
          value: value.trim(),
          line: this.index + 1,
          column: key.length + space.length + 2,
        });
      }
    }
    this.complaints.add({ line: 1, column: 1 }, 'not-closed', '---', 'a second line ---');
    return null;
  }

  rest(): Omit<Blocks, 'front'> {
    const scenarios: Fenced[] = [];
    const blocks: Block[] = [];
    while (this.index < this.lines.length) {
      const line = this.line();
      const at = this.place();
      const [, fenced] = FENCE.exec(line) ?? [];
      const [, colons = '', name = ''] = TAG.exec(line) ?? [];
      this.index++;
      if (line.trim() === '') continue;
      if (fenced !== undefined) scenarios.push({ name: fenced, ...this.fence(at) });
      else if (colons === ':::' && name !== '') blocks.push(this.block(name, at));
      else {
        this.complaints.add(at, 'outside', line, '```scenario NAME, or :::tag … :::');
      }
    }
    return { scenarios, blocks };
  }

  private fence(at: Position): Omit<Fenced, 'name'> {
    const start = this.index;
    while (this.index < this.lines.length && this.line().trimEnd() !== '```') this.index++;
    if (this.index >= this.lines.length) this.complaints.add(at, 'not-closed', '```', '```');
    const json = this.lines.slice(start, this.index).join('\n');
    this.index++;
    return { json, line: start + 1, column: 1 };
  }

  private block(name: string, at: Position): Block {
    const [, attributes] = this.tag(':::', name, at);
    const parts: Part[] = [];
    const taken = { name: '', attributes: NO_ATTRIBUTES, at };
    let text: Paragraph[] = [];
    let lines: { readonly line: string; readonly at: Position }[] = [];
    const endParagraph = () => {
      if (lines.length > 0) text.push(this.paragraph(lines));
      lines = [];
    };
    const endPart = () => {
      endParagraph();
      if (taken.name !== '' || text.length > 0) {
        const { line, column } = taken.at;
        parts.push({ name: taken.name, attributes: taken.attributes, text, line, column });
      }
      text = [];
    };
    for (; this.index < this.lines.length; this.index++) {
      const line = this.line();
      const here = this.place();
      const [, colons = '', inner = ''] = TAG.exec(line) ?? [];
      if (line.trimEnd() === ':::') {
        endPart();
        this.index++;
        return { name, attributes, parts, ...at };
      }
      if (colons === '::' && inner !== '') {
        endPart();
        const [rest, own, column] = this.tag('::', inner, here);
        Object.assign(taken, { name: inner, attributes: own, at: here });
        if (rest.trim() !== '') lines.push({ line: rest, at: { line: here.line, column } });
      } else if (colons === ':::' && inner !== '') {
        // The next block begins: what is forgotten is the end of this one.
        endPart();
        this.complaints.add(at, 'not-closed', `:::${name}`, 'a line ::: at its end');
        return { name, attributes, parts, ...at };
      } else if (colons !== '') {
        const allowed = '::tag, or ::: at the end';
        this.complaints.add(here, 'nested', line, allowed);
      } else if (line.trim() === '') endParagraph();
      else {
        if (line.startsWith('- ')) endParagraph();
        lines.push({ line, at: here });
      }
    }
    endPart();
    this.complaints.add(at, 'not-closed', `:::${name}`, 'a line ::: at its end');
    return { name, attributes, parts, ...at };
  }

  /** What stands behind a tag: the rest of the line, its attributes, and the column of the rest. */
  private tag(
    colons: string,
    name: string,
    at: Position,
  ): readonly [rest: string, attributes: Attributes, column: number] {
    const line = this.lines[at.line - 1] ?? '';
    const from = colons.length + name.length;
    if (line[from] === '{') {
      const place = { line: at.line, column: from + 1 };
      const read = readAttributes(line, from, place, this.complaints);
      return read === null
        ? ['', NO_ATTRIBUTES, from + 1]
        : [line.slice(read.end), read.attributes, read.end + 1];
    }
    return [line.slice(from), NO_ATTRIBUTES, from + 1];
  }

  private paragraph(lines: readonly { readonly line: string; readonly at: Position }[]): Paragraph {
    const item = (lines[0]?.line ?? '').startsWith('- ');
    const pieces: Inline[] = [];
    let before = '';
    for (const [i, { line, at }] of lines.entries()) {
      const offset = (item && i === 0 ? 2 : 0) + line.length - line.trimStart().length;
      const text = line.slice(i === 0 && item ? 2 : 0).trim();
      const space = CJK.test(before.slice(-1)) && CJK.test(text.slice(0, 1)) ? '' : ' ';
      if (i > 0 && space !== '') pieces.push({ kind: 'text', text: space });
      const place = { line: at.line, column: at.column + offset };
      pieces.push(...readInline(text, place, this.complaints));
      before = text;
    }
    return { kind: item ? 'item' : 'paragraph', pieces };
  }

  private line(): string {
    return this.lines[this.index] ?? '';
  }

  private place(): Position {
    return { line: this.index + 1, column: 1 };
  }
}
