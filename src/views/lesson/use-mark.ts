import { useEffect } from 'react';
import type { Lesson, Text } from '../../lessons/lesson';
import type { Inline } from '../../lessons/read/inline';
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
      choices: choicesOf(lesson),
      language: lesson.language,
    });
  }, [lesson, state]);
}

function choicesOf({ steps }: Lesson): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    steps.flatMap((step) => {
      if ((step.kind !== 'predict' && step.kind !== 'transfer') || step.question.kind !== 'choice')
        return [];
      return [[step.id, step.question.options.map(({ text }) => wordsOf(text))]];
    }),
  );
}

/** Figures are the run's, and stand in no list of answers. */
function wordsOf(text: Text): string {
  const piece = (each: Inline): string => {
    if ('children' in each) return each.children.map(piece).join('');
    return each.kind === 'value' ? '…' : each.text;
  };
  return text.map(({ pieces }) => pieces.map(piece).join('')).join(' ');
}
