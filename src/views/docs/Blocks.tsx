import type { PhrasingContent, RootContent, TableCell } from 'mdast';
import type { ReactNode } from 'react';
import { targetOf, textOf, type Docs } from '../../docs';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { VIEWS, type View } from '../../store/prefs';
import { Wide } from '../../ui/Wide';
import { Code } from './Code';
import { DocsLink } from './DocsLink';
import { FactTable } from './FactTable';
import styles from './text.module.css';

interface Props {
  readonly docs: Docs;
  readonly nodes: readonly RootContent[];
}

/** What a page says, as elements: only what is known here is drawn, and nothing of it is markup. */
export function Blocks({ docs, nodes }: Props) {
  return nodes.filter(isBlock).map((node, i) => <Block key={i} docs={docs} node={node} />);
}

const BLOCKS = ['paragraph', 'heading', 'list', 'blockquote', 'code', 'table'] as const;
type KnownBlock = Extract<RootContent, { type: (typeof BLOCKS)[number] }>;
const isBlock = (node: RootContent): node is KnownBlock =>
  BLOCKS.some((type) => type === node.type);

const PHRASES = ['text', 'strong', 'emphasis', 'inlineCode', 'break', 'link'] as const;
type KnownPhrase = Extract<PhrasingContent, { type: (typeof PHRASES)[number] }>;
const isPhrase = (node: PhrasingContent): node is KnownPhrase =>
  PHRASES.some((type) => type === node.type);

function Block({ docs, node }: Pick<Props, 'docs'> & { readonly node: KnownBlock }): ReactNode {
  switch (node.type) {
    case 'paragraph':
      return (
        <p>
          <Words nodes={node.children} />
        </p>
      );
    case 'heading':
      return (
        <h3>
          <Words nodes={node.children} />
        </h3>
      );
    case 'list': {
      const items = node.children.map((item, i) => (
        <li key={i}>
          <Tight docs={docs} nodes={item.children} />
        </li>
      ));
      return node.ordered === true ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'blockquote':
      return (
        <aside className={styles['note']}>
          <Blocks docs={docs} nodes={node.children} />
        </aside>
      );
    case 'code':
      return node.lang === 'facts' ? (
        <FactTable table={docs.table(node.meta ?? '')} />
      ) : (
        <Code text={node.value} kind={`${node.lang ?? ''} ${node.meta ?? ''}`.trim()} />
      );
    case 'table': {
      const [head, ...rows] = node.children;
      return (
        <Wide
          label={head?.children.map((cell) => textOf(cell)).join(', ') ?? ''}
          className={styles['wide']}
        >
          <table>
            <thead>
              <tr>
                {head?.children.map((cell, i) => (
                  <Cell key={i} cell={cell} head="col" />
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, i) => (
                <tr key={i}>
                  {row.children.map((cell, j) => (
                    <Cell key={j} cell={cell} head={j === 0 ? 'row' : null} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      );
    }
  }
}

/** An item of one paragraph is its words. */
function Tight({ docs, nodes }: Props) {
  const [first, ...rest] = nodes;
  return first?.type === 'paragraph' ? (
    <>
      <Words nodes={first.children} />
      <Blocks docs={docs} nodes={rest} />
    </>
  ) : (
    <Blocks docs={docs} nodes={nodes} />
  );
}

function Cell({ cell, head }: { readonly cell: TableCell; readonly head: 'col' | 'row' | null }) {
  const words = <Words nodes={cell.children} />;
  return head === null ? <td>{words}</td> : <th scope={head}>{words}</th>;
}

function Words({ nodes }: { readonly nodes: readonly PhrasingContent[] }) {
  return nodes.filter(isPhrase).map((node, i) => <Phrase key={i} node={node} />);
}

function Phrase({ node }: { readonly node: KnownPhrase }): ReactNode {
  switch (node.type) {
    case 'text':
      // In Chinese a line that ends in the file is no space.
      return node.value.replace(
        /(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])/gu,
        '',
      );
    case 'strong':
      return (
        <strong>
          <Words nodes={node.children} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Words nodes={node.children} />
        </em>
      );
    case 'inlineCode':
      return (
        <code lang="en" translate="no">
          {node.value}
        </code>
      );
    case 'break':
      return <br />;
    case 'link':
      return (
        <Anchor url={node.url}>
          <Words nodes={node.children} />
        </Anchor>
      );
  }
}

function Anchor({ url, children }: { readonly url: string; readonly children: ReactNode }) {
  const target = targetOf(url);
  switch (target.kind) {
    case 'page':
      return <DocsLink place={target}>{children}</DocsLink>;
    case 'term':
      return (
        <a
          href={`?glossary=${target.term}`}
          className={styles['term']}
          onClick={(event) => {
            event.preventDefault();
            useApp.getState().openGlossary(target.term);
          }}
        >
          {children}
        </a>
      );
    case 'lab':
      return <LabLink query={target.query}>{children}</LabLink>;
    case 'file':
    case 'web':
      // The one file has nothing beside it.
      return target.kind === 'file' && location.protocol === 'file:' ? (
        children
      ) : (
        <a
          href={target.href}
          target="_blank"
          rel="noopener noreferrer"
          title={target.kind === 'file' ? undefined : target.href}
        >
          {children}
        </a>
      );
  }
}

/** A view or a lesson of the lab behind this page is gone to; everything else opens in a tab of its own, so that the run here stays. */
function LabLink({ query, children }: { readonly query: string; readonly children: ReactNode }) {
  const m = useMessages().docs;
  const parameters = [...new URLSearchParams(query)];
  const [name, value = ''] = parameters[0] ?? [];
  const stays = parameters.length === 1 && (name === 'view' || name === 'lesson');
  return (
    <a
      href={query}
      target={stays ? undefined : '_blank'}
      rel={stays ? undefined : 'noopener'}
      title={stays ? undefined : m.inLab}
      onClick={(event) => {
        if (!stays) return;
        event.preventDefault();
        const { openDocs, setView, openLesson } = useApp.getState();
        openDocs(null);
        const view = VIEWS.find((each): each is View => each === value);
        if (name === 'lesson') openLesson(value);
        else if (view !== undefined) setView(view);
      }}
    >
      {children}
    </a>
  );
}
