import { useEffect, useState } from 'react';
import { useApp } from '../../store';

/**
 * The cursor for words: at once when it was moved by hand, and at most every `everyMs` of wall time
 * while the run plays: at the speed of playing, that is a distance of simulated time.
 */
export function useCalmCursor(everyMs: number): number {
  const [calm, setCalm] = useState(() => useApp.getState().cursor);
  useEffect(() => {
    let last = -Infinity;
    const follow = () => {
      const { cursor, playing, rate } = useApp.getState();
      if (playing && Math.abs(cursor - last) < everyMs * rate) return;
      last = cursor;
      setCalm(cursor);
    };
    follow();
    const offCursor = useApp.subscribe((s) => s.cursor, follow);
    const offPlaying = useApp.subscribe((s) => s.playing, follow);
    return () => {
      offCursor();
      offPlaying();
    };
  }, [everyMs]);
  return calm;
}
