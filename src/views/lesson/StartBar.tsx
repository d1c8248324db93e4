import { useState } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { recallText, rememberText } from '../../store/storage';
import controls from '../../ui/controls.module.css';
import { IconButton } from '../../ui/IconButton';
import styles from './lesson.module.css';

const KEY = 'started';

/** The first choice of somebody new: learn, look around, or teach. Asked once. */
export function StartBar() {
  const messages = useMessages();
  const m = messages.lesson.start;
  const [asked, setAsked] = useState(() => recallText(KEY) === 'yes');
  if (asked) return null;
  const choose = (lesson: string | null) => {
    rememberText(KEY, 'yes');
    setAsked(true);
    if (lesson !== null) useApp.getState().openLesson(lesson);
  };
  return (
    <section className={styles['start']} aria-label={m.label}>
      <button
        type="button"
        className={controls['primary']}
        onClick={() => {
          choose('vm-exit');
        }}
      >
        {m.begin}
      </button>
      <button
        type="button"
        className={controls['button']}
        onClick={() => {
          choose(null);
        }}
      >
        {m.explore}
      </button>
      <button
        type="button"
        className={controls['button']}
        onClick={() => {
          choose('course');
        }}
      >
        {m.teach}
      </button>
      <IconButton
        icon="close"
        label={messages.shell.problems.dismiss}
        onClick={() => {
          choose(null);
        }}
      />
    </section>
  );
}
