import { useEffect, useState } from 'react';
import { COURSE } from '../../lessons/course';
import type { Language, Lesson } from '../../lessons/lesson';
import { loadLesson } from './load';

/** The lab's own lessons in their order, as soon as their texts are there. */
export function useLessons(language: Language): readonly Lesson[] {
  const [lessons, setLessons] = useState<readonly Lesson[]>([]);
  useEffect(() => {
    let current = true;
    void Promise.all(COURSE.map((id) => loadLesson(id, language))).then((loaded) => {
      if (!current) return;
      setLessons(loaded.flatMap((each) => (each.kind === 'ready' ? [each.lesson] : [])));
    });
    return () => {
      current = false;
    };
  }, [language]);
  return lessons.toSorted((a, b) => a.number - b.number);
}
