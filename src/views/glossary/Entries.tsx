import { useEffect, useRef } from 'react';
import { englishOf, GROUPS, nameOf, type Glossary, type TermId } from '../../glossary';
import { useMessages } from '../../i18n/react';
import { Coded } from '../../ui/terms/Coded';
import { TermMore } from '../../ui/terms/TermMore';
import styles from './glossary.module.css';

interface Props {
  readonly glossary: Glossary;
  /** Terms to be shown, in their order. */
  readonly found: readonly TermId[];
  readonly grouped: boolean;
  /** The one that is open. */
  readonly asked: string | null;
  readonly onOpen: (term: TermId | null) => void;
  readonly onJump: () => void;
}

export function Entries({ found, grouped, ...rest }: Props) {
  const m = useMessages().glossary;
  if (!grouped) return <List {...rest} ids={found} />;
  const { terms } = rest.glossary;
  return GROUPS.map((group) => (
    <section key={group} aria-label={m.groups[group]}>
      <h3>{m.groups[group]}</h3>
      <List {...rest} ids={found.filter((id) => terms[id].group === group)} />
    </section>
  ));
}

function List({
  ids,
  asked,
  ...rest
}: Omit<Props, 'found' | 'grouped'> & { readonly ids: readonly TermId[] }) {
  return (
    <ul className={styles['list']}>
      {ids.map((id) => (
        <Entry key={id} id={id} open={id === asked} {...rest} />
      ))}
    </ul>
  );
}

function Entry({
  glossary,
  id,
  open,
  onOpen,
  onJump,
}: Pick<Props, 'glossary' | 'onOpen' | 'onJump'> & {
  readonly id: TermId;
  readonly open: boolean;
}) {
  const head = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    head.current?.scrollIntoView({ block: 'center' });
    head.current?.focus({ preventScroll: true });
  }, [open]);
  const english = englishOf(glossary, id);
  return (
    <li className={styles['entry']} data-entry={id}>
      <button
        ref={head}
        type="button"
        aria-expanded={open}
        onClick={() => {
          onOpen(open ? null : id);
        }}
      >
        <span className={styles['name']}>
          <strong>{nameOf(glossary, id)}</strong>
          {english !== '' && <span lang="en">{english}</span>}
        </span>
        <span>
          <Coded text={glossary.words[id].short} />
        </span>
      </button>
      {open && (
        <div className={styles['more']}>
          <TermMore glossary={glossary} term={id} onTerm={onOpen} onJump={onJump} onHere={onJump} />
        </div>
      )}
    </li>
  );
}
