import type { Regex } from '../../regex/regex';

/** A program awk refuses, or a part of the language that is not simulated. */
export class AwkFailure extends Error {}

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'regex'; readonly regex: Regex }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'element'; readonly name: string; readonly index: readonly Expression[] }
  | { readonly kind: 'field'; readonly index: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'unary'; readonly op: string; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly op: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'in'; readonly index: Expression; readonly name: string }
  | {
      readonly kind: 'choice';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  /** `op` is '' for `=`, else the operator before it. */
  | {
      readonly kind: 'assign';
      readonly op: string;
      readonly to: Expression;
      readonly value: Expression;
    }
  | {
      readonly kind: 'step';
      readonly by: 1 | -1;
      readonly before: boolean;
      readonly to: Expression;
    };

export type Statement =
  | { readonly kind: 'print' | 'printf'; readonly values: readonly Expression[] }
  | { readonly kind: 'expression'; readonly value: Expression }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | {
      readonly kind: 'if';
      readonly test: Expression;
      readonly yes: Statement;
      readonly no: Statement | null;
    }
  | {
      readonly kind: 'while';
      readonly test: Expression;
      readonly step: Statement | null;
      readonly body: Statement;
    }
  | {
      readonly kind: 'each';
      readonly variable: string;
      readonly name: string;
      readonly body: Statement;
    }
  | { readonly kind: 'delete'; readonly name: string; readonly index: readonly Expression[] | null }
  | { readonly kind: 'next' | 'break' | 'continue' }
  | { readonly kind: 'exit'; readonly status: Expression | null };

export interface Rule {
  readonly when: 'begin' | 'end' | 'line';
  /** null: every line. */
  readonly pattern: Expression | null;
  /** The end of a range `a, b`. */
  readonly until: Expression | null;
  /** null: print the line. */
  readonly body: readonly Statement[] | null;
  state: { open: boolean };
}
