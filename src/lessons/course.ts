import type { Language } from './lesson';

/** The lab's own lessons: every folder of `content/`, its text fetched when it is wanted. */
const TEXTS = import.meta.glob<string>('./content/*/*.md', { query: '?raw', import: 'default' });

const fileOf = (id: string, language: Language) => `./content/${id}/${language}.md`;

/** Ids of the lab's own lessons; their numbers give the order. */
export const COURSE: readonly string[] = [
  ...new Set(Object.keys(TEXTS).map((file) => file.split('/').at(-2) ?? '')),
];

/** Where who is new begins. */
export const FIRST_LESSON = 'sharing';

/** The text of one of the lab's own lessons; null where there is none of that name. */
export async function lessonText(id: string, language: Language): Promise<string | null> {
  if (!COURSE.includes(id)) return null;
  return (await TEXTS[fileOf(id, language)]?.()) ?? null;
}

/** The small whole lesson that authors begin with. */
export async function templateText(): Promise<string> {
  return (await import('./TEMPLATE.md?raw')).default;
}
