import { useApp } from '../../store';
import { NOTHING, writeUrl } from '../../store/url';
import { isOwn } from '../../store/own-lessons';

export interface Says {
  readonly step?: string;
  /** Picoseconds. */
  readonly t?: number;
  readonly present?: boolean;
}

/**
 * The address of a lesson in the language of the page, to be handed out; of a lesson that was opened from a file that of
 * the lab alone, since the file is on this machine only.
 */
export async function linkToLesson(name: string, says: Says = {}): Promise<string> {
  const [page = ''] = window.location.href.split(/[?#]/u, 1);
  const { locale } = useApp.getState();
  const lang = locale === 'zh-CN' ? 'zh-CN' : 'en';
  const lesson = isOwn(name) ? {} : { lesson: name, ...says };
  return page + (await writeUrl({ ...NOTHING, lang, ...lesson }));
}
