import { useEffect } from 'react';
import type { RefObject } from 'react';

/** While `open`: a press outside of `inside` or Escape puts it away; Escape gives the focus back to the first button there. */
export function useAway(
  open: boolean,
  inside: readonly RefObject<HTMLElement | null>[],
  close: () => void,
): void {
  useEffect(() => {
    if (!open) return;
    const away = (event: PointerEvent) => {
      const within = inside.some(({ current }) => current?.contains(event.target as Node));
      if (!within) close();
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // One thing lies in another: the inner one alone goes away.
      event.stopPropagation();
      close();
      inside[0]?.current?.querySelector('button')?.focus();
    };
    const parts = [document, ...inside.map(({ current }) => current)];
    document.addEventListener('pointerdown', away);
    for (const part of parts) part?.addEventListener('keydown', escape as EventListener);
    return () => {
      document.removeEventListener('pointerdown', away);
      for (const part of parts) part?.removeEventListener('keydown', escape as EventListener);
    };
  });
}
