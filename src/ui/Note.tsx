import type { ReactNode } from 'react';
import { IconButton } from './IconButton';
import styles from './panel.module.css';

interface Props {
  readonly title: string;
  readonly dismiss: string;
  readonly onDismiss: () => void;
  readonly children: ReactNode;
}

/** Something to say that does not stop the page. */
export function Note({ title, dismiss, onDismiss, children }: Props) {
  return (
    <section className={styles['note']} aria-label={title}>
      <div className={styles['noteHead']}>
        <h2>{title}</h2>
        <IconButton icon="close" label={dismiss} onClick={onDismiss} />
      </div>
      {children}
    </section>
  );
}
