import type { Words } from './term';
import type { TermId } from './terms';

/** A stretch of a text, and the term that it is; null: none. */
export interface Stretch {
  readonly text: string;
  readonly term: TermId | null;
}

export type Find = (text: string, known?: ReadonlySet<TermId>) => readonly Stretch[];

/**
 * Finds terms in running text by the forms in which it writes them, from the left, the longest first. A form in Latin
 * letters is a word of its own; other scripts have no such bounds. Terms in `known` are left as they are, and so is each but
 * the first use of one. The stretches together are the text.
 */
export function finder(words: Readonly<Record<TermId, Words>>, others: readonly string[]): Find {
  const terms = new Map<string, TermId | null>(others.map((form) => [form, null]));
  for (const [id, { forms }] of Object.entries(words)) {
    for (const form of forms) {
      terms.set(form, id as TermId);
      // As a sentence begins.
      if (!terms.has(capital(form))) terms.set(capital(form), id as TermId);
    }
  }
  const longestFirst = [...terms.keys()].toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(bounded).join('|'), 'gu');
  return (text, known = new Set()) => {
    const out: Stretch[] = [];
    const seen = new Set(known);
    let at = 0;
    for (const { 0: form, index } of text.matchAll(pattern)) {
      const term = terms.get(form) ?? null;
      if (term === null || seen.has(term)) continue;
      seen.add(term);
      if (index > at) out.push({ text: text.slice(at, index), term: null });
      out.push({ text: form, term });
      at = index + form.length;
    }
    if (at < text.length) out.push({ text: text.slice(at), term: null });
    return out;
  };
}

const capital = (form: string) => form.slice(0, 1).toUpperCase() + form.slice(1);

function bounded(form: string): string {
  const before = /^[a-z0-9]/iu.test(form) ? String.raw`(?<!\w)` : '';
  const after = /[a-z0-9]$/iu.test(form) ? String.raw`(?!\w)` : '';
  return before + form.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`) + after;
}
