import { useEffect, useRef, useState } from 'react';
import { formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { CloseButton } from '../../ui/CloseButton';
import { isOwn } from '../../store/own-lessons';
import { useOpenLesson } from './use-open-lesson';
import { CopyLine } from './CopyLine';
import { Qr } from './Qr';
import { linkToMoment, type MomentLink } from './moment-link';
import styles from './teach.module.css';

/** The moment on the screen as an address, large enough to be read from the last row. */
export function MomentDialog({ onClose }: { readonly onClose: () => void }) {
  const messages = useMessages();
  const m = messages.teach.moment;
  const dialog = useRef<HTMLDialogElement>(null);
  const [link, setLink] = useState<MomentLink | null>(null);
  const step = useApp((s) => s.lessonStep);
  const cursor = useApp((s) => s.cursor);
  const { lesson, name } = useOpenLesson();
  useEffect(() => {
    dialog.current?.showModal();
    void linkToMoment(name).then(setLink);
  }, [name]);
  const index = lesson?.steps.findIndex(({ id }) => id === step) ?? -1;
  const asks = ['predict', 'transfer'].includes(lesson?.steps[index]?.kind ?? '');
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
        {lesson !== null &&
          index >= 0 &&
          `${m.step(String(index + 1), messages.lesson.number(String(lesson.number), lesson.title))} · `}
        {formatPicos(cursor)}
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
      {name !== null && isOwn(name) && <p>{m.ownFile}</p>}
      <div>
        <CloseButton label={m.close} />
      </div>
    </dialog>
  );
}
