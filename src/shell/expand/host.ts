import type { FileSystem } from '../command';
import type { Budget } from '../exec/limits';
import type { Script } from '../parse/ast';

/** A word that could not be expanded; the message is what follows `bash: `. The line is given up. */
export class ExpansionFailure extends Error {}

/** What expanding words asks of the shell. */
export interface ExpansionHost {
  readonly fs: FileSystem;
  readonly budget: Budget;
  readonly positional: readonly string[];
  /** The value of a variable or special parameter; undefined = unset. */
  value(name: string): string | undefined;
  assign(name: string, value: string): void;
  option(name: 'noglob' | 'nounset'): boolean;
  /** Output of a command substitution, without its last newlines. */
  capture(script: Script): string;
}
