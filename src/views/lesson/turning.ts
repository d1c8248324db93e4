import { useEffect, useEffectEvent } from 'react';

type Turn = (kind: 'next' | 'back') => void;

/** Turns the page of the lesson that is open. */
let open: Turn | null = null;

/** From elsewhere: a presenter's remote. False where no lesson is open. */
export function turnLesson(kind: 'next' | 'back'): boolean {
  open?.(kind);
  return open !== null;
}

export function useTurning(turn: Turn): void {
  const own = useEffectEvent(turn);
  useEffect(() => {
    const offered: Turn = (kind) => {
      own(kind);
    };
    open = offered;
    return () => {
      if (open === offered) open = null;
    };
  }, []);
}
