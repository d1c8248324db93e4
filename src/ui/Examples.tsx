import { Suspense } from 'react';
import { useMessages } from '../i18n/react';
import { later } from './later';
import styles from './examples.module.css';

const ExampleList = later(async () => (await import('./ExampleList')).ExampleList);

/** Folded at first, so that the page does not wait for what is in it. */
export function Examples() {
  const m = useMessages().shell.setUp;
  return (
    <details className={styles['examples']}>
      <summary>{m.examples}</summary>
      <Suspense>
        <ExampleList />
      </Suspense>
    </details>
  );
}
