import { useEffect, useState } from 'react';
import { loadModelSentences } from '../../i18n/model-sentences';
import { useApp } from '../../store';

const asItIs = (english: string) => english;

/** What the engine says of prices and checks, in the page's language as soon as that is there. */
export function useSentences(): (english: string) => string {
  const locale = useApp((s) => s.locale);
  const [said, setSaid] = useState<{ readonly in: (english: string) => string }>({ in: asItIs });
  useEffect(() => {
    let current = true;
    void loadModelSentences(locale).then((sentences) => {
      if (current) setSaid({ in: sentences });
    });
    return () => {
      current = false;
    };
  }, [locale]);
  return said.in;
}
