import { useEffect, useRef } from 'react';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { PresentingKeys } from './PresentingKeys';
import { SHORTCUTS } from './shortcuts';
import controls from './controls.module.css';
import styles from './help.module.css';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function HelpDialog({ open, onClose }: Props) {
  const m = useMessages().shell.help;
  const dialog = useRef<HTMLDialogElement>(null);
  const done = useRef<HTMLButtonElement>(null);
  const keys = useApp((s) => s.keys);
  const setKeys = useApp((s) => s.setKeys);
  const reducedMotion = useApp((s) => s.reducedMotion);
  const setReducedMotion = useApp((s) => s.setReducedMotion);

  useEffect(() => {
    if (open) {
      dialog.current?.showModal();
      // Not the first control: Space would switch the keys off at once.
      done.current?.focus();
    } else dialog.current?.close();
  }, [open]);

  const caps: Record<(typeof SHORTCUTS)[number], readonly string[]> = {
    toggle: [m.space, '.'],
    hop: ['→', '←'],
    stage: ['Shift →', 'Shift ←'],
    speed: ['↑', '↓'],
    ends: ['Home', 'End'],
    views: ['1', '…', '7'],
    dock: ['`'],
    present: ['P'],
    help: ['?'],
  };
  return (
    <dialog ref={dialog} className={styles['help']} aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">{m.title}</h2>
      <p>{m.intro}</p>
      <dl className={styles['keys']}>
        {SHORTCUTS.map((name) => (
          <div key={name}>
            <dt>
              {caps[name].map((cap) => (
                <kbd key={cap}>{cap}</kbd>
              ))}
            </dt>
            <dd>{m.keys[name]}</dd>
          </div>
        ))}
      </dl>
      <PresentingKeys className={styles['keys']} />
      <label className={controls['check']}>
        <input
          type="checkbox"
          checked={keys}
          onChange={(event) => {
            setKeys(event.currentTarget.checked);
          }}
        />
        <span>{m.off}</span>
      </label>
      <p className={controls['hint']}>{m.offHint}</p>
      <label className={controls['check']}>
        <input
          type="checkbox"
          checked={reducedMotion}
          onChange={(event) => {
            setReducedMotion(event.currentTarget.checked);
          }}
        />
        <span>{m.motion}</span>
      </label>
      <p>{m.drop}</p>
      <form method="dialog">
        <button ref={done} type="submit" className={controls['button']}>
          {m.close}
        </button>
      </form>
    </dialog>
  );
}
