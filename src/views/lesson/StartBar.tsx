import { useState } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { recallText, remember } from '../../store/storage';
import controls from '../../ui/controls.module.css';
import { useMedia } from '../../ui/use-media';
import styles from './lesson.module.css';

const KEY = 'started';

/** The first choice of somebody new: learn, look around, or teach. Asked once. */
export function StartBar({ place }: { readonly place: 'panel' | 'foot' }) {
  // Beside the stage where there is room beside it: it takes none of the stage's.
  const stacked = useMedia('(width < 60rem)');
  const m = useMessages().lesson.start;
  const [asked, setAsked] = useState(() => recallText(KEY) === 'yes');
  if (asked || stacked !== (place === 'foot')) return null;
  const choose = (lesson: string | null) => {
    remember(KEY, 'yes');
    setAsked(true);
    if (lesson !== null) useApp.getState().openLesson(lesson);
  };
  return (
    <section className={styles['start']} data-place={place} aria-label={m.label}>
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
    </section>
  );
}
