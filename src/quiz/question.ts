import type { Draw } from '../engine/kernel/draw';

/** Kinds of questions, in the order of the course; public: they stand in addresses, files and on sheets. */
export const QUIZ_KINDS = [
  'exit-reason',
  'exit-handler',
  'exits-of-run',
  'exits-per-packet',
  'copies',
  'iommu-reads',
  'iova',
  'throttle',
  'routing-id',
  'vf-bus',
  'vf-bar',
  'no-device',
  'tap',
  'spoof',
  'broadcast',
  'wire-bytes',
  'movable',
  'same-bus',
  'vf-max',
  'binding',
  'vectors',
  'routing-ids-of',
] as const;
export type QuizKind = (typeof QUIZ_KINDS)[number];

/**
 * What stands in the words of a question: figures as they are written in every language, lists of them, and words of the
 * bank, which begin with `@`.
 */
export type Figures = Readonly<Record<string, string | readonly string[]>>;

/** How a number is written, and read from the learner. */
export type Notation = 'count' | 'hex' | 'bdf' | 'bus';

/** A likely wrong answer, and the name of the reason why it is wrong. */
export interface Mistake<T> {
  readonly answer: T;
  readonly why: string;
}

export type Form =
  | {
      readonly is: 'number';
      readonly answer: number;
      readonly notation: Notation;
      /** How far off a right answer may be, as a part of it. */
      readonly within: number;
      readonly mistakes: readonly Mistake<number>[];
    }
  | {
      readonly is: 'choice';
      /** Names of the options in the order in which they stand; one of them is the answer. */
      readonly options: readonly string[];
      readonly answer: string;
      /** For every other option. */
      readonly mistakes: readonly Mistake<string>[];
    };

/** One question with all that is said about it, but its words. */
export interface Question {
  readonly kind: QuizKind;
  readonly seed: number;
  /** Number of the lesson it belongs to. */
  readonly lesson: number;
  /** The very scenario that it is about, as JSON. */
  readonly scenario: Readonly<Record<string, unknown>>;
  /** Which of the kind's wordings. */
  readonly ask: string;
  readonly figures: Figures;
  readonly form: Form;
  /** Names of the steps of the worked solution, in their order. */
  readonly steps: readonly string[];
  /** The answer as a lesson's fact, where it is one as it stands. */
  readonly fact: string | null;
}

/** What a kind makes of chance; null: this draw leads to no good question, and another is taken. */
export type Made = Omit<Question, 'kind' | 'seed' | 'lesson'> | null;

export interface Kind {
  readonly make: (draw: Draw) => Made;
}

/** Without those that are the answer itself, and each answer once. */
export function distinct<T>(answer: T, mistakes: readonly Mistake<T>[]): readonly Mistake<T>[] {
  return mistakes.filter(
    (one, i) =>
      one.answer !== answer && mistakes.findIndex((each) => each.answer === one.answer) === i,
  );
}
