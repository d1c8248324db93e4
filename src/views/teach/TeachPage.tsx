import { useId, useState } from 'react';
import { useMessages } from '../../i18n/react';
import { templateText } from '../../lessons/course';
import type { Language, Lesson } from '../../lessons/lesson';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { DocsButton } from '../../ui/DocsButton';
import { saveText } from '../../ui/save-text';
import lessonStyles from '../lesson/lesson.module.css';
import { lineFor } from '../../embed/lines';
import { useLessons } from '../lesson/use-lessons';
import { AuthorButton } from './AuthorButton';
import { CopyLine } from './CopyLine';
import { HandoutButton } from './HandoutButton';
import { MakeDemoButton } from './MakeDemoButton';
import styles from './teach.module.css';

/** What a teacher wants first: lessons to hand out and to present, a line to embed, a lesson of one's own. */
export function TeachPage({ language }: { readonly language: Language }) {
  const messages = useMessages();
  const m = messages.teach.page;
  const hall = messages.hall.page;
  const lessons = useLessons(language);
  return (
    <div className={lessonStyles['lesson']} data-step="teach" data-ready={lessons.length > 0}>
      <h3 className={lessonStyles['title']}>{m.title}</h3>
      <p>{m.what}</p>
      <p>
        <DocsButton place="home" />
      </p>
      <section aria-label={m.lessons} className={styles['part']}>
        <h4 className={lessonStyles['kind']}>{m.lessons}</h4>
        <p>{m.lessonsWhat}</p>
        <ol className={styles['lessons']}>
          {lessons.map((lesson) => (
            <li key={lesson.id}>
              <strong>{messages.lesson.number(String(lesson.number), lesson.title)}</strong>
              <Row lesson={lesson} />
            </li>
          ))}
        </ol>
      </section>
      <section aria-label={hall.title} className={styles['part']}>
        <h4 className={lessonStyles['kind']}>{hall.title}</h4>
        <p>{hall.what}</p>
        <div className={lessonStyles['turn']}>
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              const { openLesson, guide } = useApp.getState();
              openLesson(null);
              guide({ presenting: true });
            }}
          >
            {hall.present}
          </button>
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              useApp.getState().openLesson('demo');
            }}
          >
            {messages.hall.demo.make}
          </button>
        </div>
      </section>
      <Embed lessons={lessons} language={language} />
      <section aria-label={m.write} className={styles['part']}>
        <h4 className={lessonStyles['kind']}>{m.write}</h4>
        <p>{m.writeWhat}</p>
        <div className={lessonStyles['turn']}>
          <AuthorButton />
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              void templateText().then((text) => {
                saveText(text, 'my-lesson.md', 'text/markdown');
              });
            }}
          >
            {messages.lesson.map.template}
          </button>
        </div>
      </section>
    </div>
  );
}

function Row({ lesson }: { readonly lesson: Lesson }) {
  const messages = useMessages();
  const { page, present } = messages.teach;
  const open = (presenting: boolean) => {
    const { openLesson, guide } = useApp.getState();
    guide({ presenting });
    openLesson(lesson.id);
  };
  return (
    <div className={lessonStyles['turn']}>
      <HandoutButton lesson={lesson} name={lesson.id} />
      <MakeDemoButton lesson={lesson} />
      <button
        type="button"
        className={controls['button']}
        aria-label={present.startLesson(lesson.title)}
        onClick={() => {
          open(true);
        }}
      >
        {present.start}
      </button>
      <button
        type="button"
        className={controls['button']}
        aria-label={`${page.open}: ${lesson.title}`}
        onClick={() => {
          open(false);
        }}
      >
        {page.open}
      </button>
    </div>
  );
}

/** As wide as a page's text and as tall as a lesson in it, px. */
const FRAME = { width: 800, height: 720, picture: { page: '', print: '' } } as const;

interface EmbedProps {
  readonly lessons: readonly Lesson[];
  readonly language: Language;
}

function Embed({ lessons, language }: EmbedProps) {
  const messages = useMessages();
  const m = messages.teach.page;
  const id = useId();
  const [name, setName] = useState('course');
  const title = lessons.find((lesson) => lesson.id === name)?.title ?? m.embedCourse;
  const line = lineFor('frame', {
    home: window.location.href.replace(/[?#].*$/su, ''),
    parameters: [
      ['lang', language],
      ['lesson', name],
    ],
    packed: '',
    ...FRAME,
    title,
    link: messages.embed.line.link,
  });
  return (
    <section aria-label={m.embed} className={styles['part']}>
      <h4 className={lessonStyles['kind']}>{m.embed}</h4>
      <label className={styles['choice']} htmlFor={id}>
        <span>{m.embedWhich}</span>
        <select
          id={id}
          className={controls['select']}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
          }}
        >
          <option value="course">{m.embedCourse}</option>
          {lessons.map((lesson) => (
            <option key={lesson.id} value={lesson.id}>
              {messages.lesson.number(String(lesson.number), lesson.title)}
            </option>
          ))}
        </select>
      </label>
      <p>{m.embedWhat}</p>
      <CopyLine text={line} />
      <div className={lessonStyles['turn']}>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            useApp.getState().openLesson('embed');
          }}
        >
          {messages.embed.open}
        </button>
      </div>
      <p>{m.links}</p>
    </section>
  );
}
