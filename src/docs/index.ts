import type { Language } from '../glossary';
import type { Messages } from '../i18n';
import { FIGURES } from './facts/figures';
import { tableOf } from './facts/tables';
import type { Table } from './facts/table';
import { readPage, tablesIn, titleOf, type Page } from './markdown';
import { PAGE_IDS, type PageId } from './pages';

export { AUDIENCES, HOME, PAGE_IDS, readPlace, writePlace } from './pages';
export type { Audience, PageId, Place } from './pages';
export { tablesIn, targetOf, textOf } from './markdown';
export type { Page, Section } from './markdown';
export { piecesOf } from './facts/table';
export type { Table } from './facts/table';

/** The documentation in one language. */
export interface Docs {
  readonly language: Language;
  readonly title: (page: PageId) => string;
  readonly page: (page: PageId) => Page;
  /** Null where the code has no table of that name. */
  readonly table: (name: string) => Table | null;
  /** There is a section, or a row of a table, of that name on a page. */
  readonly has: (page: PageId, anchor: string) => boolean;
}

export async function loadDocs(language: Language, messages: Messages): Promise<Docs> {
  const { edition } = await (language === 'en' ? import('./en') : import('./zh-cn'));
  const says = { ...edition, messages };
  const pages = new Map<PageId, Page>();
  const text = (page: PageId) => edition.texts.get(page) ?? '';
  const pageOf = (page: PageId) => {
    const read = pages.get(page) ?? readPage(text(page), FIGURES);
    pages.set(page, read);
    return read;
  };
  const table = (name: string) => tableOf(says, name);
  return {
    language,
    title: (page) => titleOf(text(page)),
    page: pageOf,
    table,
    has: (page, anchor) =>
      pageOf(page).sections.some(
        ({ id, nodes }) =>
          id === anchor || tablesIn(nodes).some((name) => hasRow(table(name), anchor)),
      ),
  };
}

export const isPage = (text: string): text is PageId => PAGE_IDS.some((page) => page === text);

const hasRow = (table: Table | null, id: string) =>
  table?.rows.some((row) => row.id === id) === true;
