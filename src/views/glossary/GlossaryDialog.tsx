import { useEffect, useRef, useState } from 'react';
import { search } from '../../glossary';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { IconButton } from '../../ui/IconButton';
import { useGlossary } from '../../ui/terms/use-glossary';
import { Entries } from './Entries';
import styles from './glossary.module.css';

/** Every term there is, to be searched; one of them open. */
export function GlossaryDialog() {
  const messages = useMessages();
  const m = messages.glossary;
  const glossary = useGlossary();
  const asked = useApp((s) => s.glossary);
  const openGlossary = useApp((s) => s.openGlossary);
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const open = asked !== null;

  useEffect(() => {
    const box = dialog.current;
    if (open && box?.open === false) {
      box.showModal();
      field.current?.focus();
    }
    if (!open) box?.close();
  }, [open]);

  const close = () => {
    setText('');
    openGlossary(null);
  };
  const found = glossary === null ? [] : search(glossary, text);
  const strange =
    glossary !== null && asked !== null && asked !== 'all' && !Object.hasOwn(glossary.terms, asked);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- Escape does the same
    <dialog
      ref={dialog}
      className={styles['glossary']}
      aria-labelledby="glossary-title"
      data-glossary={asked}
      onClose={close}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
    >
      {open && (
        <div className={styles['inside']}>
          <div className={styles['top']}>
            <div className={styles['head']}>
              <h2 id="glossary-title">{m.title}</h2>
              <output>{m.count(found.length)}</output>
              <IconButton icon="close" label={m.close} onClick={close} />
            </div>
            <input
              ref={field}
              type="search"
              className={styles['search']}
              aria-label={m.search}
              placeholder={m.search}
              value={text}
              onChange={(event) => {
                setText(event.currentTarget.value);
              }}
            />
          </div>
          {strange && <p>{m.unknown(asked)}</p>}
          {glossary === null ? (
            <p data-loading>{messages.shell.loadingView}</p>
          ) : found.length === 0 ? (
            <p>{m.none(text)}</p>
          ) : (
            <Entries
              glossary={glossary}
              found={found}
              grouped={text.trim() === ''}
              asked={asked}
              onOpen={(term) => {
                // What is looked for may not be among what was found.
                if (term !== null && !found.includes(term)) setText('');
                openGlossary(term ?? 'all');
              }}
              onJump={close}
            />
          )}
        </div>
      )}
    </dialog>
  );
}
