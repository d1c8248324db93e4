import { useId, useRef, useState } from 'react';
import { askText, kindText, optionText, stepTexts, whyText } from '../../i18n/quiz-telling';
import { useMessages } from '../../i18n/react';
import { judgeAnswer, readAnswer, writeAnswer } from '../../quiz/judge';
import type { Question, QuizKind } from '../../quiz/question';
import { lab, useApp } from '../../store';
import type { View } from '../../store/prefs';
import controls from '../../ui/controls.module.css';
import lesson from '../lesson/lesson.module.css';
import styles from './quiz.module.css';

interface Props {
  readonly question: Question;
  /** Null: he did not know; undefined: not answered yet. */
  readonly answer: number | string | null | undefined;
  readonly isLast: boolean;
  readonly onAnswer: (answer: number | string | null) => void;
  readonly onNext: () => void;
}

/** One question: asked, answered and locked, then solved step by step. */
export function Asked({ question, answer, isLast, onAnswer, onNext }: Props) {
  const messages = useMessages();
  const m = messages.quiz;
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <>
      <h4 ref={heading} tabIndex={-1} className={lesson['kind']}>
        {kindText(messages, question)}
      </h4>
      <p>{askText(messages, question)}</p>
      {answer === undefined ? (
        <Form
          question={question}
          onAnswer={(given) => {
            onAnswer(given);
            heading.current?.focus();
          }}
        />
      ) : (
        <>
          <Outcome question={question} answer={answer} />
          <div className={lesson['turn']}>
            <button type="button" className={controls['primary']} onClick={onNext}>
              {isLast ? m.end : m.next}
            </button>
            <LabButton question={question} />
          </div>
        </>
      )}
    </>
  );
}

function Form({ question, onAnswer }: Pick<Props, 'question' | 'onAnswer'>) {
  const messages = useMessages();
  const m = messages.quiz;
  const { form } = question;
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [unread, setUnread] = useState(false);
  const id = useId();
  const empty = form.is === 'choice' ? chosen === null : text.trim() === '';
  const lock = () => {
    if (form.is === 'choice') {
      if (chosen !== null) onAnswer(chosen);
      return;
    }
    const read = readAnswer(text, form.notation);
    if (read === null) setUnread(true);
    else onAnswer(read);
  };
  return (
    <form
      className={lesson['question']}
      onSubmit={(event) => {
        event.preventDefault();
        lock();
      }}
    >
      {form.is === 'choice' ? (
        <fieldset className={lesson['options']}>
          <legend>{m.answer}</legend>
          {form.options.map((option) => (
            <label key={option}>
              <input
                type="radio"
                name={id}
                checked={chosen === option}
                onChange={() => {
                  setChosen(option);
                }}
              />
              <span>{optionText(messages, question, option)}</span>
            </label>
          ))}
        </fieldset>
      ) : (
        <label className={lesson['number']}>
          <span>{m.answer}</span>
          <input
            className={controls['number']}
            value={text}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            size={18}
            inputMode={form.notation === 'count' ? 'decimal' : 'text'}
            aria-describedby={`${id}-hint`}
            aria-invalid={unread}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setUnread(false);
            }}
          />
          <span id={`${id}-hint`} className={lesson['first']}>
            {unread ? `${m.unread} ` : ''}
            {m.hints[form.notation]}
          </span>
        </label>
      )}
      <div className={lesson['turn']}>
        <button type="submit" className={controls['primary']} disabled={empty}>
          {m.lock}
        </button>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            onAnswer(null);
          }}
        >
          {m.skip}
        </button>
      </div>
    </form>
  );
}

/** The answer beside the simulator's, the reason for this very mistake, and the way to the right one. */
function Outcome({
  question,
  answer,
}: {
  readonly question: Question;
  readonly answer: number | string | null;
}) {
  const messages = useMessages();
  const m = messages.quiz;
  const { form } = question;
  const verdict = answer === null ? null : judgeAnswer(form, answer);
  const written = (value: number | string) =>
    form.is === 'choice'
      ? optionText(messages, question, String(value))
      : writeAnswer(Number(value), form.notation);
  const why = verdict?.why ?? null;
  return (
    <div className={lesson['outcome']} data-right={verdict === null ? 'none' : verdict.right}>
      <output className={lesson['verdict']}>
        {verdict === null ? m.skipped : verdict.right ? m.right : m.wrong}
      </output>
      <dl className={lesson['both']}>
        {answer !== null && verdict?.right === false && (
          <div>
            <dt>{m.said}</dt>
            <dd>{written(answer)}</dd>
          </div>
        )}
        <div>
          <dt>{m.is}</dt>
          <dd>{written(form.answer)}</dd>
        </div>
      </dl>
      {why !== null && <p>{whyText(messages, question, why)}</p>}
      <h5>{m.solution}</h5>
      <ol className={styles['steps']}>
        {stepTexts(messages, question).map((step, i) => (
          <li key={i}>{step}</li>
        ))}
      </ol>
    </div>
  );
}

/** Where in the lab a question is answered best; elsewhere on the stage. */
const VIEW: Partial<Readonly<Record<QuizKind, View>>> = {
  'routing-id': 'pcie',
  'vf-bus': 'pcie',
  'vf-bar': 'pcie',
  'same-bus': 'pcie',
  'vf-max': 'pcie',
  binding: 'pcie',
  vectors: 'pcie',
  'routing-ids-of': 'pcie',
  tap: 'captures',
  throttle: 'metrics',
  'exits-per-packet': 'metrics',
};

function LabButton({ question: { kind, scenario } }: Pick<Props, 'question'>) {
  const m = useMessages().quiz;
  return (
    <button
      type="button"
      className={controls['button']}
      title={m.labHint}
      onClick={() => {
        useApp.setState({ beside: null, playing: false, stopAt: null });
        useApp.getState().setView(VIEW[kind] ?? 'stage');
        void lab.boot(structuredClone(scenario), { cursor: 0, start: 'paused', chooseRate: false });
      }}
    >
      {m.lab}
    </button>
  );
}
