import type { ConfigReader } from './config-reader';
import type { FunctionInfo } from './function-info';
import type { Wording } from './name-text';

/** What the printing of one function works on. */
export interface Page {
  readonly info: FunctionInfo;
  readonly config: ConfigReader;
  readonly wording: Wording;
  /** `01:00.0`, with the domain where domains are shown. */
  readonly slot: string;
  /** How many `-v`. */
  readonly verbosity: number;
  /** `-b`: what the registers say, not the kernel. */
  readonly busView: boolean;
  readonly out: (text: string) => void;
  /** The access library's warnings. */
  readonly warn: (text: string) => void;
}
