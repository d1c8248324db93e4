import { MOST_QUESTIONS } from '../../quiz/topics';

/** A quiz by its address: `quiz-7` (seed), `quiz-7-10` (and number of questions), `quiz-7-10-5-9` (and lessons). */
export interface QuizName {
  readonly seed: number;
  readonly count: number;
  /** None: all of them. */
  readonly lessons: readonly number[];
}

const USUAL = 10;

/** The set-up of a quiz, or a quiz. */
export const isQuiz = (name: string): boolean => /^quiz(?:-\d{1,9}){0,12}$/u.test(name);

/** Null: nothing is said but that there shall be one. */
export function readQuizName(name: string): QuizName | null {
  if (!isQuiz(name) || name === 'quiz') return null;
  const [seed = 0, count = USUAL, ...lessons] = name.split('-').slice(1).map(Number);
  return { seed, count: Math.min(MOST_QUESTIONS, Math.max(1, count)), lessons };
}

export function quizName({ seed, count, lessons }: QuizName): string {
  return ['quiz', seed, count, ...lessons].join('-');
}

/** A seed for who names none. */
export const anySeed = (): number => Math.floor(Math.random() * 10_000);
