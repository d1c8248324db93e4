import { expect, test } from 'vitest';
import { merged, NO_PROGRESS, readProgress, readProgressFile, withQuiz } from './progress';

const result = { of: 3, right: 1, answers: [7, 'kvm', null] };

test('a quiz is kept beside the lessons, read again, and the newer of two counts', () => {
  const kept = withQuiz(NO_PROGRESS, 'quiz-7-3', result);
  expect(readProgress(JSON.stringify(kept))).toEqual(kept);
  const later = withQuiz(kept, 'quiz-7-3', { ...result, right: 2 });
  expect(merged(kept, later).quizzes).toEqual({ 'quiz-7-3': { ...result, right: 2 } });
  expect(merged(kept, NO_PROGRESS).quizzes).toEqual(kept.quizzes);
  expect(merged(NO_PROGRESS, NO_PROGRESS)).toEqual(NO_PROGRESS);
});

test.each([
  { ...result, of: 2 },
  { ...result, right: 4 },
  { ...result, answers: [{}] },
  { ...result, of: 51 },
  'all right',
])('a damaged quiz is named and left out: %j', (quiz) => {
  const file = JSON.stringify({
    version: 1,
    lessons: {},
    quizzes: { 'quiz-1': quiz, 'quiz-2': result },
  });
  const read = readProgressFile(file);
  expect(read?.damaged).toEqual(['quiz-1']);
  expect(read?.progress.quizzes).toEqual({ 'quiz-2': result });
});

test('of very many quizzes the first are forgotten', () => {
  let progress = NO_PROGRESS;
  for (let i = 0; i < 230; i++) progress = withQuiz(progress, `quiz-${String(i)}`, result);
  const names = Object.keys(progress.quizzes ?? {});
  expect(names).toHaveLength(200);
  expect(names.at(-1)).toBe('quiz-229');
});

test('a file of a newer lab is told from the others, one without a version is not', () => {
  const text = (version: unknown) => JSON.stringify({ version, lessons: {} });
  expect(readProgressFile(text(2))?.newer).toBe(2);
  expect(readProgressFile(text(1))).toEqual({ progress: NO_PROGRESS, damaged: [] });
  expect(readProgressFile('{"lessons":{}}')).toEqual({ progress: NO_PROGRESS, damaged: [] });
});
