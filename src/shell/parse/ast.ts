/** What a line means, before anything is expanded. */

export type ParameterOp =
  | { readonly kind: 'length' }
  | { readonly kind: 'indirect' }
  | {
      readonly kind: 'default' | 'assign' | 'error' | 'alternative';
      /** With the colon an empty value counts as unset. */
      readonly colon: boolean;
      readonly word: Word;
    }
  | {
      readonly kind: 'strip';
      readonly end: 'prefix' | 'suffix';
      readonly longest: boolean;
      readonly pattern: Word;
    }
  | {
      readonly kind: 'replace';
      readonly where: 'first' | 'all' | 'prefix' | 'suffix';
      readonly pattern: Word;
      readonly by: Word;
    }
  | { readonly kind: 'slice'; readonly offset: Word; readonly length: Word | null }
  | {
      readonly kind: 'case';
      readonly to: 'upper' | 'lower';
      readonly all: boolean;
      readonly pattern: Word;
    };

export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly kind: 'parameter';
      readonly name: string;
      readonly op: ParameterOp | null;
      readonly quoted: boolean;
    }
  | { readonly kind: 'command'; readonly script: Script; readonly quoted: boolean }
  | { readonly kind: 'arithmetic'; readonly expression: Word; readonly quoted: boolean }
  /** `${...}` that means nothing: an error when it is expanded, not before. */
  | { readonly kind: 'bad'; readonly raw: string; readonly quoted: boolean };

export interface Word {
  readonly parts: readonly Part[];
  /** As typed. */
  readonly raw: string;
}

export interface Redirect {
  readonly fd: number;
  readonly op: '<' | '>' | '>|' | '>>' | '<>' | '>&' | '<&' | '&>' | '&>>' | '<<<' | '<<';
  /** For `<<` the document itself, filled in when its lines have been read. */
  target: Word;
}

export interface Assignment {
  readonly name: string;
  /** `+=`. */
  readonly append: boolean;
  readonly value: Word;
}

export interface CaseClause {
  readonly patterns: readonly Word[];
  readonly body: Script;
  /** `;;` stops, `;&` runs the next body, `;;&` tries the next pattern. */
  readonly end: ';;' | ';&' | ';;&';
}

export type Compound =
  | { readonly kind: 'group' | 'subshell'; readonly body: Script }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly test: Script; readonly body: Script }[];
      readonly otherwise: Script | null;
    }
  | {
      readonly kind: 'while';
      readonly until: boolean;
      readonly test: Script;
      readonly body: Script;
    }
  | {
      readonly kind: 'for';
      readonly name: string;
      /** null = the positional parameters. */
      readonly words: readonly Word[] | null;
      readonly body: Script;
    }
  | {
      readonly kind: 'for-arithmetic';
      readonly start: Word;
      readonly test: Word;
      readonly step: Word;
      readonly body: Script;
    }
  | { readonly kind: 'case'; readonly subject: Word; readonly clauses: readonly CaseClause[] }
  | { readonly kind: 'condition'; readonly test: Condition }
  | { readonly kind: 'arithmetic'; readonly expression: Word }
  | { readonly kind: 'function'; readonly name: string; readonly body: Command };

export type Command =
  | {
      readonly kind: 'simple';
      readonly assignments: readonly Assignment[];
      readonly words: readonly Word[];
      readonly redirects: readonly Redirect[];
    }
  | {
      readonly kind: 'compound';
      readonly compound: Compound;
      readonly redirects: readonly Redirect[];
    };

/** Inside `[[ ]]`. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly inner: Condition }
  | { readonly kind: 'unary'; readonly op: string; readonly operand: Word }
  | {
      readonly kind: 'binary';
      readonly op: string;
      readonly left: Word;
      readonly right: Word;
    };

export interface Pipeline {
  readonly commands: readonly Command[];
  readonly negated: boolean;
  readonly timed: boolean;
  /** For each `|`: was it `|&`. */
  readonly withErrors: readonly boolean[];
}

export interface AndOr {
  readonly first: Pipeline;
  readonly rest: readonly { readonly op: '&&' | '||'; readonly pipeline: Pipeline }[];
}

export type Script = readonly AndOr[];
