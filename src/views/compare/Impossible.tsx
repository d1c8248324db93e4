import type { Issue } from '../../store/vocabulary';
import { useMessages } from '../../i18n/react';
import styles from './chart.module.css';

/** Why a lane cannot be; the others go on. */
export function Impossible({ issues }: { readonly issues: readonly Issue[] }) {
  const messages = useMessages();
  const m = messages.compare.lane;
  return (
    <output className={styles['impossible']}>
      <strong>{m.impossible}</strong>
      {issues.length === 0 ? (
        <p>{m.noDevice}</p>
      ) : (
        issues.map((issue) => <p key={issue.path}>{messages.problems.issue(issue)}</p>)
      )}
    </output>
  );
}
