import { Suspense, useState } from 'react';
import { createPortal } from 'react-dom';
import { useMessages } from '../../i18n/react';
import type { Lesson } from '../../lessons/lesson';
import controls from '../../ui/controls.module.css';
import { later } from '../../ui/later';

const Handout = later(async () => (await import('./Handout')).Handout);

interface Props {
  readonly lesson: Lesson;
  /** As the address names it. */
  readonly name: string;
}

/** Opens a lesson as it is printed, over the page. */
export function HandoutButton({ lesson, name }: Props) {
  const m = useMessages().teach.handout;
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={controls['button']}
        aria-haspopup="dialog"
        aria-label={m.title(lesson.title)}
        onClick={() => {
          setOpen(true);
        }}
      >
        {m.open}
      </button>
      {open &&
        createPortal(
          <Suspense>
            <Handout
              lesson={lesson}
              name={name}
              onClose={() => {
                setOpen(false);
              }}
            />
          </Suspense>,
          document.body,
        )}
    </>
  );
}
