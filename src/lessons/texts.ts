import type { Step, Text } from './lesson';
import { factsIn, type FactName, type Operand } from './predicate/expression';
import type { Inline } from './read/inline';

/** Every text of a step that a learner may read. */
export function textsIn(step: Step): readonly Text[] {
  const own = [step.text, ...step.sources];
  switch (step.kind) {
    case 'goals':
    case 'parts':
    case 'summary':
    case 'watch':
      return own;
    case 'explain':
      return [...own, step.model];
    case 'task':
      return [...own, ...step.hints, step.done];
    case 'predict':
    case 'transfer': {
      const { question, observe } = step;
      const asked =
        question.kind === 'choice'
          ? question.options.flatMap(({ text, because }) => [text, because])
          : [question.right, ...question.wrongs.map(({ text }) => text)];
      return [...own, ...asked, observe];
    }
  }
}

function* piecesOf(pieces: readonly Inline[]): Generator<Inline> {
  for (const piece of pieces) {
    yield piece;
    if ('children' in piece) yield* piecesOf(piece.children);
  }
}

/** The pieces of a text, those inside others too. */
export function inlineIn(text: Text): readonly Inline[] {
  return text.flatMap(({ pieces }) => [...piecesOf(pieces)]);
}

/** The figures of the run that a text shows. */
export function valuesIn(text: Text): readonly Operand[] {
  return inlineIn(text).flatMap((piece) => (piece.kind === 'value' ? [piece.of] : []));
}

/** The facts that a step's figures and answers are read from. */
export function factsOf(step: Step): readonly FactName[] {
  const shown = textsIn(step).flatMap(valuesIn).flatMap(factsIn);
  if (step.kind !== 'predict' && step.kind !== 'transfer') return shown;
  const { question } = step;
  const judged =
    question.kind === 'choice'
      ? question.options.map(({ when }) => when)
      : [question.answer, ...question.wrongs.flatMap(({ when }) => (when === null ? [] : [when]))];
  return [...shown, ...judged.flatMap(factsIn)];
}
