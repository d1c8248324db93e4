import type { Locale } from '.';

/**
 * The engine tells in English what a price stands for, how a figure was compared and why it is missed; this gives the
 * same in the page's language. Apart from the catalogues, because only a page about the model needs it.
 */
export async function loadModelSentences(locale: Locale): Promise<(english: string) => string> {
  if (locale !== 'zh-CN') return (english) => english;
  const [{ costSentences }, { checkSentences }] = await Promise.all([
    import('./zh-cn/model/costs'),
    import('./zh-cn/model/checks'),
  ]);
  const sentences = new Map(Object.entries({ ...costSentences, ...checkSentences }));
  return (english) => sentences.get(english) ?? english;
}
