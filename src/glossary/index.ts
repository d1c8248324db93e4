import { finder, type Find } from './find';
import type { Language, Words } from './term';
import { TERM_IDS, TERMS, type TermId } from './terms';

export { GROUPS } from './term';
export type { Jump, Language, Term, Words } from './term';
export type { Find, Stretch } from './find';
export type { TermId } from './terms';

/** The terms in one language. */
export interface Glossary {
  readonly language: Language;
  readonly ids: readonly TermId[];
  readonly terms: typeof TERMS;
  readonly words: Readonly<Record<TermId, Words>>;
  readonly find: Find;
}

/** Loads what a language says of the terms. */
export async function loadGlossary(language: Language): Promise<Glossary> {
  const { words, others } = await (language === 'en' ? import('./en') : import('./zh-cn'));
  return { language, ids: TERM_IDS, terms: TERMS, words, find: finder(words, others) };
}

/** What a term is called in the language at hand. */
export function nameOf({ terms, words }: Glossary, id: TermId): string {
  return words[id].name ?? terms[id].name;
}

/** The English of it, where the page is in another language and its name does not say so already; and what it stands for. */
export function englishOf(glossary: Glossary, id: TermId): string {
  const { name, expansion } = glossary.terms[id];
  const said = nameOf(glossary, id);
  const parts = [said.includes(name) ? null : name, expansion ?? null];
  return parts.filter((part) => part !== null).join(' · ');
}

/** Terms of which something begins with, or contains, what is looked for; the names first. */
export function search(glossary: Glossary, wanted: string): readonly TermId[] {
  const text = wanted.trim().toLowerCase();
  if (text === '') return glossary.ids;
  const ranked = glossary.ids.flatMap((id) => {
    const { name, expansion = '' } = glossary.terms[id];
    const { short, long, forms } = glossary.words[id];
    const names = [nameOf(glossary, id), name, expansion, ...forms].map((n) => n.toLowerCase());
    if (names.includes(text)) return [{ id, rank: 0 }];
    if (names.some((each) => each.startsWith(text))) return [{ id, rank: 1 }];
    if (names.some((each) => each.includes(text))) return [{ id, rank: 2 }];
    return `${short}\n${long}`.toLowerCase().includes(text) ? [{ id, rank: 3 }] : [];
  });
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ id }) => id);
}
