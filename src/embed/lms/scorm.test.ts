import { describe, expect, test } from 'vitest';
import { unpack } from '../../store/url-packed';
import { answersOf, type Report } from './record';
import { findApi, scorm, type Dialect } from './scorm';

/** A platform's object that holds what it is told, and some values from the start. */
function platform(dialect: Dialect, held: Record<string, string> = {}) {
  const calls: string[] = [];
  const word = (method: string) => (dialect === 'scorm12' ? `LMS${method}` : method);
  const api = {
    [word('Initialize')]: () => 'true',
    [word('GetValue')]: (name: string) => held[name] ?? '',
    [word('SetValue')]: (name: string, value: string) => {
      held[name] = value;
      return 'true';
    },
    [word('Commit')]: () => calls.push('commit'),
    [dialect === 'scorm12' ? 'LMSFinish' : 'Terminate']: () => calls.push('end'),
  };
  const host = frame({ [dialect === 'scorm12' ? 'API' : 'API_1484_11']: api });
  return { held, calls, open: () => scorm(dialect, frame({}, host)) };
}

/** A window in another, or on its own. */
function frame(has: object, parent?: Window, opener: Window | null = null): Window {
  const window = { ...has, opener } as unknown as { parent: unknown; top: unknown };
  window.parent = parent ?? window;
  window.top = parent?.top ?? window;
  return window as unknown as Window;
}

const options = ['a register', 'the doorbell'];
const answer = { id: 'who', kind: 'choice', given: 'b', right: true, options } as const;
const middle: Report = {
  mark: {
    lesson: 'l',
    step: 'two',
    done: 1,
    steps: 2,
    right: 1,
    of: 4,
    finished: false,
    choices: { who: options },
    language: 'en',
  },
  answers: [answer],
  state: { lesson: 'l', step: 1 },
  seconds: 3_723,
  passed: null,
};
const done: Report = {
  ...middle,
  mark: { ...middle.mark, done: 2, right: 3, finished: true },
  answers: [{ ...answer, id: 'why', right: false }],
  passed: true,
};

const MARK = { scorm12: 'cmi.student_data.mastery_score', scorm2004: 'cmi.scaled_passing_score' };
const SCORE = { scorm12: 'cmi.core.score.raw', scorm2004: 'cmi.score.scaled' };
const MODE = { scorm12: 'cmi.core.lesson_mode', scorm2004: 'cmi.mode' };
const STATUS = { scorm12: 'cmi.core.lesson_status', scorm2004: 'cmi.completion_status' };
const DONE = { scorm12: 'passed', scorm2004: 'completed' };

describe.each(['scorm12', 'scorm2004'] as const)('%s', (dialect) => {
  const isOld = dialect === 'scorm12';
  const [score, status] = [SCORE[dialect], STATUS[dialect]];

  test('tells each answer, the score and where the learner is, and takes it up again', async () => {
    const { held, calls, open } = platform(dialect);
    const lms = await open();
    await lms?.report(middle);
    expect(held).toMatchObject({
      [status]: 'incomplete',
      [score]: dialect === 'scorm12' ? '25' : '0.2500',
      'cmi.interactions.0.id': 'who',
      'cmi.interactions.0.type': 'choice',
      [`cmi.interactions.0.${isOld ? 'student' : 'learner'}_response`]: 'b',
      'cmi.interactions.0.result': 'correct',
    });
    const { 'cmi.interactions.0.description': listed } = held;
    expect(listed).toBe(isOld ? undefined : 'a: a register · b: the doorbell');
    const { 'cmi.suspend_data': kept = '' } = held;
    expect(await unpack(kept)).toEqual({ ok: true, value: middle.state });
    await lms?.report(done);
    expect(held).toMatchObject({ [status]: DONE[dialect], 'cmi.interactions.1.id': 'why' });
    lms?.end(done);
    lms?.end(done);
    expect(calls.filter((call) => call === 'end')).toHaveLength(1);
    held['cmi.interactions._count'] = '2';
    const again = await open();
    expect(again?.kept).toEqual(done.state);
    await again?.report({ ...middle, answers: [{ ...answer, id: 'third' }] });
    expect(held['cmi.interactions.2.id']).toBe('third');
  });

  test('what is told while the page is left is not lost with what is still packed', async () => {
    const { held, calls, open } = platform(dialect);
    const lms = await open();
    const before = calls.length;
    void lms?.report(middle);
    lms?.end(null);
    expect(held['cmi.interactions.0.id']).toBe('who');
    expect(calls.slice(before)).toEqual(['end']);
  });

  test('where the platform has a mark to pass, a lesson in the middle gives it no score to judge', async () => {
    const { held, open } = platform(dialect, {
      [MARK[dialect]]: dialect === 'scorm12' ? '80' : '0.8',
    });
    const lms = await open();
    expect(lms?.passing).toBe(0.8);
    await lms?.report(middle);
    expect(held[score]).toBeUndefined();
    await lms?.report(done);
    expect(held[score]).toMatch(/75/u);
  });

  test('who only looks changes nothing', async () => {
    for (const mode of ['browse', 'review']) {
      const before = { [MODE[dialect]]: mode, [status]: DONE[dialect], [score]: '90' };
      const { held, calls, open } = platform(dialect, { ...before });
      const lms = await open();
      await lms?.report(middle);
      lms?.end(done);
      expect(held).toEqual(before);
      expect(calls).toEqual(['end']);
    }
  });

  test('a lesson done once stays so until it is done again', async () => {
    const { held, open } = platform(dialect, { [status]: DONE[dialect], [score]: '90' });
    const lms = await open();
    await lms?.report({ ...middle, mark: { ...middle.mark, right: 0 } });
    expect(held).toMatchObject({ [status]: DONE[dialect], [score]: '90' });
    await lms?.report(done);
    expect(held[score]).not.toBe('90');
  });
});

test('the object is found above, in the opener, and in the opener of a window around', () => {
  const api = {};
  const lms = frame({ API: api });
  expect(findApi(frame({}, frame({}, lms)), 'API')).toBe(api);
  expect(findApi(frame({}, undefined, frame({}, lms)), 'API')).toBe(api);
  expect(findApi(frame({}, frame({}, undefined, lms)), 'API')).toBe(api);
  expect(findApi(frame({}), 'API')).toBeNull();
});

test('what was chosen is told by its letter, a number as it is, and what was not answered as nothing', () => {
  const given = (guess: number | string | null) => ({ guess, right: false, shown: true });
  const answers = { first: given(1), second: given(7), third: given('vhost'), fourth: given(null) };
  const choices = { first: ['once', 'twice'] };
  expect(
    answersOf({ answers }, new Set(), choices).map(({ kind, given: said }) => [kind, said]),
  ).toEqual([
    ['choice', 'b'],
    ['number', '7'],
    ['text', 'vhost'],
    ['none', ''],
  ]);
});
