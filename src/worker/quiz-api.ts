import { kindsAsked, questionOf } from '../quiz/make';
import type { Question } from '../quiz/question';
import { kindsOf, MAX_QUIZ_SEED, MOST_QUESTIONS } from '../quiz/topics';

/** The quiz bank: questions are drawn here and answered by runs of their own, beside the one that is shown. */
export interface QuizApi {
  /** How many questions a seed leads to of some lessons, at most; all lessons where none is named. Refuses nothing: what is out of range is brought into it. */
  quiz(seed: number, lessons: readonly number[], count: number): readonly Question[];
}

const within = (value: number, least: number, most: number) =>
  Number.isFinite(value) ? Math.min(most, Math.max(least, Math.round(value))) : least;

export const quizApi: QuizApi = {
  quiz: (seed, lessons, count) =>
    kindsAsked(
      within(seed, 0, MAX_QUIZ_SEED),
      kindsOf(lessons),
      within(count, 1, MOST_QUESTIONS),
    ).map(({ kind, seed: own }) => questionOf(kind, own)),
};
