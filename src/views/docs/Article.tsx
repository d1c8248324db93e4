import type { RefObject } from 'react';
import {
  AUDIENCES,
  HOME,
  PAGE_IDS,
  type Audience,
  type Docs,
  type PageId,
  type Place,
} from '../../docs';
import { useMessages } from '../../i18n/react';
import { useMedia } from '../../ui/use-media';
import styles from './docs.module.css';
import text from './text.module.css';
import { DocsLink } from './DocsLink';
import { Blocks } from './Blocks';

interface Props {
  readonly docs: Docs;
  readonly page: PageId;
  /** What was asked for. */
  readonly place: Place;
  readonly box: RefObject<HTMLDivElement | null>;
}

const idOf = (anchor: string) => `docs:${anchor}`;

export function Article({ docs, page, place, box }: Props) {
  const m = useMessages().docs;
  const narrow = useMedia('(width < 78rem)');
  const { title, sections } = docs.page(page);
  const heads = sections.filter(({ id }) => id !== null);
  const { anchor } = place;
  const found = anchor === null || docs.has(page, anchor);
  const at = PAGE_IDS.indexOf(page);
  const [before, after] = [PAGE_IDS[at - 1], PAGE_IDS[at + 1]];
  const contents = heads.length > 1 && (
    <nav className={styles['contents']} aria-label={m.onPage}>
      <p>{m.onPage}</p>
      <ul>
        {heads.map(({ id, title: head }) => (
          <li key={id}>
            <DocsLink place={{ page, anchor: id }}>{head}</DocsLink>
          </li>
        ))}
      </ul>
    </nav>
  );
  return (
    <div ref={box} className={styles['scroll']} tabIndex={-1} data-page={page}>
      <article className={text['text']} lang={docs.language}>
        <h1>{title}</h1>
        {place.page !== page && <p role="alert">{m.unknown(place.page)}</p>}
        {!found && place.page === page && <p role="alert">{m.unknownPlace(anchor)}</p>}
        {sections.map(({ id, title: head, nodes }) => (
          <section key={id ?? ''} aria-labelledby={id === null ? undefined : idOf(id)}>
            {id !== null && (
              <h2 id={idOf(id)} tabIndex={-1}>
                {head}
                <DocsLink
                  place={{ page, anchor: id }}
                  label={m.link(head)}
                  className={text['mark']}
                >
                  <span aria-hidden="true" />
                </DocsLink>
              </h2>
            )}
            <Blocks docs={docs} nodes={nodes} />
            {id === null && narrow && contents}
          </section>
        ))}
        {page === HOME && <Overview docs={docs} />}
      </article>
      {!narrow && contents}
      <nav className={styles['turn']} aria-label={m.turn}>
        {before !== undefined && (
          <DocsLink place={{ page: before, anchor: null }}>
            {m.previous(docs.title(before))}
          </DocsLink>
        )}
        {after !== undefined && (
          <DocsLink place={{ page: after, anchor: null }}>{m.next(docs.title(after))}</DocsLink>
        )}
      </nav>
    </div>
  );
}

/** What there is for whom, with the first lines of each page. */
function Overview({ docs }: Pick<Props, 'docs'>) {
  const m = useMessages().docs;
  return (Object.keys(AUDIENCES) as Audience[]).map((audience) => (
    <section key={audience} aria-labelledby={`docs-overview-${audience}`}>
      <h2 id={`docs-overview-${audience}`}>{m.audiences[audience]}</h2>
      <dl className={text['overview']}>
        {AUDIENCES[audience].map((page) => (
          <div key={page}>
            <dt>
              <DocsLink place={{ page, anchor: null }}>{docs.title(page)}</DocsLink>
            </dt>
            <dd>
              <Blocks docs={docs} nodes={docs.page(page).sections[0]?.nodes.slice(0, 1) ?? []} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}
