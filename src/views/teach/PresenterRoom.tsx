import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { loadAll } from '../../ui/later';
import { focusOf } from '../../ui/shortcuts';
import { closeNotes, follow, useHall } from './hall';
import { NotesBelow, NotesWindow } from './NotesWindow';
import { presenterAsk } from './presenter-keys';
import { PresenterBar } from './PresenterBar';
import { closeDesk, keepDesk } from './use-next';
import styles from './hall.module.css';

/** Whatever is on the page, shown to a hall: the presenter's bar, keys, and the black screen. */
export function PresenterRoom() {
  const m = useMessages().hall.bar;
  const black = useHall((s) => s.black);
  const notesIn = useHall((s) => s.notesIn);
  useEffect(() => {
    void loadAll();
    keepDesk();
    return () => {
      closeNotes();
      closeDesk();
    };
  }, []);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (useHall.getState().black) {
        // Whatever was pressed, people see the picture again before it changes.
        event.preventDefault();
        event.stopPropagation();
        if (!event.repeat) useHall.setState({ black: false });
        return;
      }
      const ask = presenterAsk(event, focusOf(document.activeElement), useApp.getState().keys);
      const overlaid = document.querySelector('dialog[open]') !== null;
      if (ask === null || (overlaid && event.key !== 'F5')) return;
      event.preventDefault();
      event.stopPropagation();
      follow(ask);
    };
    window.addEventListener('keydown', press, true);
    return () => {
      window.removeEventListener('keydown', press, true);
      useHall.setState({ black: false });
    };
  }, []);
  return (
    <>
      <PresenterBar />
      {notesIn === 'below' && <NotesBelow />}
      {notesIn !== null && notesIn !== 'below' && <NotesWindow opened={notesIn} />}
      {black &&
        createPortal(
          <div
            className={styles['black']}
            role="presentation"
            onClick={() => {
              useHall.setState({ black: false });
            }}
          >
            <output>{m.black}</output>
          </div>,
          document.body,
        )}
    </>
  );
}
