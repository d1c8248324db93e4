import { useMessages } from '../../../i18n/react';
import { useApp } from '../../../store';
import { citation } from '../prices/price-text';
import { VerdictBadge } from './VerdictBadge';
import figure from './figure.module.css';
import styles from './validation.module.css';

/** Figures that nobody asked the model for, each with the reason. */
export function SilentList({ said }: { readonly said: (english: string) => string }) {
  const m = useMessages().model.validation;
  const silent = useApp((s) => s.silent);
  const figures = useApp((s) => s.figures);
  const count = silent.reduce((sum, { figures: ids }) => sum + ids.length, 0);
  return (
    <section className={styles['silent']} aria-labelledby="silent-title">
      <h4 id="silent-title">{m.silentTitle(count)}</h4>
      {silent.map(({ why, figures: ids }) => (
        <details key={why} className={figure['figure']}>
          <summary className={figure['silence']}>
            <VerdictBadge verdict="silent" />
            <span>{said(why)}</span>
            <span className={figure['count']}>{ids.length}</span>
          </summary>
          <ul className={figure['ids']}>
            {ids.map((id) => {
              const published = figures.get(id);
              return (
                <li key={id} lang="en" data-silent-id={id}>
                  <code>{id}</code>{' '}
                  {published !== undefined && `${published.what}: ${citation(published)}`}
                </li>
              );
            })}
          </ul>
        </details>
      ))}
    </section>
  );
}
