import { useEffect, useState } from 'react';
import { useApp } from '../store';
import type { AppState } from '../store';

/** Words and numbers that follow the cursor change at most this often, wall ms. */
const EVERY_MS = 100;

/** A value of the store for things that are read, not watched: at most ten times a second. `select` must be stable. */
export function useSlow<T>(select: (state: AppState) => T): T {
  const [value, setValue] = useState(() => select(useApp.getState()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    const read = () => {
      timer = undefined;
      last = performance.now();
      setValue(() => select(useApp.getState()));
    };
    const unsubscribe = useApp.subscribe(select, () => {
      if (timer !== undefined) return;
      const wait = last + EVERY_MS - performance.now();
      if (wait <= 0) read();
      else timer = setTimeout(read, wait);
    });
    read();
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [select]);
  return value;
}

export const cursorOf = (state: AppState) => state.cursor;
