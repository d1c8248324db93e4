import { useState } from 'react';
import { useMessages } from '../../i18n/react';
import type { Language, Lesson } from '../../lessons/lesson';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { AuthorButton } from '../teach/AuthorButton';
import { Broken } from './Broken';
import { FileButton, LESSON_FILES } from './FileButton';
import { progress } from './kept';
import course from './course.module.css';
import styles from './lesson.module.css';
import { takeFile } from '../../store/own-lessons';
import type { Loaded } from './load';
import { ProgressTools } from './ProgressTools';
import { QuizButton } from './QuizButton';
import { useLessons } from './use-lessons';

/** The lessons there are, how far the learner is in each, and the way to what teachers need. */
export function CourseMap({ language }: { readonly language: Language }) {
  const { lesson: m, glossary: words } = useMessages();
  const lessons = useLessons(language);
  const [refused, setRefused] = useState<Loaded | null>(null);
  const openLesson = useApp((s) => s.openLesson);
  const [{ lessons: states }, setKnown] = useState(progress);
  const stateOf = ({ id, steps }: Lesson) => {
    const state = Object.hasOwn(states, id) ? states[id] : undefined;
    if (state === undefined) return m.map.fresh;
    if (state.finished) return m.map.finished;
    return m.map.begun(String(state.step + 1), String(steps.length));
  };
  return (
    <div className={styles['lesson']} data-step="course" data-ready={lessons.length > 0}>
      <h3 className={styles['title']}>{m.map.title}</h3>
      <p>{m.map.what}</p>
      <div className={styles['turn']}>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            openLesson('parts');
          }}
        >
          {words.deck.offer}
        </button>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            useApp.getState().openGlossary('all');
          }}
        >
          {words.title}
        </button>
      </div>
      <ol className={course['map']}>
        {lessons.map((lesson) => (
          <li key={lesson.id}>
            <button
              type="button"
              onClick={() => {
                openLesson(lesson.id);
              }}
            >
              <strong>{m.number(String(lesson.number), lesson.title)}</strong>
              <span>
                {m.minutes(String(lesson.minutes))} · {stateOf(lesson)}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <QuizButton lesson={null} />
      <ProgressTools onChange={setKnown} />
      <section aria-label={m.map.own} className={course['teach']}>
        <FileButton
          label={m.map.own}
          accept={LESSON_FILES}
          onFile={(file) => {
            void takeFile(file).then((taken) => {
              if (taken.kind === 'ready') openLesson(taken.lesson.id);
              else setRefused(taken);
            });
          }}
        />
        <p className={styles['first']}>{m.map.ownWhat}</p>
        <AuthorButton />
        {refused !== null && refused.kind !== 'ready' && <Broken what={refused} />}
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            openLesson('teach');
          }}
        >
          {m.map.teach}
        </button>
      </section>
    </div>
  );
}
