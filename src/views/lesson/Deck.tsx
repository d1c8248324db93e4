import { useEffect, useRef, useState } from 'react';
import { englishOf, nameOf } from '../../glossary';
import { CARDS } from '../../glossary/cards';
import { useMessages } from '../../i18n/react';
import { FIRST_LESSON } from '../../lessons/course';
import { useApp } from '../../store';
import { Coded } from '../../ui/terms/Coded';
import { useGlossary } from '../../ui/terms/use-glossary';
import controls from '../../ui/controls.module.css';
import course from './course.module.css';
import styles from './lesson.module.css';
import { useCards } from './use-cards';

/** Meet the parts: one word after the other, each where it is in the picture, before the first lesson. */
export function Deck() {
  const m = useMessages().glossary;
  const glossary = useGlossary();
  const openLesson = useApp((s) => s.openLesson);
  const [at, setAt] = useState(0);
  const name = useRef<HTMLHeadingElement>(null);
  const card = CARDS[at] ?? CARDS[0];
  const ready = useCards(card);
  const last = at === CARDS.length - 1;
  useEffect(() => {
    // What is read next begins with the word.
    if (at > 0) name.current?.focus();
  }, [at]);
  const begin = () => {
    openLesson(FIRST_LESSON);
  };
  return (
    <div className={styles['lesson']} data-deck={card.term} data-ready={ready && glossary !== null}>
      <h3 className={styles['title']}>{m.deck.title}</h3>
      <p>{m.deck.what}</p>
      <p className={styles['place']}>
        <span>{m.deck.place(String(at + 1), String(CARDS.length))}</span>
        <progress max={CARDS.length} value={at + 1} aria-hidden="true" />
      </p>
      {glossary !== null && (
        <div className={course['card']}>
          <h4 ref={name} tabIndex={-1}>
            {nameOf(glossary, card.term)}
          </h4>
          <p lang="en" className={styles['first']}>
            {englishOf(glossary, card.term)}
          </p>
          <p>
            <Coded text={glossary.words[card.term].short} />
          </p>
          <details key={card.term}>
            <summary>{m.more}</summary>
            <p>
              <Coded text={glossary.words[card.term].long} />
            </p>
          </details>
        </div>
      )}
      {!ready && <p className={styles['first']}>{m.deck.waiting}</p>}
      <div className={styles['turn']}>
        <button
          type="button"
          className={controls['button']}
          disabled={at === 0}
          onClick={() => {
            setAt(at - 1);
          }}
        >
          {m.deck.back}
        </button>
        <button
          type="button"
          className={controls['primary']}
          onClick={() => {
            if (last) begin();
            else setAt(at + 1);
          }}
        >
          {last ? m.deck.begin : m.deck.next}
        </button>
        {!last && (
          <button type="button" className={controls['button']} onClick={begin}>
            {m.deck.skip}
          </button>
        )}
      </div>
    </div>
  );
}
