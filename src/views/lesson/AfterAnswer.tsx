import { useMessages } from '../../i18n/react';
import styles from './lesson.module.css';

/** Stands where a view would tell what a question asks for. */
export function AfterAnswer() {
  const m = useMessages().lesson.answer;
  return (
    <p className={styles['after']} role="note">
      {m.after}
    </p>
  );
}
