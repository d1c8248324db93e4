import { useEffect, useMemo, useRef, useState } from 'react';
import { PLACE_KINDS, type PlaceKind } from '../../store/vocabulary';
import { useMessages } from '../../i18n/react';
import type { Lesson, Step } from '../../lessons/lesson';
import {
  advance,
  isComplete,
  scoreOf,
  stepOf,
  type LessonEvent,
  type LessonState,
} from '../../lessons/runner';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import hidden from '../../ui/hidden.module.css';
import { kindOf } from './evidence';
import { Explain } from './Explain';
import { keep, opened } from './kept';
import styles from './lesson.module.css';
import { NotKept } from './ProgressTools';
import { Question } from './Question';
import { QuizButton } from './QuizButton';
import { backTo, toItsBeginning } from './scrolling';
import { TaskStep } from './TaskStep';
import { useMark } from './use-mark';
import { useTerms } from './use-terms';
import { useTurning } from './turning';
import { playSegment, useSegment, type Staged } from './use-segment';
import { Words, WordsContext } from './Words';

/** One lesson, step by step, beside the stage it speaks of. */
export function Player({ lesson }: { readonly lesson: Lesson }) {
  const m = useMessages().lesson;
  const [state, setState] = useState(() => opened(lesson));
  const [pointed, setPointed] = useState<PlaceKind | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // What a presenter presses in the picture stands out of it.
  const picked = useApp((s) =>
    s.presenting ? (PLACE_KINDS.find((kind) => kind === kindOf(s.selected, s.info)) ?? null) : null,
  );
  const staged = useSegment(lesson, state, pointed ?? picked);
  const step = stepOf(lesson, state);
  const last = state.step === lesson.steps.length - 1;
  const complete = isComplete(step, state);
  // Who presents may pass by what nobody has answered.
  const mayGo = useApp((s) => s.presenting && !last) || complete;
  useMark(lesson, state);

  const send = (event: LessonEvent) => {
    setState((before) => {
      const after = advance(lesson, before, event);
      if (after !== before) keep(after);
      return after;
    });
  };
  const turn = (kind: 'next' | 'back') => {
    setPointed(null);
    send(kind === 'next' && !complete ? { kind: 'go', step: state.step + 1 } : { kind });
    heading.current?.focus({ preventScroll: true });
  };

  useTurning((kind) => {
    if (kind === 'back' ? state.step > 0 : mayGo && !last) turn(kind);
  });

  const told = state.answers[step.id]?.shown === true;
  const before = useRef({ step: state.step, told });
  useEffect(() => {
    const { step: from, told: known } = before.current;
    before.current = { step: state.step, told };
    const element = heading.current?.closest('[data-step]');
    if (!element) return;
    if (from !== state.step) toItsBeginning(element);
    else if (told && !known) {
      // A long list of answers has given way to a verdict.
      const verdict = element.querySelector('[data-right]');
      if (verdict !== null) backTo(verdict, element);
    }
  }, [state.step, told]);

  useEffect(() => {
    useApp.getState().guide({ lessonStep: step.id });
  }, [step.id]);

  const terms = useTerms(step, lesson);
  const { language } = lesson;
  const around = useMemo(
    () => ({ language, evidence: staged?.evidence ?? null, onPoint: setPointed, terms }),
    [language, staged, terms],
  );
  const score = scoreOf(lesson, state);
  const said = useSaid(step, state);
  return (
    <WordsContext value={around}>
      <div className={styles['lesson']} data-step={step.id} data-ready={staged !== null}>
        <h3 className={styles['title']}>{m.number(String(lesson.number), lesson.title)}</h3>
        <p className={styles['place']}>
          <span>{m.stepOf(String(state.step + 1), String(lesson.steps.length))}</span>
          <progress
            max={lesson.steps.length}
            value={state.finished ? lesson.steps.length : state.step}
            aria-hidden="true"
          />
          <span>{m.minutes(String(lesson.minutes))}</span>
        </p>
        <output className={hidden['hidden']}>{said}</output>
        <NotKept />
        <h4 ref={heading} tabIndex={-1} className={styles['kind']}>
          {m.kinds[step.kind]}
        </h4>
        <div className={styles['text']}>
          <Words text={step.text} />
        </div>
        {step.kind === 'watch' && !isStill(staged) && (
          <button
            type="button"
            className={controls['primary']}
            disabled={staged === null}
            onClick={() => {
              if (staged !== null) playSegment(staged.segment);
            }}
          >
            {m.play}
          </button>
        )}
        {(step.kind === 'predict' || step.kind === 'transfer') && (
          <Question
            key={step.id}
            step={step}
            answer={state.answers[step.id] ?? null}
            staged={staged}
            send={send}
          />
        )}
        {step.kind === 'explain' && <Explain key={step.id} step={step} state={state} send={send} />}
        {step.kind === 'task' && (
          <TaskStep
            key={step.id}
            lesson={lesson}
            step={step}
            state={state}
            staged={staged}
            send={send}
          />
        )}
        {step.sources.length > 0 && complete && (
          <details className={styles['sources']}>
            <summary>{m.sources}</summary>
            {step.sources.map((text, i) => (
              <Words key={i} text={text} />
            ))}
          </details>
        )}
        {state.finished && last && (
          <p className={styles['end']}>
            <strong>{m.done}</strong> {m.score(String(score.right), String(score.of))}
          </p>
        )}
        {state.finished && last && <QuizButton lesson={lesson.number} />}
        <div className={styles['turn']}>
          <button
            type="button"
            className={controls['button']}
            disabled={state.step === 0}
            onClick={() => {
              turn('back');
            }}
          >
            {m.back}
          </button>
          <button
            type="button"
            className={controls[complete ? 'primary' : 'button']}
            disabled={!mayGo || (last && state.finished)}
            onClick={() => {
              turn('next');
            }}
          >
            {last ? m.finish : m.next}
          </button>
        </div>
      </div>
    </WordsContext>
  );
}

/** A scene at one moment has nothing to play. */
function isStill(staged: Staged | null): boolean {
  if (staged === null) return false;
  const { from, to, sweep } = staged.segment;
  return sweep === null && to <= from;
}

/** What has just become of an answer or a task, for who does not see it appear. */
function useSaid(step: Step, { answers, tasks, finished }: LessonState): string {
  const m = useMessages().lesson;
  const answer = answers[step.id];
  const task = tasks[step.id];
  if (step.kind === 'summary' && finished) return m.done;
  if (task !== undefined) return task === 'solved' ? m.task.solved : m.task.passed;
  if (answer === undefined) return '';
  if (!answer.shown) return m.answer.locked;
  if (answer.right === null) return m.answer.skipped;
  return answer.right ? m.answer.right : m.answer.wrong;
}
