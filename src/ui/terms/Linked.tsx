import { useMemo } from 'react';
import { useGlossary } from './use-glossary';
import { Stretches } from './Stretches';

/** A sentence in which the first use of each term opens it. */
export function Linked({ text }: { readonly text: string }) {
  const glossary = useGlossary();
  const stretches = useMemo(() => glossary?.find(text) ?? null, [glossary, text]);
  if (glossary === null || stretches === null) return text;
  return <Stretches glossary={glossary} stretches={stretches} />;
}
