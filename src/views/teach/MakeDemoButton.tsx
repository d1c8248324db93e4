import { useState } from 'react';
import { useMessages } from '../../i18n/react';
import type { Lesson } from '../../lessons/lesson';
import { useApp } from '../../store';
import { takeDemo } from '../../store/demo-desk';
import { connectLessonDesk } from '../../store/lesson-desk';
import controls from '../../ui/controls.module.css';
import { useFigure } from '../lesson/Words';
import { demoOfLesson } from './demo-of-lesson';

/** A demo that begins as the scenes of a lesson; the one that was there can be brought back. */
export function MakeDemoButton({ lesson }: { readonly lesson: Lesson }) {
  const messages = useMessages();
  const m = messages.hall.demo;
  const figure = useFigure();
  const [said, setSaid] = useState('');
  const make = async () => {
    setSaid(m.making);
    const { api, close } = connectLessonDesk();
    try {
      const material = await api.material(lesson);
      const { kinds } = messages.lesson;
      takeDemo(await demoOfLesson(lesson, material, { ...m, kinds, figure }));
      useApp.getState().openLesson('demo');
    } catch (error) {
      setSaid(m.failed(error instanceof Error ? error.message : String(error)));
    } finally {
      close();
    }
  };
  return (
    <>
      <button
        type="button"
        className={controls['button']}
        aria-label={m.ofLessonNamed(lesson.title)}
        onClick={() => void make()}
      >
        {m.ofLesson}
      </button>
      <output>{said}</output>
    </>
  );
}
