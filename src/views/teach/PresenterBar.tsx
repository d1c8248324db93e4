import { Suspense, useState } from 'react';
import { useMessages } from '../../i18n/react';
import type { Lesson } from '../../lessons/lesson';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { later } from '../../ui/later';
import styles from './teach.module.css';

const MomentDialog = later(async () => (await import('./MomentDialog')).MomentDialog);

interface Props {
  readonly lesson: Lesson;
  readonly name: string;
}

/** Over the stage while somebody presents: the light, and the moment to hand out. */
export function PresenterBar({ lesson, name }: Props) {
  const m = useMessages().teach.present;
  const lit = useApp((s) => s.selected !== null);
  const [handing, setHanding] = useState(false);
  return (
    <section className={styles['presenter']} aria-label={m.label}>
      <strong>{m.label}</strong>
      <p>{m.what}</p>
      <button
        type="button"
        className={controls['button']}
        disabled={!lit}
        onClick={() => {
          useApp.getState().select(null);
        }}
      >
        {m.spot}
      </button>
      <button
        type="button"
        className={controls['button']}
        aria-haspopup="dialog"
        onClick={() => {
          useApp.getState().pause();
          setHanding(true);
        }}
      >
        {m.moment}
      </button>
      <button
        type="button"
        className={controls['button']}
        onClick={() => {
          useApp.getState().guide({ presenting: false });
        }}
      >
        {m.end}
      </button>
      {handing && (
        <Suspense>
          <MomentDialog
            lesson={lesson}
            name={name}
            onClose={() => {
              setHanding(false);
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
