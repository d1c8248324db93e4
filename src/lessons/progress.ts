import * as v from 'valibot';
import type { Lesson } from './lesson';
import { begin, isComplete, type LessonState } from './runner';

/** What a browser keeps of a course, and what is exported: one state a lesson. */
export interface Progress {
  readonly version: 1;
  readonly lessons: Readonly<Record<string, LessonState>>;
}

export const NO_PROGRESS: Progress = { version: 1, lessons: {} };

const MOST_LESSONS = 100;
const MOST_STEPS = 100;
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

/** What was kept, as far as it can be read; a lesson whose record is damaged is begun anew. Never throws. */
export function readProgress(text: string | null): Progress {
  let found: unknown = null;
  try {
    found = JSON.parse(text ?? 'null');
  } catch {
    return NO_PROGRESS;
  }
  if (typeof found !== 'object' || found === null || !('lessons' in found)) return NO_PROGRESS;
  const { lessons } = found;
  if (typeof lessons !== 'object' || lessons === null) return NO_PROGRESS;
  const read = Object.entries(lessons)
    .slice(0, MOST_LESSONS)
    .flatMap(([name, value]): [string, LessonState][] => {
      const checked = v.safeParse(stateSchema, value);
      return checked.success && checked.output.lesson === name ? [[name, checked.output]] : [];
    });
  return { version: 1, lessons: Object.fromEntries(read) };
}

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
  return { version: 1, lessons: { ...progress.lessons, [state.lesson]: state } };
}
