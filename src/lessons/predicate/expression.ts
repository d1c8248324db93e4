import type { Position } from '../read/issue';

/** What a fact can be; null: there is no such thing in this run, and no comparison with it holds. */
export type Value = number | string | boolean | null;

/** A fact by its name: `vms[0].exits.byReason.EPT_MISCONFIG` is six steps. */
export interface FactName extends Position {
  readonly steps: readonly (string | number)[];
  /** The name of one of the lesson's scenarios, written behind `@`; null: the run at hand. */
  readonly scenario: string | null;
  readonly text: string;
}

export type Operand =
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'fact'; readonly name: FactName }
  /** What the learner answered. */
  | { readonly kind: 'guess' };

export const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];

export type Predicate =
  | { readonly kind: 'and' | 'or'; readonly left: Predicate; readonly right: Predicate }
  | { readonly kind: 'not'; readonly of: Predicate }
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly left: Operand;
      readonly right: Operand;
    }
  /** A fact that is true or false by itself. */
  | { readonly kind: 'holds'; readonly of: Operand };

/** The facts an expression names, in their order. */
export function factsIn(expression: Predicate | Operand): readonly FactName[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
    case 'compare':
      return [...factsIn(expression.left), ...factsIn(expression.right)];
    case 'not':
    case 'holds':
      return factsIn(expression.of);
    case 'fact':
      return [expression.name];
    case 'literal':
    case 'guess':
      return [];
  }
}
