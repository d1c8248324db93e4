import { formatPicos } from '../../../i18n/format';
import { useMessages } from '../../../i18n/react';
import { BAND_OF } from '../../../store/vocabulary';
import type { PathWay } from '../../../store/vocabulary';
import styles from './claims.module.css';

/** The places a lone packet passes, and the exits it causes. */
export function Way({ way }: { readonly way: PathWay }) {
  const { claims: m, stage } = useMessages();
  const { direction, places, exits, copies, registers, latencyNs } = way;
  return (
    <section className={styles['way']} aria-label={m.way(direction)}>
      <h5>{m.way(direction)}</h5>
      <ol className={styles['places']}>
        {places.map((place, i) => (
          <li key={`${place} ${String(i)}`} data-band={BAND_OF[place]}>
            {stage.places[place].short}
          </li>
        ))}
      </ol>
      <p className={styles['hint']}>
        {m.met(formatPicos(latencyNs * 1e3), exits.length, copies, registers.length)}
      </p>
      {exits.length > 0 && (
        <ul className={styles['exits']}>
          {exits.map(({ reason, register }, i) => (
            <li key={`${reason} ${String(i)}`}>
              <code lang="en">{m.exit(reason, register)}</code>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
