import type { Comparison, FactName, Operand, Predicate, Value } from './expression';

/** Where the values of an expression come from. */
export interface Values {
  readonly fact: (name: FactName) => Value;
  /** The learner's answer, where there is one. */
  readonly guess?: Value;
}

export function valueOf(operand: Operand, values: Values): Value {
  switch (operand.kind) {
    case 'literal':
      return operand.value;
    case 'fact':
      return values.fact(operand.name);
    case 'guess':
      return values.guess ?? null;
  }
}

export function holds(predicate: Predicate, values: Values): boolean {
  switch (predicate.kind) {
    case 'and':
      return holds(predicate.left, values) && holds(predicate.right, values);
    case 'or':
      return holds(predicate.left, values) || holds(predicate.right, values);
    case 'not':
      return !holds(predicate.of, values);
    case 'holds':
      return valueOf(predicate.of, values) === true;
    case 'compare': {
      const { operator, left, right } = predicate;
      return compare(operator, valueOf(left, values), valueOf(right, values));
    }
  }
}

/** What is not there is equal to nothing and different from nothing; order is between numbers. */
function compare(operator: Comparison, left: Value, right: Value): boolean {
  if (left === null || right === null) return false;
  switch (operator) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return typeof left === 'number' && typeof right === 'number' && left < right;
    case '<=':
      return typeof left === 'number' && typeof right === 'number' && left <= right;
    case '>':
      return typeof left === 'number' && typeof right === 'number' && left > right;
    case '>=':
      return typeof left === 'number' && typeof right === 'number' && left >= right;
  }
}
