import { useState } from 'react';
import { failureWords } from '../../i18n/en/failures';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { Broken } from '../lesson/Broken';
import { FileButton, LESSON_FILES } from '../lesson/FileButton';
import { takeFile } from '../../store/own-lessons';
import type { Loaded } from '../lesson/load';
import styles from './author.module.css';
import { useTrial } from './use-trial';

const SEEDS = [5, 20, 100] as const;

/** Opens a lesson's file: is it well formed, and do its runs show what it says? */
export function LessonCheck({ onOpened }: { readonly onOpened: () => void }) {
  const messages = useMessages();
  const m = messages.teach.author.check;
  const [taken, setTaken] = useState<{ readonly name: string; readonly what: Loaded } | null>(null);
  const [seeds, setSeeds] = useState<number>(20);
  const { trial, begin, cancel, forget } = useTrial();
  const lesson = taken?.what.kind === 'ready' ? taken.what.lesson : null;
  const claims = lesson?.steps.reduce((sum, step) => sum + step.claims.length, 0) ?? 0;
  const running = trial?.state === 'running';
  return (
    <section className={styles['check']} aria-label={m.title}>
      <h3>{m.title}</h3>
      <p>{m.what}</p>
      <div className={styles['turn']}>
        <FileButton
          label={m.choose}
          accept={LESSON_FILES}
          onFile={(file) => {
            forget();
            void takeFile(file).then((what) => {
              setTaken({ name: file.name, what });
            });
          }}
        />
      </div>
      {taken !== null && taken.what.kind !== 'ready' && <Broken what={taken.what} />}
      {lesson !== null && (
        <>
          <output data-well-formed>
            {m.wellFormed(taken?.name ?? '', String(lesson.steps.length), String(claims))}
          </output>
          <div className={styles['turn']}>
            <label className={styles['find']}>
              <span>{m.seeds}</span>
              <select
                className={controls['select']}
                value={seeds}
                disabled={running}
                onChange={(event) => {
                  setSeeds(Number(event.currentTarget.value));
                }}
              >
                {SEEDS.map((count) => (
                  <option key={count} value={count}>
                    {String(count)}
                  </option>
                ))}
              </select>
            </label>
            {running ? (
              <button type="button" className={controls['button']} onClick={cancel}>
                {m.cancel}
              </button>
            ) : (
              <button
                type="button"
                className={controls['primary']}
                onClick={() => {
                  begin(lesson, seeds);
                }}
              >
                {m.run}
              </button>
            )}
            <button
              type="button"
              className={controls['button']}
              onClick={() => {
                cancel();
                useApp.getState().openLesson(lesson.id);
                onOpened();
              }}
            >
              {m.open}
            </button>
          </div>
          {trial !== null && (
            <div data-trial={trial.state} data-failures={trial.failures.length}>
              <output>
                {trial.state === 'running' && (
                  <progress max={trial.of} value={trial.done} aria-label={m.run} />
                )}{' '}
                {trial.state === 'failed'
                  ? m.failed(trial.reason)
                  : trial.state === 'cancelled'
                    ? m.cancelled(String(trial.done))
                    : trial.state === 'running'
                      ? m.running(String(trial.done), String(trial.of))
                      : trial.failures.length === 0
                        ? m.holds(String(trial.done))
                        : m.failures(String(trial.failures.length))}
              </output>
              <ol className={styles['failures']}>
                {trial.failures.map((failure, i) => (
                  <li key={i}>
                    <strong>
                      {messages.lesson.broken.line(String(failure.line), String(failure.column))}
                    </strong>{' '}
                    {failureWords(messages.failures, failure)}
                    <span>
                      {m.often(String(failure.times), String(trial.done), String(failure.seed))}
                    </span>
                  </li>
                ))}
              </ol>
            </div>
          )}
        </>
      )}
    </section>
  );
}
