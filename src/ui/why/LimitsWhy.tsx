import { formatCount } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { useLimitWhy } from '../LimitGauges';
import styles from './why.module.css';

/** Every limit on the number of VFs with the numbers behind it, the lowest first. */
export function LimitsWhy() {
  const { why: m, limits: words } = useMessages();
  const info = useApp((s) => s.info);
  const whyOf = useLimitWhy();
  if (info === null) return null;
  const { max, binding, all } = info.cardLimits;
  return (
    <>
      <p>{m.limits.what(formatCount(max), info.topology.deviceName)}</p>
      <ol className={styles['limits']}>
        {[...all]
          .toSorted((a, b) => a.max - b.max || Number(b.id === binding) - Number(a.id === binding))
          .map((limit) => (
            <li key={limit.id}>
              <p>
                <strong>
                  {words.name[limit.id]}: {formatCount(limit.max)}
                </strong>{' '}
                {limit.id === binding && <span className={styles['kind']}>{words.binds}</span>}
              </p>
              <p>{whyOf(limit.why)}</p>
              <p className={styles['remark']}>
                {m.limits.known}: {m.limits.basis[limit.id]}
              </p>
            </li>
          ))}
      </ol>
      <p className={styles['remark']}>{m.limits.more}</p>
    </>
  );
}
