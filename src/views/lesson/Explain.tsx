import { useId } from 'react';
import { useMessages } from '../../i18n/react';
import type { Step } from '../../lessons/lesson';
import type { LessonEvent, LessonState } from '../../lessons/runner';
import controls from '../../ui/controls.module.css';
import styles from './lesson.module.css';
import { Words } from './Words';

interface Props {
  readonly step: Extract<Step, { readonly kind: 'explain' }>;
  readonly state: LessonState;
  readonly send: (event: LessonEvent) => void;
}

/** One sentence of the learner's own, then the model answer. */
export function Explain({ step, state, send }: Props) {
  const m = useMessages().lesson.explain;
  const hint = useId();
  const open = state.opened.includes(step.id);
  return (
    <div className={styles['question']}>
      <label className={styles['own']}>
        <span>{m.own}</span>
        <textarea
          rows={4}
          maxLength={2000}
          aria-describedby={hint}
          value={state.sentences[step.id] ?? ''}
          onChange={(event) => {
            send({ kind: 'write', sentence: event.currentTarget.value });
          }}
        />
      </label>
      <p id={hint} className={styles['first']}>
        {m.kept}
      </p>
      {open ? (
        <div className={styles['outcome']}>
          <h5>{m.answer}</h5>
          <Words text={step.model} />
        </div>
      ) : (
        <button
          type="button"
          className={controls['primary']}
          onClick={() => {
            send({ kind: 'open' });
          }}
        >
          {m.model}
        </button>
      )}
    </div>
  );
}
