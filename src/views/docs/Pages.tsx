import { AUDIENCES, HOME, type Audience, type Docs, type PageId } from '../../docs';
import { useMessages } from '../../i18n/react';
import { useMedia } from '../../ui/use-media';
import styles from './docs.module.css';
import { DocsLink } from './DocsLink';

interface Props {
  readonly docs: Docs;
  readonly shown: PageId;
}

/** All pages, by who reads them; folded where there is no room beside the text. */
export function Pages({ docs, shown }: Props) {
  const m = useMessages().docs;
  const narrow = useMedia('(width < 56rem)');
  const list = <List docs={docs} shown={shown} />;
  return narrow ? (
    // Another page folds it again.
    <details key={shown} className={styles['folded']}>
      <summary>{m.pages}</summary>
      <nav aria-label={m.pages}>{list}</nav>
    </details>
  ) : (
    <nav className={styles['pages']} aria-label={m.pages}>
      {list}
    </nav>
  );
}

function List({ docs, shown }: Props) {
  const m = useMessages().docs;
  return (
    <>
      <p className={styles['group']}>
        <PageLink docs={docs} page={HOME} shown={shown} />
      </p>
      {(Object.keys(AUDIENCES) as Audience[]).map((audience) => (
        <div key={audience} className={styles['group']}>
          <p id={`docs-for-${audience}`}>{m.audiences[audience]}</p>
          <ul aria-labelledby={`docs-for-${audience}`}>
            {AUDIENCES[audience].map((page) => (
              <li key={page}>
                <PageLink docs={docs} page={page} shown={shown} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}

function PageLink({ docs, page, shown }: Props & { readonly page: PageId }) {
  return (
    <DocsLink place={{ page, anchor: null }} current={page === shown}>
      {docs.title(page)}
    </DocsLink>
  );
}
