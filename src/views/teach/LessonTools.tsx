import { useMessages } from '../../i18n/react';
import type { Lesson } from '../../lessons/lesson';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { HandoutButton } from './HandoutButton';

interface Props {
  readonly lesson: Lesson;
  /** As the address names it. */
  readonly name: string;
}

/** What a teacher does with the lesson that is open. */
export function LessonTools({ lesson, name }: Props) {
  const m = useMessages().teach.present;
  const presenting = useApp((s) => s.presenting);
  return (
    <>
      <HandoutButton lesson={lesson} name={name} />
      {!presenting && (
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            useApp.getState().guide({ presenting: true });
          }}
        >
          {m.start}
        </button>
      )}
    </>
  );
}
