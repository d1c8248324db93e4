import { useMemo } from 'react';
import type { Lesson, Step } from '../../lessons/lesson';
import { useGlossary } from '../../ui/terms/use-glossary';
import { linksIn } from './term-links';

/** The words of a step that open the glossary; null until it is there. */
export function useTerms(step: Step, { language }: Lesson) {
  const glossary = useGlossary(language);
  return useMemo(
    () => (glossary === null ? null : { glossary, links: linksIn(step, glossary.find) }),
    [glossary, step],
  );
}
