import { first } from './en/first';
import type { Messages } from './messages';
import { pseudo } from './pseudo';

export type { Messages } from './messages';

/** `pseudo` is English in brackets, for tests. */
export type Locale = 'en' | 'zh-CN' | 'pseudo';

/** English: what the first screen says at once, the rest when {@link loadMessages} has been awaited for any view beyond it. */
export const english = { ...first } as Messages;

export async function loadMessages(locale: Locale): Promise<Messages> {
  if (locale === 'zh-CN') return (await import('./zh-cn')).zhCn;
  const { en } = await import('./en');
  Object.assign(english, en);
  return locale === 'pseudo' ? pseudo(en) : english;
}

/** Enough to draw the first screen: English does not wait for its other half. */
export async function firstMessages(locale: Locale): Promise<Messages> {
  if (locale !== 'en') return loadMessages(locale);
  void loadMessages(locale);
  return english;
}
