import { en } from './en';
import type { Messages } from './messages';
import { pseudo } from './pseudo';

export type { Messages } from './messages';

/** `pseudo` is English in brackets, for tests. */
export type Locale = 'en' | 'zh-CN' | 'pseudo';

/** The catalogue that is there without waiting. */
export const english: Messages = en;

export async function loadMessages(locale: Locale): Promise<Messages> {
  switch (locale) {
    case 'en':
      return en;
    case 'pseudo':
      return pseudo(en);
    case 'zh-CN':
      return (await import('./zh-cn')).zhCn;
  }
}
