import { useEffect } from 'react';

/** Single keys on the page, from when they are loaded: a page can be looked at before it can be played. */
export function useShortcuts(): void {
  useEffect(() => {
    const gone = new AbortController();
    void import('./listen-to-keys').then(({ listenToKeys }) => {
      listenToKeys(gone.signal);
    });
    return () => {
      gone.abort();
    };
  }, []);
}
