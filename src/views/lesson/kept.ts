import {
  NO_PROGRESS,
  readProgress,
  resume,
  withState,
  type Progress,
} from '../../lessons/progress';
import type { Lesson } from '../../lessons/lesson';
import type { LessonState } from '../../lessons/runner';
import { recallText, remember } from '../../store/storage';

const KEY = 'progress';

let present: Progress | null = null;
let stored = true;

/** What is known of the course: what the browser kept, and what was done since. */
export function progress(): Progress {
  present ??= readProgress(recallText(KEY));
  return present;
}

export function keep(state: LessonState): void {
  save(withState(progress(), state));
}

export function forgetAll(): Progress {
  save(NO_PROGRESS);
  return NO_PROGRESS;
}

export const resumed = (lesson: Lesson): LessonState => resume(lesson, progress());

/** False where the browser keeps nothing. */
export function isStored(): boolean {
  save(progress());
  return stored;
}

function save(next: Progress): void {
  present = next;
  stored = remember(KEY, JSON.stringify(next));
}
