import { useEffect, useRef, useState } from 'react';
import { gathered, type Failure, type Found } from '../../lessons/claims';
import type { Lesson } from '../../lessons/lesson';
import { connectLessonDesk } from '../../store/lesson-desk';

export interface Trial {
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  /** Seeds tried, and of how many. */
  readonly done: number;
  readonly of: number;
  readonly failures: readonly Failure[];
  /** Why it could not go on. */
  readonly reason: string;
}

/** Tries what a lesson says with one seed after the other, in a thread of its own. */
export function useTrial() {
  const [trial, setTrial] = useState<Trial | null>(null);
  const stop = useRef<(() => void) | null>(null);
  useEffect(
    () => () => {
      stop.current?.();
    },
    [],
  );

  const run = async (lesson: Lesson, of: number) => {
    const { api, close } = connectLessonDesk();
    const found: Found[] = [];
    let stopped = false;
    stop.current = () => {
      stopped = true;
      close();
    };
    const show = (state: Trial['state'], done: number, reason = '') => {
      setTrial({ state, done, of, failures: gathered(found), reason });
    };
    show('running', 0);
    for (let seed = 1; seed <= of; seed++) {
      try {
        found.push(...(await api.tryWith(lesson, seed)));
      } catch (error) {
        // oxlint-disable-next-line typescript/no-unnecessary-condition -- Set by another call meanwhile.
        if (!stopped) show('failed', seed - 1, error instanceof Error ? error.message : '');
        close();
        return;
      }
      // oxlint-disable-next-line typescript/no-unnecessary-condition -- Set by another call meanwhile.
      if (stopped) return;
      show(seed === of ? 'done' : 'running', seed);
    }
    close();
  };

  return {
    trial,
    begin: (lesson: Lesson, seeds: number) => {
      void run(lesson, seeds);
    },
    cancel: () => {
      stop.current?.();
      setTrial((before) =>
        before?.state === 'running' ? { ...before, state: 'cancelled' } : before,
      );
    },
    forget: () => {
      stop.current?.();
      setTrial(null);
    },
  };
}
