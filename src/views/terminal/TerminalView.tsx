import { useEffect, useId, useRef, useState } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { lettersOf } from '../../store/page';
import { IconButton } from '../../ui/IconButton';
import { Log } from './Log';
import { openTerminal } from './open-terminal';
import type { OpenTerminal } from './open-terminal';
import { Suggestions } from './Suggestions';
import { Tools } from './Tools';
import styles from './terminal.module.css';

/** Keys a touch keyboard lacks, and what a keyboard with them would send. */
const TOUCH_KEYS = { tab: '\t', older: '\x1b[A', newer: '\x1b[B', interrupt: '\x03' } as const;

const port = {
  get: useApp.getState,
  subscribe: (listener: () => void) => useApp.subscribe(listener),
};

/** The shell of the simulated host: a view of its own, or docked below another. */
export function TerminalView({ docked }: { readonly docked: boolean }) {
  const m = useMessages().terminal;
  const hint = useId();
  const place = useRef<HTMLDivElement>(null);
  const open = useRef<OpenTerminal | null>(null);
  const letterSize = useApp((s) => Math.round(Number(s.letterSize) * lettersOf(s)));
  const firstSize = useRef(letterSize);
  const attendShell = useApp((s) => s.attendShell);
  const setDocked = useApp((s) => s.setDocked);
  const [leaving, setLeaving] = useState(false);
  const { input, byPicture, boot } = m;

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    attendShell();
    const terminal = openTerminal(element, port, {
      words: { input, byPicture, boot },
      letterSize: firstSize.current,
      describedBy: hint,
      onLeaving: setLeaving,
      onPutAway: () => {
        setDocked(false);
      },
    });
    open.current = terminal;
    // Where a keyboard of glass would come up with it, the learner asks for it; who reads a lesson reads on.
    const reads = document.activeElement?.closest('[data-step]') ?? null;
    const isGlass = window.matchMedia('(pointer: coarse)').matches;
    const { embed, presenting } = useApp.getState();
    // Nor does it take the keys of a presenter's remote.
    if (!isGlass && reads === null && !embed && !presenting) terminal.focus();
    return () => {
      open.current = null;
      terminal.close();
    };
  }, [attendShell, setDocked, hint, input, byPicture, boot]);

  useEffect(() => {
    firstSize.current = letterSize;
    open.current?.setLetterSize(letterSize);
  }, [letterSize]);

  return (
    <section className={styles['view']} aria-label={m.label} data-docked={docked}>
      <div className={styles['bar']}>
        <Suggestions
          onType={() => {
            open.current?.focus();
          }}
        />
        <Tools />
        {docked && (
          <IconButton
            icon="close"
            label={m.putAway}
            onClick={() => {
              setDocked(false);
            }}
          />
        )}
      </div>
      <div className={styles['frame']}>
        {/* The terminal measures the inside of this. */}
        <div ref={place} className={styles['place']} lang="en" translate="no" />
      </div>
      <div className={styles['foot']}>
        <p id={hint} className={styles['hint']} data-leaving={leaving}>
          {leaving ? m.leaving : m.leave}
        </p>
        <fieldset className={styles['touch']} aria-label={m.keys.label}>
          {(['tab', 'older', 'newer', 'interrupt'] as const).map((key) => (
            <button
              key={key}
              type="button"
              aria-label={m.keys[key]}
              onClick={() => {
                open.current?.feed(TOUCH_KEYS[key]);
                open.current?.focus();
              }}
            >
              {m.keyCaps[key]}
            </button>
          ))}
        </fieldset>
      </div>
      <Log />
    </section>
  );
}
