import { useSyncExternalStore } from 'react';
import { useApp } from '../store';
import { lettersOf } from '../store/page';

/**
 * Whether the media query holds now; its `rem` are of the size that is set for text and beside the page's scroll bar, as in the
 * style sheets' `@container page`: both have to change at the same width.
 */
export function useMedia(query: string): boolean {
  const letters = useApp(lettersOf);
  const bar = useApp((s) => s.bar);
  const scaled = query.replaceAll(
    /\b[\d.]+rem/gu,
    (size) => `calc(${String(Number.parseFloat(size) * letters)}rem + ${String(bar)}px)`,
  );
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
