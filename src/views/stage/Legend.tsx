import { useMessages } from '../../i18n/react';
import styles from './legend.module.css';
import { SignShape } from './SignShape';
import { SIGNS } from './signs';

/** What each glyph means, folded away until it is asked for. */
export function Legend() {
  const m = useMessages().stage.legend;
  return (
    <details className={styles['legend']}>
      <summary
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.parentElement?.removeAttribute('open');
        }}
      >
        {m.title}
      </summary>
      <ul>
        {SIGNS.map((sign) => (
          <li key={sign}>
            <svg viewBox="0 0 28 20" width="28" height="20" aria-hidden="true" data-sign={sign}>
              <SignShape sign={sign} />
            </svg>
            <span>{m[sign]}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
