import { Control, LineStopped, MAX_BUFFER, MAX_OUTPUT } from './limits';

/** What a descriptor reads from; readers share the position, as `while read` needs. */
export class Input {
  readonly isFile: boolean;
  readonly #text: string;
  #at = 0;

  constructor(text: string, isFile = false) {
    this.#text = text;
    this.isFile = isFile;
  }

  /** All that is left. */
  all(): string {
    const text = this.#text.slice(this.#at);
    this.#at = this.#text.length;
    return text;
  }

  /** The next line with its newline; '' at the end. */
  line(): string {
    const end = this.#text.indexOf('\n', this.#at);
    const to = end < 0 ? this.#text.length : end + 1;
    const line = this.#text.slice(this.#at, to);
    this.#at = to;
    return line;
  }
}

/** What a descriptor writes to; may throw SysError. */
export interface Output {
  write(text: string): void;
  /** `tty`: at once and in columns; `file`: programs keep what they print until they end. */
  readonly kind: 'tty' | 'pipe' | 'file';
}

export interface Descriptor {
  readonly input?: Input;
  readonly output?: Output;
}

/** By number. */
export type Descriptors = ReadonlyMap<number, Descriptor>;

/** The reader has what it wants: whoever writes on is stopped, as by SIGPIPE. */
export class BrokenPipe extends Control {
  readonly pipe: Buffer;

  constructor(pipe: Buffer) {
    super();
    this.pipe = pipe;
  }
}

/** What fits into a pipe before anybody has to read it. */
const PIPE_BYTES = 65_536;

/** Between two commands, and around a command substitution. */
export class Buffer implements Output {
  readonly kind = 'pipe';
  readonly #pieces: string[] = [];
  #length = 0;
  #lines = 0;
  readonly #maxLines: number;

  /** `maxLines`: nobody reads more. */
  constructor(maxLines = Infinity) {
    this.#maxLines = maxLines;
  }

  write(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
    if (this.#length > MAX_BUFFER)
      throw new LineStopped(`a pipe holds ${String(MAX_BUFFER / 1e6)} MB, no more`);
    if (this.#maxLines === Infinity) return;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#lines += 1;
    if (this.#lines >= this.#maxLines && this.#length > PIPE_BYTES) throw new BrokenPipe(this);
  }

  get text(): string {
    return this.#pieces.join('');
  }
}

interface Chunk {
  readonly stream: 'out' | 'err';
  readonly text: string;
}

/** What a line prints, both streams in their order. */
export class Screen {
  readonly #chunks: { stream: 'out' | 'err'; pieces: string[] }[] = [];
  #length = 0;

  stream(stream: 'out' | 'err', tty: boolean): Output {
    return {
      kind: tty ? 'tty' : 'pipe',
      write: (text) => {
        const room = MAX_OUTPUT - this.#length;
        this.say(stream, text.length > room ? text.slice(0, Math.max(0, room)) : text);
        this.#length += text.length;
        if (text.length > room)
          throw new LineStopped(`output stopped after ${String(MAX_OUTPUT / 1e6)} MB`);
      },
    };
  }

  /** Without the cap: the shell's own last words. */
  say(stream: 'out' | 'err', text: string): void {
    if (text === '') return;
    const last = this.#chunks.at(-1);
    if (last?.stream === stream) last.pieces.push(text);
    else this.#chunks.push({ stream, pieces: [text] });
  }

  /** Gives what was said since the last time. */
  take(): Chunk[] {
    this.#length = 0;
    return this.#chunks.splice(0).map(({ stream, pieces }) => ({ stream, text: pieces.join('') }));
  }
}
