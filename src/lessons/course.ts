import type { Language } from './lesson';

/** The lab's own lessons, in the order of the course; their text is fetched when it is wanted. */
const TEXTS = {
  'vm-exit': {
    en: () => import('./content/vm-exit/en.md?raw'),
    'zh-CN': () => import('./content/vm-exit/zh-CN.md?raw'),
  },
  'full-virtualization': {
    en: () => import('./content/full-virtualization/en.md?raw'),
    'zh-CN': () => import('./content/full-virtualization/zh-CN.md?raw'),
  },
} as const satisfies Record<string, Record<Language, () => Promise<{ readonly default: string }>>>;

export type CourseId = keyof typeof TEXTS;
export const COURSE = Object.keys(TEXTS) as readonly CourseId[];

/** The text of one of the lab's own lessons. */
export async function lessonText(id: CourseId, language: Language): Promise<string> {
  return (await TEXTS[id][language]()).default;
}

/** The small whole lesson that authors begin with. */
export async function templateText(): Promise<string> {
  return (await import('./TEMPLATE.md?raw')).default;
}
