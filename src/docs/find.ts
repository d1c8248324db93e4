import MiniSearch from 'minisearch';
import { englishOf, nameOf, type Glossary } from '../glossary';
import { piecesOf } from './facts/table';
import { PAGE_IDS, tablesIn, textOf, type Docs, type PageId, type Section } from '.';

/** Something that can be found: a section, a row of a table in it, or a term of the glossary. */
export interface Entry {
  readonly id: string;
  readonly kind: 'section' | 'row' | 'term';
  /** '' for a term. */
  readonly page: PageId | '';
  readonly anchor: string | null;
  readonly title: string;
  /** The title of its page. */
  readonly above: string;
  readonly text: string;
  /** Other words by which it is looked for: names in the address, the English ones in every language. */
  readonly names: string;
}

export interface Found extends Entry {
  /** What stands around the words that were looked for, in three pieces; the middle one is what was found. */
  readonly context: readonly [string, string, string];
}

const WORD = /[\p{Script=Han}]+|[\p{L}\p{N}_]+(?:[.-][\p{L}\p{N}_]+)*/gu;
const MOST_FOUND = 30;
/** What the pages say comes before what a word means. */
const WEIGHT = { section: 1.4, row: 1, term: 0.7 } as const;
const BEFORE = 30;
const AFTER = 110;

/** What is looked for, word by word. Chinese is not written in words: each pair of signs is one. */
function askedFor(text: string): string[] {
  return (text.match(WORD) ?? []).flatMap((run) => {
    if (!/\p{Script=Han}/u.test(run)) return [run];
    const signs = Array.from(run);
    return signs.length === 1 ? signs : signs.slice(1).map((sign, i) => `${signs[i] ?? ''}${sign}`);
  });
}

/** The same of a text that is searched: a name with dots or capitals is found by each of its parts too. */
export function wordsOf(text: string): string[] {
  return askedFor(text).flatMap((word) => {
    const parts = word.split(/[._-]/u).flatMap((part) => {
      const humps = part.split(/(?<=\p{Ll})(?=\p{Lu})/u);
      return humps.length > 1 ? [part, ...humps] : [part];
    });
    return parts.length > 1 ? [...new Set([word, ...parts.filter((part) => part !== '')])] : [word];
  });
}

const plain = (cell: string) => piecesOf(cell).join('');

function sectionText({ nodes }: Section): string {
  return nodes
    .filter((node) => node.type !== 'code' || node.lang !== 'facts')
    .map((node) => textOf(node))
    .join(' ')
    .replace(/\s+/gu, ' ');
}

/** All that can be found on a page. */
export function entriesOf(docs: Docs, page: PageId): readonly Entry[] {
  const { title, sections } = docs.page(page);
  return sections.flatMap((section) => {
    const { id, nodes } = section;
    const base = { page, above: title };
    const rows = tablesIn(nodes)
      .flatMap((name) => docs.table(name)?.rows ?? [])
      .map((row) => ({
        ...base,
        id: `${page}:${row.id}`,
        kind: 'row' as const,
        anchor: row.id,
        title: plain(row.cells[0] ?? ''),
        text: row.cells.slice(1).map(plain).join(' · '),
        names: row.id,
      }));
    const own = {
      ...base,
      id: `${page}:${id ?? ''}`,
      kind: 'section' as const,
      anchor: id,
      title: section.title,
      text: sectionText(section),
      names: `${page} ${id ?? ''}`,
    };
    return [own, ...rows];
  });
}

function termsOf(glossary: Glossary): readonly Entry[] {
  return glossary.ids.map((id) => {
    const { short, long, forms } = glossary.words[id];
    const english = englishOf(glossary, id);
    return {
      id: `term:${id}`,
      kind: 'term',
      page: '',
      anchor: id,
      title: nameOf(glossary, id),
      above: english,
      text: `${short} ${long}`,
      names: [english, ...forms].join(' '),
    };
  });
}

export interface Finder {
  readonly find: (wanted: string) => readonly Found[];
}

/** Reads every page, one at a time, so that the page stays alive meanwhile. */
export async function makeFinder(docs: Docs, glossary: Glossary | null): Promise<Finder> {
  const index = new MiniSearch<Entry>({
    fields: ['title', 'names', 'above', 'text'],
    storeFields: ['kind', 'page', 'anchor', 'title', 'above', 'text', 'names'],
    tokenize: wordsOf,
    searchOptions: {
      tokenize: askedFor,
      boost: { title: 4, names: 3, above: 1.5 },
      prefix: true,
      // A slip of the pen in a long word.
      fuzzy: (term) => (term.length > 5 && /^[\u0021-\u024f]+$/u.test(term) ? 0.2 : false),
      boostDocument: (_id, _term, stored) => WEIGHT[stored?.['kind'] as Entry['kind']],
    },
  });
  const known = new Set<string>();
  const add = (entries: readonly Entry[]) => {
    for (const entry of entries) {
      // A table may stand on two pages' sections; a name is found once on each.
      if (known.has(entry.id)) continue;
      known.add(entry.id);
      index.add(entry);
    }
  };
  for (const page of PAGE_IDS) {
    add(entriesOf(docs, page));
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
  }
  if (glossary !== null) add(termsOf(glossary));
  return {
    find: (wanted) => {
      const all = index.search(wanted, { combineWith: 'AND' });
      const some = all.length > 0 ? all : index.search(wanted);
      return some.slice(0, MOST_FOUND).map((hit) => {
        const entry = hit as unknown as Entry;
        return { ...entry, context: contextOf(entry.text, [wanted.trim(), ...hit.terms]) };
      });
    },
  };
}

/** Where in a text the first of the words stands, with what is around it; its beginning where none does. */
export function contextOf(
  text: string,
  words: readonly string[],
): readonly [string, string, string] {
  const low = text.toLowerCase();
  const word = words.find((each) => each !== '' && low.includes(each.toLowerCase()));
  if (word === undefined) return [cut(text, 0, BEFORE + AFTER), '', ''];
  const at = low.indexOf(word.toLowerCase());
  const end = at + word.length;
  const from = Math.max(0, at - BEFORE);
  const before = `${from > 0 ? '…' : ''}${text.slice(from, at)}`;
  return [before, text.slice(at, end), cut(text, end, AFTER)];
}

function cut(text: string, from: number, most: number): string {
  return text.length - from <= most ? text.slice(from) : `${text.slice(from, from + most)}…`;
}
