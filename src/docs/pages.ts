/** Who reads, and what is written for them, in the order in which it is listed. */
export const AUDIENCES = {
  learner: ['start', 'picture', 'views', 'terminal', 'own-data', 'learn', 'share', 'keys'],
  author: ['embed', 'messages', 'parameters', 'scenario', 'lms', 'lessons'],
  instructor: ['teach', 'present', 'offline'],
  developer: ['architecture', 'model', 'cli', 'metrics', 'extend'],
} as const;
export type Audience = keyof typeof AUDIENCES;
export type PageId = 'home' | (typeof AUDIENCES)[Audience][number];

/** Where a reader without a wish begins. */
export const HOME: PageId = 'home';

export const PAGE_IDS: readonly PageId[] = [HOME, ...Object.values(AUDIENCES).flat()];

/** A place in the documentation, as `?docs=` names it: `embed`, or `embed:sandbox` for a section of it. */
export interface Place {
  readonly page: string;
  readonly anchor: string | null;
}

export function readPlace(text: string): Place {
  const [page = '', anchor] = text.split(':');
  return { page, anchor: anchor ?? null };
}

export function writePlace({ page, anchor }: Place): string {
  return anchor === null ? page : `${page}:${anchor}`;
}
