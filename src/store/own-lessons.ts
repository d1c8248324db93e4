import { MAX_LESSON_CHARS } from '../lessons/read/blocks';
import type { LessonIssue } from '../lessons/read/issue';
import { readLesson } from '../lessons/read/read-lesson';
import type { Lesson } from '../lessons/lesson';
import { textOf } from './file-text';

export type ReadLesson =
  | { readonly kind: 'ready'; readonly lesson: Lesson }
  | { readonly kind: 'broken'; readonly name: string; readonly issues: readonly LessonIssue[] };

/** Texts of lessons opened from files, by their ids, or by the file's name what is none yet; they are gone with the page. */
const own = new Map<string, string>();

/** Whether a lesson was opened from a file: nobody else has it. */
export const isOwn = (name: string): boolean => own.has(name);

export const ownText = (name: string): string | undefined => own.get(name);

export function read(name: string, text: string): ReadLesson {
  const result = readLesson(text);
  return result.ok
    ? { kind: 'ready', lesson: result.lesson }
    : { kind: 'broken', name, issues: result.issues };
}

/** Takes a file as a lesson, which opens under its id; or what is wrong with it. */
export async function takeFile(file: Blob & { readonly name: string }): Promise<ReadLesson> {
  const tooLarge = file.size > 4 * MAX_LESSON_CHARS;
  const text = tooLarge
    ? 'x'.repeat(MAX_LESSON_CHARS + 1)
    : textOf(new Uint8Array(await file.arrayBuffer()));
  const result = read(file.name, text);
  own.set(result.kind === 'ready' ? result.lesson.id : file.name, text);
  return result;
}
