import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useMessages } from '../../i18n/react';
import type { Lesson } from '../../lessons/lesson';
import { usePalette } from '../../scene/use-palette';
import controls from '../../ui/controls.module.css';
import { Paper, type PaperParts } from './Paper';
import styles from './handout.module.css';
import paperStyles from './paper.module.css';
import { useMaterial } from './use-material';

interface Props {
  readonly lesson: Lesson;
  readonly name: string;
  readonly onClose: () => void;
}

const PARTS: readonly PaperParts[] = ['sheets', 'both', 'key'];

/** A lesson as a document, over the page: shown as it prints, and the only thing that is printed. */
export function Handout({ lesson, name, onClose }: Props) {
  const messages = useMessages();
  const m = messages.teach.handout;
  const heading = messages.lesson.number(String(lesson.number), lesson.title);
  const [parts, setParts] = useState<PaperParts>('sheets');
  const { made, again } = useMaterial(lesson);
  const close = useRef<HTMLButtonElement>(null);
  const paper = useRef<HTMLElement>(null);
  const palette = usePalette(paper);
  useAlone(m.title(heading), close, onClose);
  return (
    // Not modal by the browser: what is in its top layer prints on one page.
    <dialog
      open
      className={styles['handout']}
      aria-modal="true"
      aria-label={m.title(heading)}
      data-handout={made.kind}
    >
      <div className={styles['bar']}>
        <fieldset className={styles['parts']}>
          <legend>{m.what}</legend>
          {PARTS.map((each) => (
            <label key={each} className={controls['check']}>
              <input
                type="radio"
                name="handout-parts"
                checked={parts === each}
                onChange={() => {
                  setParts(each);
                }}
              />
              <span>{m.parts[each]}</span>
            </label>
          ))}
        </fieldset>
        <button
          type="button"
          className={controls['primary']}
          disabled={made.kind !== 'made' || palette === null}
          onClick={() => {
            window.print();
          }}
        >
          {m.print}
        </button>
        <button ref={close} type="button" className={controls['button']} onClick={onClose}>
          {m.close}
        </button>
      </div>
      <article
        ref={paper}
        className={paperStyles['paper']}
        data-theme="light"
        lang={lesson.language}
      >
        {made.kind === 'making' && <output>{m.making}</output>}
        {made.kind === 'failed' && (
          <div role="alert">
            <p>{m.failed(made.reason)}</p>
            <button type="button" className={controls['button']} onClick={again}>
              {m.again}
            </button>
          </div>
        )}
        {made.kind === 'made' && palette !== null && (
          <Paper
            lesson={lesson}
            name={name}
            material={made.material}
            parts={parts}
            palette={palette}
          />
        )}
      </article>
    </dialog>
  );
}

/** While the document is open the page below neither answers nor prints, and a file of it has its name. */
function useAlone(
  title: string,
  first: React.RefObject<HTMLElement | null>,
  onClose: () => void,
): void {
  const name = useEffectEvent(() => title);
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    // The page below has keys of its own.
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
  });
  useEffect(() => {
    const page = document.getElementById('root');
    const before = document.activeElement;
    const was = document.title;
    document.title = name();
    page?.setAttribute('inert', '');
    first.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      pressed(event);
    };
    window.addEventListener('keydown', onKey, true);
    return () => {
      window.removeEventListener('keydown', onKey, true);
      document.title = was;
      page?.removeAttribute('inert');
      if (before instanceof HTMLElement) before.focus();
    };
  }, [first]);
}
