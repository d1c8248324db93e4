import { useEffect } from 'react';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import controls from './controls.module.css';
import { Note } from './Note';
import styles from './notices.module.css';

/** A part of the page could not be fetched: the rest goes on, and the reader may have it fetched again. */
export function LostPart() {
  const m = useMessages().shell;
  const message = useApp((s) => s.lost);
  const fetchAgain = useApp((s) => s.fetchAgain);
  const goWithout = useApp((s) => s.goWithout);
  useEffect(() => {
    window.addEventListener('online', fetchAgain);
    return () => {
      window.removeEventListener('online', fetchAgain);
    };
  }, [fetchAgain]);
  return (
    <Note title={m.failure.unfetched} dismiss={m.problems.dismiss} onDismiss={goWithout}>
      <code lang="en">{message}</code>
      <p className={styles['rest']}>
        <button type="button" className={controls['button']} onClick={fetchAgain}>
          {m.failure.fetch}
        </button>{' '}
        {/* Where the site has been renewed meanwhile, its old parts are gone for good. */}
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            window.location.reload();
          }}
        >
          {m.failure.reload}
        </button>
      </p>
    </Note>
  );
}
