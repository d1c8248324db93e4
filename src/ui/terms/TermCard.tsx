import { useEffect, useEffectEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import { englishOf, nameOf, type Glossary, type TermId } from '../../glossary';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { IconButton } from '../IconButton';
import { useMedia } from '../use-media';
import { besideWord, type Spot } from './beside-word';
import { Coded } from './Coded';
import { TermMore } from './TermMore';
import controls from '../controls.module.css';
import styles from './terms.module.css';

interface Props {
  readonly glossary: Glossary;
  /** Where it begins; related terms open in its place. */
  readonly term: TermId;
  readonly anchor: RefObject<HTMLElement | null>;
  /** `back`: the focus belongs to the word again. */
  readonly onClose: (back: boolean) => void;
}

/** What the glossary says of a word, beside it; on a phone a sheet at the page's foot, with the word in sight above. */
export function TermCard({ glossary, term: first, anchor, onClose }: Props) {
  const m = useMessages().glossary;
  const id = useId();
  const card = useRef<HTMLDialogElement>(null);
  const [term, setTerm] = useState(first);
  const [more, setMore] = useState(false);
  const sheet = useMedia('(width < 40rem)');
  const spot = useSpot(anchor, card, sheet);
  useGone(card, anchor, onClose);
  useEffect(() => {
    card.current?.focus({ preventScroll: true });
  }, [term]);

  const key = (event: KeyboardEvent) => {
    // Keys of the page are not meant here.
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose(true);
    }
    if (event.key === 'Tab' && leaves(card.current, event.shiftKey)) {
      event.preventDefault();
      onClose(true);
    }
  };
  const english = englishOf(glossary, term);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Keys of what is in it.
    <dialog
      ref={card}
      open
      tabIndex={-1}
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-short`}
      className={styles['card']}
      data-sheet={sheet}
      data-term-card={term}
      style={sheet || spot === null ? undefined : { ...spot }}
      onKeyDown={key}
      onClick={(event) => {
        event.stopPropagation();
      }}
    >
      <div className={styles['head']}>
        <p id={`${id}-name`} className={styles['name']}>
          <strong>{nameOf(glossary, term)}</strong>
          {english !== '' && <span lang="en">{english}</span>}
        </p>
        <IconButton
          icon="close"
          label={m.close}
          onClick={() => {
            onClose(true);
          }}
        />
      </div>
      <p id={`${id}-short`}>
        <Coded text={glossary.words[term].short} />
      </p>
      {more ? (
        <TermMore
          glossary={glossary}
          term={term}
          onTerm={setTerm}
          onJump={() => {
            onClose(false);
          }}
        />
      ) : (
        <div className={styles['turn']}>
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              setMore(true);
              card.current?.focus({ preventScroll: true });
            }}
          >
            {m.more}
          </button>
        </div>
      )}
      {more && (
        <div className={styles['turn']}>
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              onClose(true);
              useApp.getState().openGlossary(term);
            }}
          >
            {m.inGlossary}
          </button>
        </div>
      )}
    </dialog>
  );
}

/** Whether Tab would go past the first or last thing in it. */
function leaves(card: HTMLElement | null, back: boolean): boolean {
  const inside = [...(card?.querySelectorAll<HTMLElement>('button, a[href]') ?? [])];
  const at = document.activeElement;
  return back ? at === inside[0] || at === card : at === inside.at(-1);
}

/** Where it stands: computed anew when it grows, when something scrolls, and when the page changes its size. */
function useSpot(
  anchor: RefObject<HTMLElement | null>,
  card: RefObject<HTMLElement | null>,
  sheet: boolean,
): Spot | null {
  const [spot, setSpot] = useState<Spot | null>(null);
  useLayoutEffect(() => {
    const [word, box] = [anchor.current, card.current];
    if (word === null || box === null) return;
    const show = () => {
      const hidden = word.getBoundingClientRect().bottom - box.getBoundingClientRect().top;
      if (hidden > -8) word.scrollIntoView({ block: 'center' });
    };
    const stand = () => {
      const room = word.closest('aside, dialog, section')?.getBoundingClientRect();
      setSpot(
        besideWord(word.getBoundingClientRect(), box.scrollHeight, {
          room: room ?? new DOMRect(0, 0, window.innerWidth, window.innerHeight),
          height: window.innerHeight,
          width: window.innerWidth,
        }),
      );
    };
    const place = sheet ? show : stand;
    place();
    const grown = new ResizeObserver(place);
    grown.observe(box);
    for (const child of box.children) grown.observe(child);
    window.addEventListener('resize', place);
    // Who scrolls a sheet's page may let the word go.
    if (!sheet) document.addEventListener('scroll', place, true);
    return () => {
      grown.disconnect();
      window.removeEventListener('resize', place);
      document.removeEventListener('scroll', place, true);
    };
  }, [anchor, card, sheet]);
  return spot;
}

/** Goes away when something else is pressed, or the focus goes elsewhere. */
function useGone(
  card: RefObject<HTMLElement | null>,
  anchor: RefObject<HTMLElement | null>,
  onClose: (back: boolean) => void,
): void {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const away = ({ target }: Event) => {
      const within = [card, anchor].some(({ current }) => current?.contains(target as Node));
      if (!within) close(false);
    };
    document.addEventListener('pointerdown', away);
    document.addEventListener('focusin', away);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('focusin', away);
    };
  }, [card, anchor]);
}
