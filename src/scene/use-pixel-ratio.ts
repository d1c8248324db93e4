import { useSyncExternalStore } from 'react';

function subscribe(changed: () => void): () => void {
  const list = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
  list.addEventListener('change', changed);
  return () => {
    list.removeEventListener('change', changed);
  };
}

/** Device pixels per CSS pixel; changes with zoom and with the screen the window is on. */
export function usePixelRatio(): number {
  return useSyncExternalStore(subscribe, () => window.devicePixelRatio);
}
