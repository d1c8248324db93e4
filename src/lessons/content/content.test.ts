import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Run } from '../../engine/run';
import type { Scenario } from '../../engine/scenario/scenario';
import { NO_NAMES } from '../../quests/world';
import { afterTyping } from '../../shell/after-typing';
import { checkClaims } from '../claims';
import { LANGUAGES, type Lesson } from '../lesson';
import { issueText } from '../read/issue';
import { readLesson } from '../read/read-lesson';
import { skeletonOf } from '../skeleton';

const folder = import.meta.dirname;
const ids = readdirSync(folder, { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map(({ name }) => name);

/** More in `sim check`; every lesson of the lab is tried with these at each commit. */
const SEEDS = [1, 2, 3, 4, 5];

const start = (scenario: Scenario, lines: readonly string[]) =>
  new Run(afterTyping(scenario, NO_NAMES, lines));

function lessonOf(id: string, language: string): Lesson {
  const file = `${folder}/${id}/${language}.md`;
  const read = readLesson(readFileSync(file, 'utf8'));
  if (read.ok) return read.lesson;
  throw new Error(read.issues.map((issue) => issueText(file, issue)).join('\n'));
}

test('there are lessons', () => {
  expect(ids.length).toBeGreaterThan(0);
});

describe.each(ids)('%s', (id) => {
  test.each(LANGUAGES)('is well formed in %s, under its own name', (language) => {
    const lesson = lessonOf(id, language);
    expect([lesson.id, lesson.language]).toEqual([id, language]);
    expect(lesson.minutes).toBeGreaterThanOrEqual(8);
    expect(lesson.minutes).toBeLessThanOrEqual(12);
  });

  test('has the same skeleton in all languages', () => {
    const [first, ...others] = LANGUAGES.map((language) => skeletonOf(lessonOf(id, language)));
    for (const other of others) expect(other).toEqual(first);
  });

  test('says what its runs show, whatever the seed', () => {
    expect(checkClaims(lessonOf(id, 'en'), SEEDS, start)).toEqual([]);
  });

  test('names a source wherever it shows something', () => {
    const { steps } = lessonOf(id, 'en');
    const unsourced = steps.filter(
      ({ kind, sources }) => (kind === 'predict' || kind === 'transfer') && sources.length === 0,
    );
    expect(unsourced.map((step) => step.id)).toEqual([]);
  });
});
