import { useEffect, useState } from 'react';
import type { Lesson } from '../../lessons/lesson';
import type { Material } from '../../lessons/material';
import { connectLessonDesk } from '../../store/lesson-desk';

type Made =
  | { readonly kind: 'making' }
  | { readonly kind: 'made'; readonly material: Material }
  | { readonly kind: 'failed'; readonly reason: string };

const MAKING: Made = { kind: 'making' };

/** What the engine gives to a lesson on paper, from a thread that is there for this alone. `again` tries once more. */
export function useMaterial(lesson: Lesson): { readonly made: Made; readonly again: () => void } {
  const [made, setMade] = useState(MAKING);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let current = true;
    const { api, close } = connectLessonDesk();
    api.material(lesson).then(
      (material) => {
        close();
        if (current) setMade({ kind: 'made', material });
      },
      (error: unknown) => {
        close();
        const reason = error instanceof Error ? error.message : String(error);
        if (current) setMade({ kind: 'failed', reason });
      },
    );
    return () => {
      current = false;
      close();
    };
  }, [lesson, attempt]);
  return {
    made,
    again: () => {
      setMade(MAKING);
      setAttempt(attempt + 1);
    },
  };
}
