import type { LimitId, VfLimit } from '../i18n/en/limits';
import { useMessages } from '../i18n/react';
import { formatCount } from '../i18n/format';
import styles from './vf-control.module.css';

/** The words for the numbers behind a limit. */
export function useLimitWhy(): (why: VfLimit['why']) => string {
  const { why: m } = useMessages().limits;
  return (why) => {
    switch (why.id) {
      case 'device-total':
        return m['device-total'](why);
      case 'total-vfs':
        return m['total-vfs'](why);
      case 'driver-max':
        return m['driver-max'](why);
      case 'ari-reach':
        return m['ari-reach'](why);
      case 'bus-numbers':
        return m['bus-numbers'](why);
      case 'memory-window':
        return m['memory-window'](why);
      case 'queue-pairs':
        return m['queue-pairs'](why);
      case 'msix-vectors':
        return m['msix-vectors'](why);
      case 'functions-per-bus':
        return m['functions-per-bus'](why);
      case 'memory-window-32':
        return m['memory-window-32'](why);
      case 'num-vfs-register':
        return m['num-vfs-register'](why);
    }
  };
}

interface Props {
  readonly value: number;
  readonly binding: LimitId;
  readonly limits: readonly VfLimit[];
}

/** Every limit as a gauge: the one that fills first is the one that binds. */
export function LimitGauges({ value, binding, limits }: Props) {
  const m = useMessages().limits;
  const whyOf = useLimitWhy();
  return (
    <details className={styles['all']}>
      <summary>{m.all}</summary>
      <ul className={styles['gauges']}>
        {limits.map((limit) => {
          const used = limit.max === 0 ? 1 : Math.min(1, value / limit.max);
          return (
            <li className={styles['gauge']} key={limit.id}>
              <span className={styles['gaugeName']}>
                {m.name[limit.id]}
                {limit.id === binding && <span className={styles['badge']}>{m.binds}</span>}
              </span>
              <span className={styles['number']}>
                {formatCount(value)}
                {' / '}
                {formatCount(limit.max)}
              </span>
              <div className={styles['bar']} aria-hidden="true">
                <i style={{ inlineSize: `${used * 100}%` }} />
              </div>
              <span className={styles['gaugeWhy']}>{whyOf(limit.why)}</span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
