import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { useHall } from './hall';
import { Notes } from './Notes';
import { nameWindow, serveWindow } from './notes-window';
import styles from './notes.module.css';

/**
 * The notes in a window of their own: an empty one that this page fills, so that it needs no address, no network and no
 * messages, and works from a file too.
 */
export function NotesWindow({ opened }: { readonly opened: Window }) {
  const m = useMessages().hall.notes;
  const language = useApp((s) => (s.locale === 'zh-CN' ? 'zh-CN' : 'en'));
  useEffect(() => serveWindow(opened), [opened]);
  useEffect(() => {
    nameWindow(opened, m.title, language);
  }, [opened, m, language]);
  return createPortal(
    <main>
      <Notes />
    </main>,
    opened.document.body,
  );
}

/** Where the browser keeps the window back. */
export function NotesBelow() {
  const m = useMessages().hall.notes;
  return (
    <aside className={styles['below']} aria-label={m.title}>
      <Notes />
      <p>{m.blocked}</p>
      <button
        type="button"
        className={controls['button']}
        onClick={() => {
          useHall.setState({ notesIn: null });
        }}
      >
        {m.close}
      </button>
    </aside>
  );
}
