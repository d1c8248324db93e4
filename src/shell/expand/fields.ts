import { escapeGlob, isPattern } from './glob';

interface Chunk {
  readonly text: string;
  /** Neither split nor a pattern. */
  readonly quoted: boolean;
}

/** One word of the result, before its patterns become paths. */
export class Field {
  readonly #chunks: Chunk[] = [];

  add(text: string, quoted: boolean): void {
    this.#chunks.push({ text, quoted });
  }

  get text(): string {
    return this.#chunks.map((chunk) => chunk.text).join('');
  }

  get hasPattern(): boolean {
    return this.#chunks.some((chunk) => !chunk.quoted && isPattern(chunk.text));
  }

  /** With the quoted characters escaped. */
  get pattern(): string {
    return this.#chunks
      .map((chunk) => (chunk.quoted ? escapeGlob(chunk.text) : chunk.text))
      .join('');
  }
}

/** Collects what a word expands to, splitting where nothing is quoted. */
export class Fields {
  readonly #done: Field[] = [];
  readonly #ifs: string;
  #current: Field | null = null;
  /** The field before was ended by white space: one delimiter may still belong to it. */
  #afterSpace = false;

  constructor(ifs: string) {
    this.#ifs = ifs;
  }

  add(text: string, quoted: boolean): void {
    this.#afterSpace = false;
    this.#current ??= new Field();
    this.#current.add(text, quoted);
  }

  end(): void {
    if (this.#current !== null) this.#done.push(this.#current);
    this.#current = null;
  }

  /** The value of something unquoted. */
  split(value: string): void {
    let run = 0;
    const flush = (to: number) => {
      if (to > run) this.add(value.slice(run, to), false);
      run = to + 1;
    };
    for (let i = 0; i < value.length; i += 1) {
      const char = value[i] ?? '';
      if (!this.#ifs.includes(char)) continue;
      flush(i);
      if (' \t\n'.includes(char)) {
        if (this.#current !== null) this.#afterSpace = true;
        this.end();
      } else if (this.#current !== null) this.end();
      else if (this.#afterSpace) this.#afterSpace = false;
      else this.#done.push(new Field());
    }
    flush(value.length);
  }

  finish(): readonly Field[] {
    this.end();
    return this.#done;
  }
}
