import { useState } from 'react';
import { useMessages } from '../../i18n/react';
import { MAX_QUIZ_SEED, MOST_QUESTIONS, QUIZ_LESSONS } from '../../quiz/topics';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import lesson from '../lesson/lesson.module.css';
import { anySeed, quizName } from './name';
import styles from './quiz.module.css';

const COUNTS = [5, 10, 20, MOST_QUESTIONS] as const;

/** Which questions, how many, and from which seed. */
export function QuizSetUp() {
  const m = useMessages().quiz;
  const openLesson = useApp((s) => s.openLesson);
  const [seed, setSeed] = useState(() => String(anySeed()));
  const [count, setCount] = useState(10);
  const [lessons, setLessons] = useState<readonly number[]>(QUIZ_LESSONS);
  const isSeed = /^\d{1,9}$/u.test(seed.trim()) && Number(seed) <= MAX_QUIZ_SEED;
  return (
    <form
      className={lesson['lesson']}
      data-quiz="quiz"
      onSubmit={(event) => {
        event.preventDefault();
        const all = lessons.length === QUIZ_LESSONS.length;
        openLesson(quizName({ seed: Number(seed), count, lessons: all ? [] : lessons }));
      }}
    >
      <h3 className={lesson['title']}>{m.title}</h3>
      <p>{m.what}</p>
      <label className={lesson['number']}>
        <span>{m.seed}</span>
        <input
          className={controls['number']}
          value={seed}
          size={12}
          inputMode="numeric"
          aria-invalid={!isSeed}
          onChange={(event) => {
            setSeed(event.currentTarget.value);
          }}
        />
      </label>
      <button
        type="button"
        className={controls['button']}
        onClick={() => {
          setSeed(String(anySeed()));
        }}
      >
        {m.newSeed}
      </button>
      <label className={lesson['number']}>
        <span>{m.count}</span>
        <select
          className={controls['select']}
          value={count}
          onChange={(event) => {
            setCount(Number(event.currentTarget.value));
          }}
        >
          {COUNTS.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <fieldset className={`${lesson['options'] ?? ''} ${styles['topics'] ?? ''}`}>
        <legend>{m.topics}</legend>
        {QUIZ_LESSONS.map((number) => (
          <label key={number}>
            <input
              type="checkbox"
              checked={lessons.includes(number)}
              onChange={(event) => {
                const on = event.currentTarget.checked;
                setLessons(
                  QUIZ_LESSONS.filter((each) => (each === number ? on : lessons.includes(each))),
                );
              }}
            />
            <span>{m.lesson(String(number))}</span>
          </label>
        ))}
      </fieldset>
      {lessons.length === 0 && <p role="alert">{m.noTopic}</p>}
      <div className={lesson['turn']}>
        <button
          type="submit"
          className={controls['primary']}
          disabled={!isSeed || lessons.length === 0}
        >
          {m.begin}
        </button>
      </div>
      <p className={lesson['first']}>{m.teach}</p>
    </form>
  );
}
