import type { Issue } from '../engine/scenario/scenario';

/** A parameter of the address that was not followed, as the store reports it. */
export interface AddressProblem {
  readonly name: string;
  readonly code:
    | 'unknown'
    | 'bad-value'
    | 'given-twice'
    | 'refused'
    | 'not-packed'
    | 'too-large'
    | 'not-json'
    | 'not-an-object';
  readonly found: string;
  readonly allowed: string;
  readonly issue?: Issue;
}

/** What is odd about a capture file, as its reader reports it. */
export interface CaptureProblem {
  readonly code:
    | 'empty'
    | 'too-large'
    | 'not-a-capture'
    | 'compressed'
    | 'variant'
    | 'version'
    | 'header-cut-short'
    | 'bad-section'
    | 'link-type'
    | 'no-frames'
    | 'cut-short'
    | 'bad-record'
    | 'bad-block'
    | 'other-link-type'
    | 'unknown-interface'
    | 'too-many-frames'
    | 'times-go-back'
    | 'no-times'
    | 'too-late'
    | 'padded'
    | 'too-long'
    | 'no-addresses'
    | 'bytes-not-kept';
  readonly offset: number;
  readonly record: number;
  readonly found: string;
  readonly allowed: string;
  readonly count: number;
  readonly because?: CaptureProblem;
}

/** What is odd about an `lspci` dump, or missing in it, as its reader reports it. */
export interface DumpProblem {
  readonly code:
    | 'no-devices'
    | 'short-64'
    | 'short-256'
    | 'truncated-line'
    | 'duplicate-function'
    | 'out-of-order'
    | 'capability-loop'
    | 'capability-outside'
    | 'absurd-bar'
    | 'bad-byte'
    | 'too-large'
    | 'no-sriov';
  /** 0: the whole text. */
  readonly line: number;
  readonly bdf: string;
  readonly found: string;
}

/** `2:12 "}"`, how a scenario's text is refused: line, column, what stands there. */
export function syntaxPlace(found: string): { line: string; column: string; rest: string } {
  const [, line = '?', column = '?', rest = found] = /^(\d+):(\d+) (.*)$/su.exec(found) ?? [];
  return { line, column, rest };
}

/** What kind of value the words of `Issue.allowed` ask for. */
export function wantedKind(allowed: string): 'number' | 'quantity' | 'other' {
  if (/^(?:a whole number, )?-?[\d.]+ to /u.test(allowed)) return 'number';
  return allowed.includes('with a unit') ? 'quantity' : 'other';
}
