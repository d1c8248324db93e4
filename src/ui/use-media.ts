import { useSyncExternalStore } from 'react';
import { useApp } from '../store';

/** Whether the media query holds now; its `rem` are of the size that is set for text, as in the style sheets' `@container page`. */
export function useMedia(query: string): boolean {
  const text = useApp((s) => s.text);
  const scaled = query.replaceAll(/[\d.]+(?=rem)/gu, (rem) => String((Number(rem) * text) / 100));
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
