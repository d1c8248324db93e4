import { useEffect, useLayoutEffect, useRef } from 'react';
import { HOME, isPage, readPlace } from '../../docs';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { IconButton } from '../../ui/IconButton';
import { Article } from './Article';
import { Pages } from './Pages';
import { SearchBox } from './SearchBox';
import styles from './docs.module.css';
import { useDocs } from './use-docs';
import { usePrintout } from './use-printout';

/** The documentation, over the whole page. What ran is stopped meanwhile, and goes on afterwards. */
export function DocsDialog() {
  const messages = useMessages();
  const m = messages.docs;
  const asked = useApp((s) => s.docs);
  const openDocs = useApp((s) => s.openDocs);
  const docs = useDocs();
  const dialog = useRef<HTMLDialogElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const open = asked !== null;
  useHeldRun(open);
  usePrintout(open, page);
  const place = readPlace(asked ?? HOME);
  const shown = isPage(place.page) ? place.page : HOME;
  // At once: it is not to be seen at another place first.
  useLayoutEffect(() => {
    const box = dialog.current;
    if (!open) box?.close();
    else if (box?.open === false) box.showModal();
    if (open && docs !== null) goTo(page.current, place.anchor);
  }, [open, docs, place.page, place.anchor]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- one key, which the field says
    <dialog
      ref={dialog}
      className={styles['docs']}
      aria-label={m.title}
      data-docs={asked}
      onClose={() => {
        openDocs(null);
        // Opened by its address: nobody had the focus before.
        if (document.activeElement === document.body) {
          document.querySelector<HTMLElement>('[data-stage]')?.focus();
        }
      }}
      onKeyDown={(event) => {
        if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
        event.preventDefault();
        field.current?.focus();
      }}
    >
      {open && (
        <>
          <button
            type="button"
            className={styles['skip']}
            onClick={() => {
              page.current?.focus();
            }}
          >
            {m.skip}
          </button>
          <header className={styles['head']}>
            <strong className={styles['name']}>{m.title}</strong>
            <SearchBox docs={docs} field={field} />
            <button
              type="button"
              className={styles['print']}
              onClick={() => {
                window.print();
              }}
            >
              {m.print}
            </button>
            <IconButton
              icon="close"
              label={m.close}
              onClick={() => {
                dialog.current?.close();
              }}
            />
          </header>
          {docs === null ? (
            <p className={styles['loading']} data-loading>
              {messages.shell.loadingView}
            </p>
          ) : (
            <div className={styles['body']}>
              <Pages docs={docs} shown={shown} />
              <Article
                key={`${docs.language} ${shown}`}
                docs={docs}
                page={shown}
                place={place}
                box={page}
              />
            </div>
          )}
        </>
      )}
    </dialog>
  );
}

/** Brings a place of the page into sight, and the focus there. */
function goTo(page: HTMLElement | null, anchor: string | null): void {
  const place = anchor === null ? page : document.getElementById(`docs:${anchor}`);
  if (anchor === null) page?.scrollTo({ top: 0 });
  else place?.scrollIntoView({ block: 'start' });
  // Not out of the field in which it is being looked for.
  if (!(document.activeElement instanceof HTMLInputElement)) place?.focus({ preventScroll: true });
}

function useHeldRun(open: boolean): void {
  useEffect(() => {
    const { playing, pause } = useApp.getState();
    if (!open || !playing) return;
    pause();
    return () => {
      useApp.getState().play();
    };
  }, [open]);
}
