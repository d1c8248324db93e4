import { lessonText } from '../../lessons/course';
import type { Language, Lesson } from '../../lessons/lesson';
import { readLesson } from '../../lessons/read/read-lesson';
import { MAX_LESSON_CHARS } from '../../lessons/read/blocks';
import type { LessonIssue } from '../../lessons/read/issue';

export type Loaded =
  | { readonly kind: 'ready'; readonly lesson: Lesson }
  | { readonly kind: 'broken'; readonly name: string; readonly issues: readonly LessonIssue[] }
  | { readonly kind: 'unknown' | NoText; readonly name: string };

/** Why the web gives no lesson: no answer, or none that this page may read; nothing there; a page; more than a lesson. */
type NoText = 'unreachable' | 'missing' | 'webPage' | 'tooLarge';

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
  return 'text' in found ? read(name, found.text) : { kind: found.kind, name };
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

const PATIENCE_MS = 20_000;

/** The text at an address, without telling it who asks; or why there is none to be had. */
async function fetched(
  url: string,
): Promise<{ readonly text: string } | { readonly kind: NoText }> {
  try {
    const reply = await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!reply.ok) return { kind: 'missing' };
    const text = await textUpTo(reply, 4 * MAX_LESSON_CHARS);
    if (text === null) return { kind: 'tooLarge' };
    return /^\s*<(?:!doctype|html|head|\?xml)/iu.test(text) ? { kind: 'webPage' } : { text };
  } catch {
    return { kind: 'unreachable' };
  }
}

/** The whole of a reply; null as soon as it is longer than that many bytes. */
async function textUpTo(reply: Response, bytes: number): Promise<string | null> {
  const reader = reply.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let [text, read] = ['', 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    read += value.length;
    if (read > bytes) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}
