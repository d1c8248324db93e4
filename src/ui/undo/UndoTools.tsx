import { useEffect, useEffectEvent, useState } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { mayUndo } from '../../store/history';
import type { Step } from '../../store/history';
import { Icon } from '../Icon';
import controls from '../controls.module.css';
import { history, useHistory } from './page-history';
import { directionOf } from './undo-keys';
import { stepText } from './words';
import styles from './undo.module.css';

const SAID_MS = 4_000;

/** Takes edits back and does them again: by button, by key, and said aloud. */
export function UndoTools() {
  const messages = useMessages();
  const m = messages.undo;
  const may = useApp(mayUndo);
  const devices = useApp((s) => s.info?.devices);
  const last = useHistory((s) => s.past.at(-1));
  const next = useHistory((s) => s.future[0]);
  const textOf = (step: Step) =>
    stepText(messages, step, (id) => devices?.find((each) => each.id === id)?.name ?? id);
  useKeys();
  return (
    <>
      <Tool
        by="undo"
        label={last === undefined || !may ? m.noUndo : m.undoWhat(textOf(last))}
        can={last !== undefined && may}
      />
      <Tool
        by="redo"
        label={next === undefined || !may ? m.noRedo : m.redoWhat(textOf(next))}
        can={next !== undefined && may}
      />
      <Said textOf={textOf} />
    </>
  );
}

interface ToolProps {
  readonly by: 'undo' | 'redo';
  readonly label: string;
  readonly can: boolean;
}

/** Keeps the focus when there is nothing left to do. */
function Tool({ by, label, can }: ToolProps) {
  return (
    <button
      type="button"
      className={controls['icon']}
      aria-label={label}
      title={label}
      aria-disabled={!can}
      onClick={() => void history[by]()}
    >
      <Icon name={by} />
    </button>
  );
}

function Said({ textOf }: { readonly textOf: (step: Step) => string }) {
  const m = useMessages().undo;
  const moved = useHistory((s) => s.moved);
  const [over, setOver] = useState(moved);
  useEffect(() => {
    if (moved === null) return;
    const timer = setTimeout(() => {
      setOver(moved);
    }, SAID_MS);
    return () => clearTimeout(timer);
  }, [moved]);
  const said = moved !== null && moved !== over;
  return (
    <output className={styles['said']}>
      {said && (moved.by === 'undo' ? m.undone : m.redone)(textOf(moved.step))}
    </output>
  );
}

function useKeys(): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || !useApp.getState().keys) return;
    if (document.querySelector('dialog[open]') !== null) return;
    const by = directionOf(event, document.activeElement);
    if (by === null) return;
    event.preventDefault();
    void history[by]();
  });
  useEffect(() => {
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('keydown', press);
    };
  }, []);
}
