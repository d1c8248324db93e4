import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { demoFileName, LONGEST_TITLE, NO_DEMO, writeDemo } from '../../store/demo';
import {
  entitle,
  keepMoment,
  openMoment,
  takeDemo,
  undoLast,
  useDemo,
} from '../../store/demo-desk';
import controls from '../../ui/controls.module.css';
import hidden from '../../ui/hidden.module.css';
import { loadAll } from '../../ui/later';
import { saveText } from '../../ui/save-text';
import lessonStyles from '../lesson/lesson.module.css';
import { DemoItem } from './DemoItem';
import styles from './hall.module.css';
import { deskReady } from './use-next';

/** The demo script: kept moment by moment, put in order, saved, opened, presented. */
export function DemoPage() {
  const m = useMessages().hall.demo;
  const demo = useDemo((s) => s.demo);
  const at = useDemo((s) => s.at);
  const last = useDemo((s) => s.done.at(-1));
  const stored = useDemo((s) => s.stored);
  const [said, setSaid] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const [ahead, setAhead] = useState(false);
  const { moments } = demo;
  useEffect(() => {
    void Promise.all([loadAll(), deskReady()]).then((parts) => {
      setAhead(parts.every(Boolean));
    });
  }, []);
  return (
    <div className={lessonStyles['lesson']} data-step="demo" data-ready="true">
      <h3 className={lessonStyles['title']}>{m.title}</h3>
      <p>{m.what}</p>
      <label className={styles['field']}>
        <span>{m.name}</span>
        <input
          type="text"
          className={controls['select']}
          maxLength={LONGEST_TITLE}
          value={demo.title}
          onChange={(event) => {
            entitle(event.currentTarget.value);
          }}
        />
      </label>
      <div className={lessonStyles['turn']}>
        <button
          type="button"
          className={controls['primary']}
          onClick={() => {
            void keepMoment('').then((place) => {
              setSaid(place === null ? m.notKept : m.kept(String(place + 1)));
            });
          }}
        >
          {m.keep}
        </button>
        <button
          type="button"
          className={controls['button']}
          disabled={moments.length === 0}
          onClick={() => {
            const { openLesson, guide, dismiss } = useApp.getState();
            openLesson(null);
            guide({ presenting: true });
            dismiss('notice');
            void openMoment(Math.max(0, at));
          }}
        >
          {m.present}
        </button>
      </div>
      <output>{said}</output>
      {!stored && <p>{m.notStored}</p>}
      {ahead && <p data-ahead>{m.ahead}</p>}
      {moments.length === 0 ? (
        <p>{m.empty}</p>
      ) : (
        <ol className={styles['moments']} aria-label={m.list}>
          {moments.map((moment, i) => (
            <DemoItem
              // In another order the words stay with their moment by being the desk's, not the field's.
              key={i}
              moment={moment}
              place={i}
              of={moments.length}
              current={i === at}
              onSaid={setSaid}
            />
          ))}
        </ol>
      )}
      {last !== undefined && (
        <button type="button" className={controls['button']} onClick={undoLast}>
          {last.what === 'removed' ? m.undoRemoved(last.title) : m.undoReplaced(last.title)}
        </button>
      )}
      <div className={lessonStyles['turn']}>
        <button
          type="button"
          className={controls['button']}
          disabled={moments.length === 0}
          onClick={() => {
            saveText(writeDemo(demo), demoFileName(demo), 'application/json');
          }}
        >
          {m.save}
        </button>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            input.current?.click();
          }}
        >
          {m.open}
        </button>
        <button
          type="button"
          className={controls['button']}
          disabled={moments.length === 0}
          onClick={() => {
            takeDemo(NO_DEMO);
          }}
        >
          {m.fresh}
        </button>
      </div>
      <input
        ref={input}
        className={hidden['hidden']}
        type="file"
        tabIndex={-1}
        aria-hidden="true"
        accept=".json,application/json"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) void useApp.getState().openFile(file);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
