import type { Nodes, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly';
import { gfmTable } from 'micromark-extension-gfm-table';

/** A heading below the title, and what stands under it. */
export interface Section {
  /** Null: the text before the first heading. Every second-level heading has an id, the same in every language. */
  readonly id: string | null;
  readonly title: string;
  readonly nodes: readonly RootContent[];
}

export interface Page {
  readonly title: string;
  readonly sections: readonly Section[];
}

const ID = / \{#([a-z][a-z0-9-]*)\}$/u;
/** `{{name}}` in a text is a figure of the code. */
const FIGURE = /\{\{([A-Za-z.]+)\}\}/gu;

export type Figures = Readonly<Record<string, string>>;

export const titleOf = (text: string): string => /^# (.*)/u.exec(text)?.[1] ?? '';

/** Reads a page. What looks like HTML is text. */
export function readPage(text: string, figures: Figures): Page {
  const filled = text.replace(FIGURE, (all, name: string) => figures[name] ?? all);
  const { children } = fromMarkdown(filled, {
    extensions: [
      gfmTable(),
      cjkFriendlyExtension(),
      { disable: { null: ['htmlFlow', 'htmlText'] } },
    ],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  const sections: { id: string | null; title: string; nodes: RootContent[] }[] = [];
  const title = titleOf(filled);
  sections.push({ id: null, title, nodes: [] });
  for (const node of children) {
    if (node.type === 'heading' && node.depth === 1) continue;
    if (node.type === 'heading' && node.depth === 2) {
      const words = textOf(node);
      sections.push({
        id: ID.exec(words)?.[1] ?? null,
        title: words.replace(ID, ''),
        nodes: [],
      });
    } else sections.at(-1)?.nodes.push(node);
  }
  return { title, sections };
}

/** Its words, without the marks. */
export function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  if (!('children' in node)) return '';
  const parts = node.children.map((child) => textOf(child as Nodes));
  const apart = ['tableRow', 'table', 'list', 'listItem', 'blockquote'].includes(node.type);
  return parts.join(apart ? ' ' : '');
}

/** Where a link leads: to a page of the documentation, a term, the lab in some state, or out of it. */
export type Target =
  | { readonly kind: 'page'; readonly page: string; readonly anchor: string | null }
  | { readonly kind: 'term'; readonly term: string }
  | { readonly kind: 'lab'; readonly query: string }
  | { readonly kind: 'file'; readonly href: string }
  | { readonly kind: 'web'; readonly href: string };

export function targetOf(url: string): Target {
  const [, page, anchor] = /^([a-z][a-z0-9-]*)\.md(?:#([A-Za-z][A-Za-z0-9.-]*))?$/u.exec(url) ?? [];
  if (page !== undefined) return { kind: 'page', page, anchor: anchor ?? null };
  if (url.startsWith('glossary:')) return { kind: 'term', term: url.slice('glossary:'.length) };
  if (url.startsWith('?')) return { kind: 'lab', query: url };
  // A file that lies beside the page.
  if (/^[a-z.-]+\.json$/u.test(url)) return { kind: 'file', href: url };
  return { kind: 'web', href: url };
}

/** Names of the tables that stand there, made from the code. */
export const tablesIn = (nodes: readonly RootContent[]): readonly string[] =>
  nodes.flatMap((node) => (node.type === 'code' && node.lang === 'facts' ? [node.meta ?? ''] : []));
