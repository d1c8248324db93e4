import { useEffect, useRef, useState } from 'react';
import { formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import type { Lesson } from '../../lessons/lesson';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { isOwn } from '../lesson/load';
import { CopyLine } from './CopyLine';
import { Qr } from './Qr';
import { linkToMoment, type MomentLink } from './moment-link';
import styles from './teach.module.css';

interface Props {
  readonly lesson: Lesson;
  readonly name: string;
  readonly onClose: () => void;
}

/** The moment on the screen as an address, large enough to be read from the last row. */
export function MomentDialog({ lesson, name, onClose }: Props) {
  const messages = useMessages();
  const m = messages.teach.moment;
  const dialog = useRef<HTMLDialogElement>(null);
  const [link, setLink] = useState<MomentLink | null>(null);
  const step = useApp((s) => s.lessonStep);
  const cursor = useApp((s) => s.cursor);
  useEffect(() => {
    dialog.current?.showModal();
    void linkToMoment(name).then(setLink);
  }, [name]);
  const index = lesson.steps.findIndex(({ id }) => id === step);
  const asks = ['predict', 'transfer'].includes(lesson.steps[index]?.kind ?? '');
  const heading = messages.lesson.number(String(lesson.number), lesson.title);
  return (
    <dialog
      ref={dialog}
      className={styles['moment']}
      aria-labelledby="moment-title"
      onClose={onClose}
      onKeyDown={(event) => {
        event.stopPropagation();
      }}
    >
      <h2 id="moment-title">{m.title}</h2>
      <p>
        {m.step(String(index + 1), heading)} · {formatPicos(cursor)}
      </p>
      {link !== null && (
        <>
          <div className={styles['code']}>
            <Qr text={link.href} />
          </div>
          <CopyLine text={link.href} />
        </>
      )}
      <p>{link?.ofLesson === false ? m.free : m.what}</p>
      {asks && link?.ofLesson === true && <p>{m.held}</p>}
      {isOwn(name) && <p>{m.ownFile}</p>}
      <form method="dialog">
        <button type="submit" className={controls['button']}>
          {m.close}
        </button>
      </form>
    </dialog>
  );
}
