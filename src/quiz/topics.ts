import { QUIZ_KINDS, type QuizKind } from './question';

export const MAX_QUIZ_SEED = 999_999_999;
export const MOST_QUESTIONS = 50;

/** The lesson that a kind of question belongs to, by its number in the course. */
export const LESSON_OF: Readonly<Record<QuizKind, number>> = {
  'exit-reason': 1,
  'exit-handler': 1,
  'exits-of-run': 2,
  'exits-per-packet': 3,
  copies: 3,
  'iommu-reads': 4,
  iova: 4,
  throttle: 4,
  'routing-id': 5,
  'vf-bus': 5,
  'vf-bar': 5,
  'no-device': 5,
  tap: 6,
  spoof: 6,
  broadcast: 6,
  'wire-bytes': 11,
  movable: 7,
  'same-bus': 9,
  'vf-max': 9,
  binding: 9,
  vectors: 10,
  'routing-ids-of': 10,
};

/** Lessons that there are questions to. */
export const QUIZ_LESSONS: readonly number[] = [
  ...new Set(QUIZ_KINDS.map((kind) => LESSON_OF[kind])),
].toSorted((a, b) => a - b);

/** Kinds that belong to lessons; all where no lesson is named. */
export function kindsOf(lessons: readonly number[]): readonly QuizKind[] {
  if (lessons.length === 0) return QUIZ_KINDS;
  return QUIZ_KINDS.filter((kind) => lessons.includes(LESSON_OF[kind]));
}
