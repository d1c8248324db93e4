import type { ReactNode } from 'react';
import styles from './text.module.css';

/** What may be wider than the page is scrolled by itself, by keys too. */
export function Wide({
  facts,
  children,
}: {
  readonly facts?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div
      className={`${styles['wide'] ?? ''} ${facts === true ? (styles['facts'] ?? '') : ''}`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- or it could not be scrolled by keys
      tabIndex={0}
    >
      {children}
    </div>
  );
}
