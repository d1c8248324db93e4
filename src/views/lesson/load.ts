import { lessonText } from '../../lessons/course';
import type { Language } from '../../lessons/lesson';
import { MAX_LESSON_CHARS } from '../../lessons/read/blocks';
import { ownText, read, type ReadLesson } from '../../store/own-lessons';

export type Loaded = ReadLesson | { readonly kind: 'unknown' | NoText; readonly name: string };

/** Why the web gives no lesson: no answer, or none that this page may read; nothing there; a page; more than a lesson. */
type NoText = 'unreachable' | 'missing' | 'webPage' | 'tooLarge';

/** A lesson by its id or the address of its text, in a language where there are several. */
export async function loadLesson(name: string, language: Language): Promise<Loaded> {
  const opened = ownText(name);
  if (opened !== undefined) return read(name, opened);
  const text = await lessonText(name, language);
  if (text !== null) return read(name, text);
  if (!/^https?:/u.test(name)) return { kind: 'unknown', name };
  const found = await fetched(name);
  return 'text' in found ? read(name, found.text) : { kind: found.kind, name };
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
