import { useSyncExternalStore } from 'react';
import { useApp } from '../store';
import { lettersOf } from '../store/page';

/** Whether the media query holds now; its `rem` are of the size that is set for text, as in the style sheets' `@container page`. */
export function useMedia(query: string): boolean {
  const letters = useApp(lettersOf);
  const scaled = query.replaceAll(/[\d.]+(?=rem)/gu, (rem) => String(Number(rem) * letters));
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(scaled);
      list.addEventListener('change', changed);
      return () => {
        list.removeEventListener('change', changed);
      };
    },
    () => window.matchMedia(scaled).matches,
  );
}
