import { useMessages } from '../../i18n/react';
import styles from './why.module.css';

/** Whether a number was counted in the run or is a sum of prices. */
export function Kind({ kind }: { readonly kind: 'counted' | 'priced' }) {
  const m = useMessages().why;
  return (
    <strong className={styles['kind']} title={kind === 'counted' ? m.countedText : m.pricedText}>
      {m[kind]}
    </strong>
  );
}
