import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { nameOf, type Glossary, type TermId } from '../../glossary';
import { useMessages } from '../../i18n/react';
import { TermCard } from './TermCard';
import styles from './terms.module.css';

interface Props {
  readonly glossary: Glossary;
  readonly term: TermId;
  /** The word in its text; without it a small mark stands behind words that do something else already. */
  readonly children?: ReactNode;
}

/** A word that opens what the glossary says of it, beside it. */
export function TermButton({ glossary, term, children }: Props) {
  const m = useMessages().glossary;
  const button = useRef<HTMLButtonElement>(null);
  // What is outside of an open dialog cannot be reached.
  const [home, setHome] = useState<HTMLElement | null>(null);
  const marked = children === undefined;
  return (
    <>
      <button
        ref={button}
        type="button"
        className={marked ? styles['mark'] : styles['term']}
        data-term={term}
        aria-expanded={home !== null}
        aria-label={marked ? m.about(nameOf(glossary, term)) : undefined}
        title={marked ? m.about(nameOf(glossary, term)) : undefined}
        onClick={(event) => {
          // It stands in labels and in rows that do something when pressed.
          event.preventDefault();
          event.stopPropagation();
          const around = event.currentTarget.closest('dialog') ?? document.body;
          setHome(home === null ? around : null);
        }}
      >
        {marked ? m.mark : children}
      </button>
      {home !== null &&
        createPortal(
          <TermCard
            glossary={glossary}
            term={term}
            anchor={button}
            onClose={(back) => {
              setHome(null);
              if (back) button.current?.focus({ preventScroll: true });
            }}
          />,
          home,
        )}
    </>
  );
}
