import { useMessages } from '../../i18n/react';
import type { UrlProblem } from '../../store/url';
import styles from './hall.module.css';

/** Why a moment is not on the screen as it was kept. */
export function Troubles({ troubles }: { readonly troubles: readonly UrlProblem[] }) {
  const messages = useMessages();
  if (troubles.length === 0) return null;
  return (
    <output className={styles['troubles']}>
      <strong>{messages.hall.demo.trouble}</strong>
      {troubles.slice(0, 4).map((trouble, i) => (
        <span key={i}>{messages.problems.address(trouble)}</span>
      ))}
    </output>
  );
}
