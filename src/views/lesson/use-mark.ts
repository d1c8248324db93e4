import { useEffect } from 'react';
import type { Lesson } from '../../lessons/lesson';
import { scoreOf, stepOf, type LessonState } from '../../lessons/runner';
import { useApp } from '../../store';

/** Tells the rest of the page, and a page around it, how far the lesson has been taken. */
export function useMark(lesson: Lesson, state: LessonState): void {
  useEffect(() => {
    const steps = lesson.steps.length;
    useApp.getState().mark({
      lesson: lesson.id,
      step: stepOf(lesson, state).id,
      done: state.finished ? steps : state.step,
      steps,
      ...scoreOf(lesson, state),
      finished: state.finished,
    });
  }, [lesson, state]);
}
