import { useEffect, useState } from 'react';
import { loadDocs, type Docs } from '../../docs';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';

/** The documentation in the language of the page; the former one until it is there. */
export function useDocs(): Docs | null {
  const language = useApp((s) => (s.locale === 'zh-CN' ? 'zh-CN' : 'en'));
  const messages = useMessages();
  const [docs, setDocs] = useState<Docs | null>(null);
  useEffect(() => {
    let current = true;
    void loadDocs(language, messages).then((loaded) => {
      if (current) setDocs(loaded);
    });
    return () => {
      current = false;
    };
  }, [language, messages]);
  return docs;
}
