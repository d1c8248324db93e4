import { SysError } from '../../engine/linux/errno';
import type { Output } from './streams';

/**
 * Holds back what goes to a file, as stdio does. A program's output is one write(2) at the end; bash's own is
 * line-buffered: whatever ends in a newline is written at once, so that `printf '2\n\n'` writes twice.
 */
export class Printer {
  readonly #output: Output | undefined;
  readonly #lines: boolean;
  #held = '';
  #failed: string | null = null;

  constructor(output: Output | undefined, lines: boolean) {
    this.#output = output;
    this.#lines = lines;
  }

  readonly out = (text: string): void => {
    if (this.#output === undefined || this.#output.kind === 'file') {
      this.#held += text;
      const end = this.#lines ? this.#held.lastIndexOf('\n') + 1 : 0;
      if (end > 0) this.#write(end);
    } else if (text !== '') this.#output.write(text);
  };

  /** What a failed write loses is lost; those behind it are tried all the same. */
  #write(end: number): void {
    const text = this.#held.slice(0, end);
    this.#held = this.#held.slice(end);
    if (text === '') return;
    if (this.#output === undefined) {
      this.#failed = 'Bad file descriptor';
      return;
    }
    try {
      this.#output.write(text);
    } catch (error) {
      if (!(error instanceof SysError)) throw error;
      this.#failed = error.message;
    }
  }

  /** Writes the rest; what went wrong with any write, or null. */
  flush(): string | null {
    this.#write(this.#held.length);
    const failed = this.#failed;
    this.#failed = null;
    return failed;
  }
}
