import type { Evidence } from './facts/evidence';
import { readFact } from './facts/names';
import type { Predict, Text } from './lesson';
import { holds, valueOf, type Values } from './predicate/evaluate';
import type { Value } from './predicate/expression';

/** An answer beside what the run shows. */
export interface Verdict {
  readonly right: boolean;
  /** The engine's answer: a value, or the index of an option. */
  readonly answer: Value;
  /** What is said to this very answer. */
  readonly because: Text;
}

/** Judges an answer by the run; null: there was none. */
export function judge({ question }: Predict, guess: Value, evidence: Evidence): Verdict {
  const values = valuesOf(evidence, guess);
  if (question.kind === 'choice') {
    const answer = question.options.findIndex(({ when }) => holds(when, values));
    const said = question.options[typeof guess === 'number' ? guess : answer];
    return { right: guess === answer, answer, because: said?.because ?? [] };
  }
  const { right: why, wrongs, within } = question;
  const answer = valueOf(question.answer, values);
  const right =
    typeof guess === 'number' && typeof answer === 'number'
      ? Math.abs(guess - answer) <= within * Math.abs(answer)
      : guess === answer;
  if (right || guess === null) return { right, answer, because: why };
  const fitting =
    wrongs.find(({ when }) => when !== null && holds(when, values)) ??
    wrongs.find(({ when }) => when === null);
  return { right, answer, because: fitting?.text ?? [] };
}

/** What expressions about the run at hand are judged by. */
export function valuesOf(evidence: Evidence, guess: Value = null): Values {
  return { fact: ({ steps }) => readFact(steps, evidence), guess };
}
