import { lessonText } from '../../lessons/course';
import type { Language, Lesson } from '../../lessons/lesson';
import { readLesson } from '../../lessons/read/read-lesson';
import { MAX_LESSON_CHARS } from '../../lessons/read/blocks';
import type { LessonIssue } from '../../lessons/read/issue';

export type Loaded =
  | { readonly kind: 'ready'; readonly lesson: Lesson }
  | { readonly kind: 'broken'; readonly name: string; readonly issues: readonly LessonIssue[] }
  | { readonly kind: 'unknown' | 'unreachable'; readonly name: string };

/** Texts of lessons opened from files, by their ids; they are gone with the page. */
const own = new Map<string, string>();

/** Whether a lesson was opened from a file: nobody else has it. */
export const isOwn = (name: string): boolean => own.has(name);

/** A lesson by its id or the address of its text, in a language where there are several. */
export async function loadLesson(name: string, language: Language): Promise<Loaded> {
  const opened = own.get(name);
  if (opened !== undefined) return read(name, opened);
  const text = await lessonText(name, language);
  if (text !== null) return read(name, text);
  if (!/^https?:/u.test(name)) return { kind: 'unknown', name };
  const found = await fetched(name);
  return found === null ? { kind: 'unreachable', name } : read(name, found);
}

/** Takes a file as a lesson; the id under which it is opened, or what is wrong with it. */
export async function takeFile(file: File): Promise<Loaded> {
  const tooLarge = file.size > 4 * MAX_LESSON_CHARS;
  const text = tooLarge ? 'x'.repeat(MAX_LESSON_CHARS + 1) : await file.text();
  const result = read(file.name, text);
  if (result.kind === 'ready') own.set(result.lesson.id, text);
  return result;
}

function read(name: string, text: string): Loaded {
  const result = readLesson(text);
  return result.ok
    ? { kind: 'ready', lesson: result.lesson }
    : { kind: 'broken', name, issues: result.issues };
}

/** The text at an address, without telling it who asks; null where there is none to be had. */
async function fetched(url: string): Promise<string | null> {
  try {
    const reply = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
    if (!reply.ok) return null;
    const text = await reply.text();
    return text.length > MAX_LESSON_CHARS ? null : text;
  } catch {
    return null;
  }
}
