import { useEffect, useId, useState } from 'react';
import { useMessages } from '../../i18n/react';
import { templateText } from '../../lessons/course';
import type { Language, Lesson } from '../../lessons/lesson';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { saveText } from '../../ui/save-text';
import lessonStyles from '../lesson/lesson.module.css';
import { linkToLesson } from '../lesson/link';
import { useLessons } from '../lesson/use-lessons';
import { AuthorButton } from './AuthorButton';
import { CopyLine } from './CopyLine';
import { HandoutButton } from './HandoutButton';
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
        </div>
      </section>
      <Embed lessons={lessons} />
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

function Embed({ lessons }: { readonly lessons: readonly Lesson[] }) {
  const messages = useMessages();
  const m = messages.teach.page;
  const id = useId();
  const [name, setName] = useState('course');
  const [line, setLine] = useState('');
  const title = lessons.find((lesson) => lesson.id === name)?.title ?? m.embedCourse;
  useEffect(() => {
    void linkToLesson(name, { embed: true }).then((href) => {
      setLine(frame(href, title));
    });
  }, [name, title]);
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
      <p>{m.links}</p>
    </section>
  );
}

/** As HTML; what stands in an attribute has no quotes and no tags. */
function frame(href: string, title: string): string {
  const text = (value: string) => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<iframe src="${text(href)}" title="${text(title)}" width="100%" height="720" style="border:0" loading="lazy" allow="fullscreen; clipboard-write"></iframe>`;
}
