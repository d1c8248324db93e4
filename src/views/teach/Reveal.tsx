import { useState, type ReactNode } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import styles from './teach.module.css';

/** Keeps an answer back while somebody presents, until it is asked for. */
export function Reveal({ children }: { readonly children: ReactNode }) {
  const m = useMessages().teach.present;
  const presenting = useApp((s) => s.presenting);
  const [shown, setShown] = useState(false);
  if (!presenting || shown) return children;
  return (
    <div className={styles['kept']} data-kept>
      <p>{m.hidden}</p>
      <button
        type="button"
        className={controls['primary']}
        onClick={() => {
          setShown(true);
        }}
      >
        {m.show}
      </button>
    </div>
  );
}
