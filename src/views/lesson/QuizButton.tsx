import { useMessages } from '../../i18n/react';
import { QUIZ_LESSONS } from '../../quiz/topics';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { anySeed, quizName } from '../quiz/name';

const AFTER_A_LESSON = 5;

/** To the quiz bank; of a lesson (its number) to a few questions that belong to it, where there are any. */
export function QuizButton({ lesson }: { readonly lesson: number | null }) {
  const m = useMessages().quiz;
  const openLesson = useApp((s) => s.openLesson);
  if (lesson !== null && !QUIZ_LESSONS.includes(lesson)) return null;
  return (
    <button
      type="button"
      className={controls['button']}
      onClick={() => {
        openLesson(
          lesson === null
            ? 'quiz'
            : quizName({ seed: anySeed(), count: AFTER_A_LESSON, lessons: [lesson] }),
        );
      }}
    >
      {lesson === null ? m.open : m.openOfLesson(String(lesson))}
    </button>
  );
}
