import { Suspense, useEffect, useState } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { later } from '../../ui/later';
import { Broken } from './Broken';
import { CourseMap } from './CourseMap';
import { Deck } from './Deck';
import styles from './lesson.module.css';
import { loadLesson, type Loaded } from './load';
import { isQuiz } from '../quiz/name';
import { Player } from './Player';
import { LessonTools } from '../teach/LessonTools';
import { BuilderPage } from '../embed/BuilderPage';
import { TeachPage } from '../teach/TeachPage';
import { isPage } from '../teach/use-open-lesson';

const QuizView = later(async () => (await import('../quiz/QuizView')).QuizView);
const DemoPage = later(async () => (await import('../teach/DemoPage')).DemoPage);

/** What is open of the course: the list of lessons, or one of them. */
export function LessonView() {
  const m = useMessages().lesson;
  const name = useApp((s) => s.lesson);
  const language = useApp((s) => (s.locale === 'zh-CN' ? 'zh-CN' : 'en'));
  const openLesson = useApp((s) => s.openLesson);
  const presenting = useApp((s) => s.presenting);
  // In somebody's page, or in a learning platform, sits a learner.
  const embed = useApp((s) => s.embed);
  const isOwnPage = isPage(name ?? '');
  const [loaded, setLoaded] = useState<{ readonly name: string; readonly what: Loaded } | null>(
    null,
  );
  useEffect(() => {
    if (name === null || isOwnPage) return;
    let current = true;
    void loadLesson(name, language).then((what) => {
      if (current) setLoaded({ name, what });
    });
    return () => {
      current = false;
    };
  }, [name, isOwnPage, language]);
  if (name === null) return null;
  // While another language loads, the lesson stays as it is.
  const what = loaded?.name === name ? loaded.what : null;
  return (
    <div className={styles['view']}>
      <div className={styles['bar']}>
        {name !== 'course' && (
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              openLesson('course');
            }}
          >
            {m.course}
          </button>
        )}
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            openLesson(null);
          }}
        >
          {m.close}
        </button>
        {!isOwnPage && !embed && what?.kind === 'ready' && (
          <LessonTools lesson={what.lesson} name={name} />
        )}
      </div>
      {isQuiz(name) ? (
        <Suspense fallback={<p data-loading>{m.loading}</p>}>
          <QuizView name={name} />
        </Suspense>
      ) : name === 'course' ? (
        <CourseMap language={language} />
      ) : name === 'parts' ? (
        <Deck />
      ) : name === 'teach' ? (
        <TeachPage language={language} />
      ) : name === 'embed' ? (
        <BuilderPage />
      ) : name === 'demo' ? (
        <Suspense fallback={<p data-loading>{m.loading}</p>}>
          <DemoPage />
        </Suspense>
      ) : what === null ? (
        <p data-loading>{m.loading}</p>
      ) : what.kind === 'ready' ? (
        // Who presents begins with nothing answered.
        <Player key={`${what.lesson.id} ${String(presenting)}`} lesson={what.lesson} />
      ) : (
        <Broken what={what} />
      )}
    </div>
  );
}
