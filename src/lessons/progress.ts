import * as v from 'valibot';
import type { Lesson } from './lesson';
import { begin, isComplete, type LessonState } from './runner';

/** How a quiz was answered; one that is not finished has fewer answers than questions. */
export interface QuizResult {
  readonly of: number;
  readonly right: number;
  /** In the order of the questions; null: none was given. */
  readonly answers: readonly (number | string | null)[];
}

/** What a browser keeps of a course, and what is exported: one state a lesson, and one a quiz by its name. */
export interface Progress {
  readonly version: 1;
  readonly lessons: Readonly<Record<string, LessonState>>;
  readonly quizzes?: Readonly<Record<string, QuizResult>>;
}

export const NO_PROGRESS: Progress = { version: 1, lessons: {} };

const MOST_LESSONS = 100;
const MOST_STEPS = 100;
const MOST_SHOWN = 40;
const id = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,40}$/u));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_STEPS));

const stateSchema = v.object({
  lesson: id,
  step: count,
  furthest: count,
  answers: v.record(
    id,
    v.object({
      guess: v.nullable(
        v.union([v.pipe(v.number(), v.finite()), v.pipe(v.string(), v.maxLength(100))]),
      ),
      right: v.nullable(v.boolean()),
      shown: v.boolean(),
    }),
  ),
  sentences: v.record(id, v.pipe(v.string(), v.maxLength(2_000))),
  opened: v.pipe(v.array(id), v.maxLength(MOST_STEPS)),
  hints: v.record(id, v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3))),
  tasks: v.record(id, v.picklist(['solved', 'given-up'])),
  finished: v.boolean(),
});

const MOST_QUIZZES = 200;
const MOST_QUESTIONS = 50;
const question = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_QUESTIONS));
const given = v.union([v.pipe(v.number(), v.finite()), v.pipe(v.string(), v.maxLength(100))]);
const quizSchema = v.pipe(
  v.object({
    of: question,
    right: question,
    answers: v.pipe(v.array(v.nullable(given)), v.maxLength(MOST_QUESTIONS)),
  }),
  v.check(({ of, right, answers }) => right <= answers.length && answers.length <= of),
);

/** What was kept, as far as it can be read; a lesson whose record is damaged is begun anew. Never throws. */
export function readProgress(text: string | null): Progress {
  return readProgressFile(text)?.progress ?? NO_PROGRESS;
}

/** Of files of progress, as they are written, and the newest that is read. */
const VERSION = 1;

export interface ProgressFile {
  readonly progress: Progress;
  /** Lessons whose record cannot be read, shortened for display. */
  readonly damaged: readonly string[];
  /** A newer lab wrote it: what is read of it may mean something else, so a file of it is not taken. */
  readonly newer?: number;
}

/** A file of progress, as far as it can be read; null where it is none. Never throws. */
export function readProgressFile(text: string | null): ProgressFile | null {
  let found: unknown = null;
  try {
    found = JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
  if (typeof found !== 'object' || found === null || !('lessons' in found)) return null;
  const { lessons } = found;
  if (typeof lessons !== 'object' || lessons === null) return null;
  const read: [string, LessonState][] = [];
  const damaged: string[] = [];
  for (const [name, value] of Object.entries(lessons).slice(0, MOST_LESSONS)) {
    const checked = v.safeParse(stateSchema, value);
    if (checked.success && checked.output.lesson === name) read.push([name, checked.output]);
    else damaged.push(name.slice(0, MOST_SHOWN));
  }
  const quizzes = quizzesIn('quizzes' in found ? found.quizzes : null, damaged);
  const version = versionIn(found);
  return {
    progress: { version: 1, lessons: Object.fromEntries(read), ...quizzes },
    damaged,
    ...(version > VERSION ? { newer: version } : {}),
  };
}

/** Files that say no version are of the first. */
const versionIn = (found: object): number =>
  'version' in found && Number.isInteger(found.version) ? Number(found.version) : VERSION;

/** The quizzes of a file; none at all where it has none. */
function quizzesIn(found: unknown, damaged: string[]): Pick<Progress, 'quizzes'> {
  if (typeof found !== 'object' || found === null) return {};
  const read: [string, QuizResult][] = [];
  for (const [name, value] of Object.entries(found).slice(0, MOST_QUIZZES)) {
    const checked = v.safeParse(quizSchema, value);
    if (checked.success && v.is(id, name)) read.push([name, checked.output]);
    else damaged.push(name.slice(0, MOST_SHOWN));
  }
  return { quizzes: Object.fromEntries(read) };
}

/** What is known from two sides; where both know of a lesson, the second is right. */
export const merged = (one: Progress, other: Progress): Progress => ({
  version: 1,
  lessons: { ...one.lessons, ...other.lessons },
  ...((one.quizzes ?? other.quizzes) && { quizzes: { ...one.quizzes, ...other.quizzes } }),
});

/** Where to go on with a lesson: what was kept, made to fit the lesson as it is now. */
export function resume(lesson: Lesson, { lessons }: Progress): LessonState {
  const kept = Object.hasOwn(lessons, lesson.id) ? lessons[lesson.id] : undefined;
  if (kept === undefined) return begin(lesson);
  // Steps that were added or renamed since are done before what follows them.
  const open = lesson.steps.findIndex((step) => !isComplete(step, kept));
  const most = open === -1 ? lesson.steps.length - 1 : open;
  return {
    ...kept,
    step: Math.min(kept.step, most),
    furthest: Math.min(kept.furthest, most),
    finished: kept.finished && open === -1,
  };
}

export function withState(progress: Progress, state: LessonState): Progress {
  return { ...progress, lessons: { ...progress.lessons, [state.lesson]: state } };
}

/** With a quiz as it is now; of very many the first are forgotten. */
export function withQuiz(progress: Progress, name: string, result: QuizResult): Progress {
  const { [name]: _before, ...others } = progress.quizzes ?? {};
  const kept = Object.entries(others).slice(1 - MOST_QUIZZES);
  return { ...progress, quizzes: { ...Object.fromEntries(kept), [name]: result } };
}
