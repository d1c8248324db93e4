import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Lesson } from './lesson';
import { merged, NO_PROGRESS, readProgress, readProgressFile, resume, withState } from './progress';
import { readLesson } from './read/read-lesson';
import {
  advance,
  begin,
  enter,
  isAsking,
  isComplete,
  scoreOf,
  stepOf,
  type LessonEvent,
} from './runner';

const template = readFileSync(new URL('TEMPLATE.md', import.meta.url), 'utf8');
const read = readLesson(template);
if (!read.ok) throw new Error('the template is a lesson');
const { lesson } = read;

const events = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), guess: fc.oneof(fc.integer(), fc.string()) }),
  fc.record({
    kind: fc.constantFrom('skip', 'open', 'hint', 'solved', 'give-up', 'back', 'restart'),
  }),
  // Often, so that walks get to the end.
  fc.constant<LessonEvent>({ kind: 'next' }),
  fc.constant<LessonEvent>({ kind: 'next' }),
  fc.record({ kind: fc.constant('shown' as const), right: fc.boolean() }),
  fc.record({ kind: fc.constant('write' as const), sentence: fc.string() }),
  fc.record({ kind: fc.constant('go' as const), step: fc.integer({ min: -3, max: 20 }) }),
) as fc.Arbitrary<LessonEvent>;

describe('a lesson that is taken', () => {
  test('is entered at a step that somebody was sent to, and nowhere else', () => {
    const state = enter(lesson, begin(lesson), 'copies');
    expect(stepOf(lesson, state).id).toBe('copies');
    expect(isAsking(stepOf(lesson, state), state)).toBe(true);
    expect(advance(lesson, state, { kind: 'next' })).toBe(state);
    expect(stepOf(lesson, advance(lesson, state, { kind: 'go', step: 0 })).id).toBe('goals');
    expect(enter(lesson, state, 'no-such')).toBe(state);
    expect(enter(lesson, state, null)).toBe(state);
  });

  test('keeps its rules on any way through it', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 120 }), (walk) => {
        let state = begin(lesson);
        for (const event of walk) {
          const before = state;
          state = advance(lesson, state, event);
          const { step, furthest, finished } = state;
          expect(step).toBeGreaterThanOrEqual(0);
          expect(step).toBeLessThanOrEqual(furthest);
          expect(furthest).toBeLessThan(lesson.steps.length);
          // All before the furthest is done, and the end is the end.
          expect(lesson.steps.slice(0, furthest).every((each) => isComplete(each, state))).toBe(
            true,
          );
          expect(!finished || lesson.steps.every((each) => isComplete(each, state))).toBe(true);
          const restarted = event.kind === 'restart';
          for (const [id, { guess, shown }] of Object.entries(before.answers)) {
            expect(restarted || state.answers[id]?.guess === guess).toBe(true);
            expect(restarted || !shown || state.answers[id]?.shown === true).toBe(true);
          }
          expect(restarted || furthest >= before.furthest).toBe(true);
          const { right, of } = scoreOf(lesson, state);
          expect(right).toBeLessThanOrEqual(of);
          // What is kept and read again goes on as it was.
          const kept = readProgress(JSON.stringify(withState(NO_PROGRESS, state)));
          expect(resume(lesson, kept)).toEqual(state);
        }
      }),
    );
  });

  /** To the end by answers that are all right or all wrong. */
  function play(right: boolean) {
    let state = begin(lesson);
    const stayed: boolean[] = [];
    const send = (event: LessonEvent) => {
      state = advance(lesson, state, event);
    };
    for (let i = 0; i < lesson.steps.length; i++) {
      const step = stepOf(lesson, state);
      send({ kind: 'next' });
      if (isAsking(step, state)) {
        // Neither before an answer nor before the run has shown it.
        stayed.push(stepOf(lesson, state) === step);
        send({ kind: 'answer', guess: 0 });
        send({ kind: 'next' });
        stayed.push(stepOf(lesson, state) === step);
        send({ kind: 'shown', right });
      }
      send({ kind: 'open' });
      if (right) send({ kind: 'solved' });
      else
        for (const kind of ['give-up', 'hint', 'hint', 'hint', 'hint', 'give-up'] as const)
          send({ kind });
      if (step === stepOf(lesson, state)) send({ kind: 'next' });
    }
    return { state, stayed };
  }

  test('ends for who is always right and for who never is, and tells them apart', () => {
    const [{ state: best, stayed }, { state: worst }] = [play(true), play(false)];
    expect(stayed).toEqual(Array.from({ length: 6 }, () => true));
    expect([best.finished, worst.finished]).toEqual([true, true]);
    expect(scoreOf(lesson, best)).toEqual({ right: 4, of: 4 });
    expect(scoreOf(lesson, worst)).toEqual({ right: 0, of: 4 });
    expect(worst.tasks).toEqual({ fewer: 'given-up' });
  });
});

test('a file of progress says what of it cannot be read; the rest is taken beside what is known', () => {
  const good = begin({ id: 'a-lesson' });
  const file = (lessons: unknown) => JSON.stringify({ version: 1, lessons });
  expect(readProgressFile(file({ 'a-lesson': good, other: { step: 'x' } }))).toEqual({
    progress: { version: 1, lessons: { 'a-lesson': good } },
    damaged: ['other'],
  });
  expect(readProgressFile('{"version":1,"seed":7}')).toBeNull();
  expect(readProgressFile('no json')).toBeNull();
  const mine = { version: 1, lessons: { b: begin({ id: 'b' }) } } as const;
  const both = merged(mine, { version: 1, lessons: { 'a-lesson': good } });
  expect(Object.keys(both.lessons)).toEqual(['b', 'a-lesson']);
});

describe('what is kept of a course', () => {
  test.each([
    null,
    '',
    '{',
    '[]',
    '7',
    'null',
    '{"lessons":7}',
    '{"lessons":{"my-lesson":{"step":1e9}}}',
    '{"lessons":{"other":{"lesson":"my-lesson"}}}',
    '{"lessons":{"__proto__":{"polluted":true}}}',
  ])('%j is read as nothing, without harm', (text) => {
    expect(readProgress(text)).toEqual(NO_PROGRESS);
    expect(({} as { polluted?: true }).polluted).toBeUndefined();
  });

  test('fits a lesson that has got another step meanwhile', () => {
    const whole = [
      { kind: 'next' },
      { kind: 'next' },
      { kind: 'next' },
      { kind: 'answer', guess: 1 },
      { kind: 'shown', right: true },
      { kind: 'next' },
    ] as const;
    const state = whole.reduce((at, event) => advance(lesson, at, event), begin(lesson));
    expect(state.step).toBe(4);
    const renamed: Lesson = {
      ...lesson,
      steps: lesson.steps.map((step) => (step.id === 'kick' ? { ...step, id: 'kick-2' } : step)),
    };
    expect(resume(renamed, withState(NO_PROGRESS, state))).toMatchObject({ step: 3, furthest: 3 });
  });
});
