import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import controls from './controls.module.css';
import styles from './failure.module.css';

/** The simulation's thread broke: what it said, what it ran, and the way on. */
export function Failure() {
  const m = useMessages().shell.failure;
  const failure = useApp((s) => s.failure);
  const restart = useApp((s) => s.restart);
  const embed = useApp((s) => s.embed);
  const [copied, setCopied] = useState(false);
  const again = useRef<HTMLButtonElement>(null);
  const failed = failure !== null;

  // Inside another page the focus is not ours to take.
  useEffect(() => {
    if (failed && !embed) again.current?.focus();
  }, [failed, embed]);

  if (failure === null) return null;
  const text =
    typeof failure.scenario === 'string'
      ? failure.scenario
      : JSON.stringify(failure.scenario, null, 2);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // The text stands selectable below the button.
      setCopied(false);
    }
  };
  return (
    <div className={styles['failure']} role="alertdialog" aria-labelledby="failure-title">
      <h2 id="failure-title">{m.title}</h2>
      <p>{m.what}</p>
      <p className={styles['message']}>
        <code>{failure.message}</code>
      </p>
      <p>{m.scenario}</p>
      {/* Long scenarios scroll, so the keyboard must get in. */}
      <textarea
        className={styles['scenario']}
        aria-label={m.scenario}
        readOnly
        rows={8}
        value={text}
      />
      <div className={styles['buttons']}>
        <button ref={again} type="button" className={controls['button']} onClick={restart}>
          {m.again}
        </button>
        <button type="button" className={controls['button']} onClick={() => void copy()}>
          {m.copy}
        </button>
        <output>{copied && m.copied}</output>
      </div>
    </div>
  );
}
