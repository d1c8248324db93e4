import { useEffect, useState } from 'react';
import type { Lesson } from '../../lessons/lesson';
import { useApp } from '../../store';
import { loadLesson } from '../lesson/load';
import { isQuiz } from '../quiz/name';

/** What stands where lessons stand, and is none. */
const PAGES: readonly string[] = ['course', 'parts', 'teach', 'embed', 'demo'];
export const isPage = (name: string): boolean => PAGES.includes(name) || isQuiz(name);

interface Open {
  /** As the address names it; null: none is open. */
  readonly name: string | null;
  /** Null until it has been read, too. */
  readonly lesson: Lesson | null;
}

/** The lesson beside the stage. */
export function useOpenLesson(): Open {
  const name = useApp((s) => (s.lesson === null || isPage(s.lesson) ? null : s.lesson));
  const language = useApp((s) => (s.locale === 'zh-CN' ? 'zh-CN' : 'en'));
  const [read, setRead] = useState<Open>({ name: null, lesson: null });
  useEffect(() => {
    if (name === null) return;
    let current = true;
    void loadLesson(name, language).then((what) => {
      if (current) setRead({ name, lesson: what.kind === 'ready' ? what.lesson : null });
    });
    return () => {
      current = false;
    };
  }, [name, language]);
  return { name, lesson: read.name === name ? read.lesson : null };
}
