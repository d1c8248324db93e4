import { useSyncExternalStore } from 'react';
import {
  merged,
  NO_PROGRESS,
  readProgress,
  resume,
  withQuiz,
  withState,
  type Progress,
  type QuizResult,
} from '../../lessons/progress';
import type { Lesson } from '../../lessons/lesson';
import { begin, enter, type LessonState } from '../../lessons/runner';
import { useApp } from '../../store';
import { recallText, remember } from '../../store/storage';

const KEY = 'progress';

let present: Progress | null = null;
let stored = true;
const watchers = new Set<() => void>();

/** What is known of the course: what the browser kept, and what was done since. */
export function progress(): Progress {
  present ??= readProgress(recallText(KEY));
  return present;
}

export function keep(state: LessonState): void {
  if (!useApp.getState().presenting) save(withState(known(), state));
}

export function keepQuiz(name: string, result: QuizResult): void {
  if (!useApp.getState().presenting) save(withQuiz(known(), name, result));
}

/** How far a quiz was taken; null: not begun. */
export function keptQuiz(name: string): QuizResult | null {
  const { quizzes = {} } = progress();
  return Object.hasOwn(quizzes, name) ? (quizzes[name] ?? null) : null;
}

/** Takes lessons from a file; the others stay as they are. */
export function takeIn(other: Progress): Progress {
  save(merged(known(), other));
  return progress();
}

/** With what another page of this browser kept meanwhile. */
function known(): Progress {
  return stored ? merged(progress(), readProgress(recallText(KEY))) : progress();
}

export function forgetAll(): Progress {
  save(NO_PROGRESS);
  return NO_PROGRESS;
}

/**
 * The state a lesson opens with: at the step that the address names, else where it was left. Who presents begins with
 * nothing answered, may go anywhere, and leaves no trace.
 */
export function opened(lesson: Lesson): LessonState {
  const { lessonStep, presenting } = useApp.getState();
  const state = presenting
    ? { ...begin(lesson), furthest: lesson.steps.length - 1 }
    : resume(lesson, progress());
  return enter(lesson, state, lessonStep);
}

/** False where the browser keeps nothing, or no longer does. */
export function useStored(): boolean {
  return useSyncExternalStore(watch, () => stored);
}

function watch(changed: () => void): () => void {
  // The first who asks finds out.
  if (watchers.size === 0) save(progress());
  watchers.add(changed);
  return () => watchers.delete(changed);
}

function save(next: Progress): void {
  present = next;
  stored = remember(KEY, JSON.stringify(next));
  for (const changed of watchers) changed();
}
