import { useApp } from '../store';

/** Longer gaps mean that frames were held back; the cursor must not jump over what was not shown. */
const MAX_STEP_MS = 100;

/**
 * The only place where wall-clock time enters the page. Frames are asked for only while the run plays, the tab
 * is shown and the page is on the screen (an embedded figure may be scrolled away).
 */
export function startPlaybackLoop(advance: (wallMs: number) => void): () => void {
  let handle: number | null = null;
  let last: number | null = null;
  let onScreen = true;

  const frame = (now: number) => {
    handle = requestAnimationFrame(frame);
    advance(Math.min(now - (last ?? now), MAX_STEP_MS));
    last = now;
  };
  const decide = () => {
    const run = useApp.getState().playing && !document.hidden && onScreen;
    if (run && handle === null) {
      last = null;
      handle = requestAnimationFrame(frame);
    } else if (!run && handle !== null) {
      cancelAnimationFrame(handle);
      handle = null;
    }
  };

  const unsubscribe = useApp.subscribe((s) => s.playing, decide);
  document.addEventListener('visibilitychange', decide);
  const observer = new IntersectionObserver((entries) => {
    onScreen = entries.at(-1)?.isIntersecting ?? true;
    decide();
  });
  observer.observe(document.body);
  decide();
  return () => {
    unsubscribe();
    document.removeEventListener('visibilitychange', decide);
    observer.disconnect();
    if (handle !== null) cancelAnimationFrame(handle);
  };
}
