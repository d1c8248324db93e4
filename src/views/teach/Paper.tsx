import { useEffect, useMemo, useState } from 'react';
import { useMessages } from '../../i18n/react';
import { handoutOf, type Block } from '../../lessons/handout';
import type { Lesson } from '../../lessons/lesson';
import { figureIn, type Figures, type Material } from '../../lessons/material';
import type { Palette } from '../../scene/palette';
import { linkToLesson } from '../lesson/link';
import { isOwn } from '../../store/own-lessons';
import { Words, WordsContext } from '../lesson/Words';
import { Key } from './Key';
import styles from './paper.module.css';
import { numbered, type Numbered } from './pictures';
import { Picture } from './Picture';
import { Qr } from './Qr';

export type PaperParts = 'sheets' | 'both' | 'key';

interface Props {
  readonly lesson: Lesson;
  readonly name: string;
  readonly material: Material;
  readonly parts: PaperParts;
  readonly palette: Palette;
}

/** The document itself. */
export function Paper({ lesson, name, material, parts, palette }: Props) {
  const messages = useMessages();
  const m = messages.teach.handout;
  const { sheets, key } = useMemo(() => handoutOf(lesson, material), [lesson, material]);
  const pictures = useMemo(() => numbered(lesson, material, sheets), [lesson, material, sheets]);
  const heading = messages.lesson.number(String(lesson.number), lesson.title);
  const kindOf = (step: number) => {
    const kind = lesson.steps[step]?.kind ?? 'summary';
    return m.step(String(step + 1), messages.lesson.kinds[kind]);
  };
  return (
    <>
      {parts !== 'key' && (
        <div data-sheets>
          <header className={styles['head']}>
            <div>
              <h1>{heading}</h1>
              <p>{messages.lesson.minutes(String(lesson.minutes))}</p>
              <p className={styles['who']}>
                <span>{m.name}</span>
                <span>{m.date}</span>
              </p>
            </div>
            <Live name={name} />
          </header>
          <p className={styles['order']}>{m.order}</p>
          {sheets.map(({ step, blocks }) => (
            <Known key={step} figures={material[step]?.figures}>
              <section className={styles['step']} data-sheet={lesson.steps[step]?.id}>
                <h2>{kindOf(step)}</h2>
                {blocks.map((block, i) => (
                  <Sheet
                    key={i}
                    block={block}
                    picture={pictures[step] ?? null}
                    material={material[step]}
                    palette={palette}
                  />
                ))}
              </section>
            </Known>
          ))}
        </div>
      )}
      {parts !== 'sheets' && (
        <div className={styles['key']} data-key>
          <h1>{m.key(heading)}</h1>
          <p>{m.keyWhat}</p>
          {key.map(({ step, blocks }) => (
            <Known key={step} figures={material[step]?.solved ?? material[step]?.figures}>
              <section className={styles['step']}>
                <h2>{kindOf(step)}</h2>
                <Key blocks={blocks} />
              </section>
            </Known>
          ))}
        </div>
      )}
    </>
  );
}

/** Figures in the text inside are those of a step; nothing points at anything. */
function Known({
  figures,
  children,
}: {
  readonly figures: Figures | undefined;
  readonly children: React.ReactNode;
}) {
  const around = useMemo(
    () => ({
      evidence: null,
      onPoint: null,
      ...(figures === undefined
        ? {}
        : { known: (of: Parameters<typeof figureIn>[1]) => figureIn(figures, of) }),
    }),
    [figures],
  );
  return <WordsContext value={around}>{children}</WordsContext>;
}

interface SheetProps {
  readonly block: Block;
  readonly picture: Numbered | null;
  readonly material: Material[number] | undefined;
  readonly palette: Palette;
}

function Sheet({ block, picture, material, palette }: SheetProps) {
  const m = useMessages().teach.handout;
  switch (block.kind) {
    case 'text':
      return (
        <div className={styles['text']}>
          <Words text={block.text} />
        </div>
      );
    case 'picture':
      if (picture === null || material === undefined) return null;
      return <Picture {...picture} material={material} mark={block.mark} palette={palette} />;
    case 'options':
      return (
        <div className={styles['options']}>
          <p>{m.choose}</p>
          <ul>
            {block.options.map((text, i) => (
              <li key={i}>
                <Words text={text} />
              </li>
            ))}
          </ul>
        </div>
      );
    case 'number':
      return (
        <p className={styles['number']}>
          <span>{m.number}</span>
        </p>
      );
    case 'lines':
      return (
        <div className={styles['lines']} aria-hidden="true">
          {Array.from({ length: block.count }, (_, i) => (
            <div key={i} />
          ))}
        </div>
      );
  }
}

/** Where the lesson runs. */
function Live({ name }: { readonly name: string }) {
  const m = useMessages().teach.handout;
  const [link, setLink] = useState('');
  useEffect(() => {
    void linkToLesson(name).then(setLink);
  }, [name]);
  return (
    <div className={styles['live']}>
      {link !== '' && <Qr text={link} />}
      <p>
        {isOwn(name) ? m.ownFile : m.live}
        <br />
        <a href={link}>{link}</a>
      </p>
    </div>
  );
}
