import { useEffect, useState } from 'react';
import { loadGlossary, type Glossary, type Language } from '../../glossary';
import { useApp } from '../../store';

const asked = new Map<Language, Promise<Glossary>>();

function glossaryIn(language: Language): Promise<Glossary> {
  const known = asked.get(language) ?? loadGlossary(language);
  asked.set(language, known);
  // Who asks again, asks anew.
  known.catch(() => asked.delete(language));
  return known;
}

/** The glossary in a language, the page's where none is named, as soon as it is there; null before, and where it cannot be fetched. */
export function useGlossary(named?: Language): Glossary | null {
  const own = useApp((s) => (s.locale === 'zh-CN' ? 'zh-CN' : 'en'));
  const language = named ?? own;
  const [glossary, setGlossary] = useState<Glossary | null>(null);
  useEffect(() => {
    let current = true;
    const arrive = (found: Glossary) => {
      if (current) setGlossary(found);
    };
    // Without it texts are as they were, only not linked.
    glossaryIn(language).then(arrive, () => undefined);
    return () => {
      current = false;
    };
  }, [language]);
  return glossary?.language === language ? glossary : null;
}
