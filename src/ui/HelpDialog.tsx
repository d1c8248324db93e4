import { useEffect, useRef } from 'react';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { PresentingKeys } from './PresentingKeys';
import { DocsButton } from './DocsButton';
import { SHORTCUTS } from './shortcuts';
import { VIEW_KEYS } from './view-keys';
import type { KeyPlace } from './view-keys';
import { CloseButton } from './CloseButton';
import controls from './controls.module.css';
import styles from './help.module.css';

const GROUPS = ['time', 'page'] as const;

/** All keys: of the page, and of each place that has its own. */
export function HelpDialog() {
  const m = useMessages().help;
  const dialog = useRef<HTMLDialogElement>(null);
  const done = useRef<HTMLButtonElement>(null);
  const keys = useApp((s) => s.keys);
  const openDialog = useApp((s) => s.openDialog);
  const here = useHere();

  useEffect(() => {
    dialog.current?.showModal();
    // A stray Space or Enter closes it and changes nothing.
    done.current?.focus({ preventScroll: true });
    dialog.current?.scrollTo(0, 0);
  }, []);

  return (
    <dialog
      ref={dialog}
      className={styles['help']}
      aria-labelledby="help-title"
      onClose={() => {
        // Settings may have taken its place.
        if (useApp.getState().dialog === 'help') openDialog(null);
      }}
    >
      <h2 id="help-title">{m.title}</h2>
      <p>{m.intro}</p>
      {!keys && <p className={styles['off']}>{m.off}</p>}
      {GROUPS.map((group) => (
        <section key={group}>
          <h3>{m.groups[group]}</h3>
          <dl className={styles['keys']}>
            {SHORTCUTS.filter((each) => each.group === group).map(({ name, caps }) => (
              <KeyLine key={name} caps={caps} does={m.keys[name]} />
            ))}
          </dl>
        </section>
      ))}
      <PresentingKeys className={styles['keys']} />
      <h3>{m.placesTitle}</h3>
      <p>{m.placesIntro}</p>
      {(Object.keys(VIEW_KEYS) as KeyPlace[]).map((place) => (
        <details key={place} open={here.has(place)}>
          <summary>{m.places[place]}</summary>
          <dl className={styles['keys']}>
            {Object.entries<readonly string[]>(VIEW_KEYS[place]).map(([name, caps]) => (
              <KeyLine
                key={name}
                caps={caps}
                does={(m.placeKeys[place] as Readonly<Record<string, string>>)[name] ?? ''}
              />
            ))}
          </dl>
        </details>
      ))}
      <p>{m.drop}</p>
      <div className={styles['foot']}>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            openDialog('settings');
          }}
        >
          {m.settings}
        </button>
        <DocsButton
          place="home"
          onOpen={() => {
            dialog.current?.close();
          }}
        />
        <CloseButton ref={done} label={m.close} />
      </div>
    </dialog>
  );
}

function KeyLine({ caps, does }: { readonly caps: readonly string[]; readonly does: string }) {
  const { space } = useMessages().help;
  return (
    <div>
      <dt>
        {caps.map((cap) => (
          <kbd key={cap}>{cap === 'Space' ? space : cap}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}

/** The places that are on the screen. */
function useHere(): ReadonlySet<KeyPlace> {
  const view = useApp((s) => s.view);
  const docked = useApp((s) => s.docked);
  const lesson = useApp((s) => s.lesson);
  const embed = useApp((s) => s.embed);
  const here = new Set<KeyPlace>([view]);
  if (docked) here.add('terminal');
  if (lesson !== null) here.add(lesson.startsWith('quiz-') ? 'quiz' : 'lesson');
  if (embed) here.add('frame');
  return here;
}
