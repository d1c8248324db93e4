import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import course from './course.module.css';
import { useOpening } from './use-opening';

/** The first choice of somebody new: learn, look around, or teach. Asked once. */
export function StartBar() {
  const m = useMessages().lesson.start;
  useOpening();
  const choose = (lesson: string | null) => {
    const { begin, openLesson } = useApp.getState();
    begin();
    if (lesson !== null) openLesson(lesson);
  };
  return (
    <section className={course['start']} aria-label={m.label}>
      <button
        type="button"
        className={controls['primary']}
        onClick={() => {
          choose('parts');
        }}
      >
        {m.begin}
      </button>
      <button
        type="button"
        className={controls['button']}
        onClick={() => {
          choose(null);
        }}
      >
        {m.explore}
      </button>
      <button
        type="button"
        className={controls['button']}
        onClick={() => {
          choose('teach');
        }}
      >
        {m.teach}
      </button>
    </section>
  );
}
