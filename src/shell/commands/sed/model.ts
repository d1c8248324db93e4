import type { Regex } from '../../regex/regex';

export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  | { readonly kind: 'last' }
  /** null: the regular expression used last. */
  | { readonly kind: 'regex'; readonly regex: Regex | null };

export type End = Address | { readonly kind: 'more'; readonly lines: number };

export type Replacement =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'group'; readonly index: number }
  | { readonly kind: 'case'; readonly to: 'U' | 'L' | 'E' | 'u' | 'l' };

export interface SedCommand {
  readonly from: Address | null;
  readonly to: End | null;
  readonly negated: boolean;
  readonly name: string;
  /** `a`, `i`, `c`. */
  readonly text: string;
  readonly regex: Regex | null;
  readonly by: readonly Replacement[];
  readonly global: boolean;
  readonly print: boolean;
  /** Replace the n-th match only. */
  readonly nth: number;
  /** `y`. */
  readonly map: ReadonlyMap<string, string>;
  /** `q 3`. */
  readonly status: number;
  readonly body: readonly SedCommand[];
  /** Is the range open? Kept here between lines. */
  state: { until: number | null };
}
