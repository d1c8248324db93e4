import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { PLACE_KINDS, type PlaceKind } from '../../store/vocabulary';
import { useMessages } from '../../i18n/react';
import { judge } from '../../lessons/judge';
import type { Predict } from '../../lessons/lesson';
import type { Value } from '../../lessons/predicate/expression';
import type { Answer, LessonEvent } from '../../lessons/runner';
import { useApp, type AppState } from '../../store';
import controls from '../../ui/controls.module.css';
import { AnotherRun } from './AnotherRun';
import { kindOf } from './evidence';
import styles from './lesson.module.css';
import { beginSweep, sweepIsDone } from './sweeping';
import { Reveal } from '../teach/Reveal';
import { playSegment, type Staged } from './use-segment';
import { useFigure, Words } from './Words';

interface Props {
  readonly step: Predict;
  readonly answer: Answer | null;
  readonly staged: Staged | null;
  readonly send: (event: LessonEvent) => void;
}

/** A prediction: answered and locked, then run, then both shown together with a reason. */
export function Question(props: Props) {
  const { answer, send } = props;
  const room = useRef<HTMLDivElement>(null);
  return (
    <div ref={room} tabIndex={-1} className={styles['room']}>
      <Part
        {...props}
        send={(event) => {
          // What had the focus goes away with the question; the reader stays where it was.
          if (answer === null) room.current?.focus({ preventScroll: true });
          send(event);
        }}
      />
    </div>
  );
}

function Part({ step, answer, staged, send }: Props) {
  const m = useMessages().lesson;
  if (answer === null) return <Asked step={step} staged={staged} send={send} />;
  if (!answer.shown) return <Running step={step} answer={answer} staged={staged} send={send} />;
  if (staged === null) return <p>{m.loading}</p>;
  return (
    <Reveal>
      <Outcome step={step} answer={answer} staged={staged} />
    </Reveal>
  );
}

function Asked({ step, staged, send }: Omit<Props, 'answer'>) {
  const m = useMessages().lesson.answer;
  const [guess, setGuess] = useState<number | string | null>(null);
  const { question } = step;
  const lock = (event: LessonEvent) => {
    if (staged === null) return;
    send(event);
    useApp.getState().guide({ heldAt: null });
    playSegment(staged.segment);
  };
  return (
    <form
      className={styles['question']}
      onSubmit={(event) => {
        event.preventDefault();
        if (guess !== null) lock({ kind: 'answer', guess });
      }}
    >
      {question.kind === 'choice' && <Choice step={step} guess={guess} onGuess={setGuess} />}
      {question.kind === 'number' && <NumberGuess onGuess={setGuess} />}
      {question.kind === 'pick' && <Pick guess={guess} onGuess={setGuess} />}
      <p className={styles['first']}>{m.first}</p>
      <div className={styles['turn']}>
        <button
          type="submit"
          className={controls['primary']}
          disabled={guess === null || staged === null}
        >
          {m.lock}
        </button>
        <button
          type="button"
          className={controls['button']}
          disabled={staged === null}
          onClick={() => {
            lock({ kind: 'skip' });
          }}
        >
          {m.skip}
        </button>
      </div>
    </form>
  );
}

interface GuessProps {
  readonly guess: number | string | null;
  readonly onGuess: (guess: number | string | null) => void;
}

function Choice({ step: { question }, guess, onGuess }: GuessProps & Pick<Props, 'step'>) {
  const m = useMessages().lesson.answer;
  const name = useId();
  const options = question.kind === 'choice' ? question.options : [];
  return (
    <fieldset className={styles['options']}>
      <legend>{m.choice}</legend>
      {options.map(({ text }, i) => (
        <label key={i}>
          <input
            type="radio"
            name={name}
            checked={guess === i}
            onChange={() => {
              onGuess(i);
            }}
          />
          <span>
            <Words text={text} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function NumberGuess({ onGuess }: Pick<GuessProps, 'onGuess'>) {
  const m = useMessages().lesson.answer;
  return (
    <label className={styles['number']}>
      <span>{m.number}</span>
      <input
        className={controls['number']}
        type="number"
        inputMode="decimal"
        min={0}
        step="any"
        onChange={({ currentTarget: { value, valueAsNumber } }) => {
          onGuess(value === '' || !Number.isFinite(valueAsNumber) ? null : valueAsNumber);
        }}
      />
    </label>
  );
}

/** A part is picked in the picture or from the list of those that stand there. */
function Pick({ guess, onGuess }: GuessProps) {
  const messages = useMessages();
  const name = useId();
  const shown = useApp((s) => s.spotlight?.shown ?? null);
  const places = useApp((s) => s.info?.topology.places);
  const stands = (kind: PlaceKind) =>
    (shown?.includes(kind) ?? true) && places?.some((place) => place.kind === kind) === true;
  const picked = useEffectEvent(onGuess);
  useEffect(() => {
    useApp.getState().select(null);
    return useApp.subscribe(
      (s) => s.selected,
      (selected) => {
        const kind = kindOf(selected, useApp.getState().info);
        if (kind !== null && kind !== 'packet') picked(kind);
      },
    );
  }, []);
  return (
    <fieldset className={styles['options']}>
      <legend>{messages.lesson.answer.pick}</legend>
      {PLACE_KINDS.filter(stands).map((kind) => (
        <label key={kind}>
          <input
            type="radio"
            name={name}
            value={kind}
            checked={guess === kind}
            onChange={() => {
              onGuess(kind);
            }}
          />
          <span>{messages.stage.places[kind].long}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Waits until the segment has been seen to its end, and has the answer judged. */
function Running({ step, answer, staged, send }: Props & { readonly answer: Answer }) {
  const m = useMessages().lesson.answer;
  const seen = useEffectEvent(() => {
    if (staged === null) return;
    send({ kind: 'shown', right: judge(step, answer.guess, staged.evidence).right });
  });
  useEffect(() => {
    if (staged === null) return;
    const { to, sweep } = staged.segment;
    const isOver = (s: AppState) => s.cursor >= to && (sweep === null || sweepIsDone(s));
    const unsubscribe = useApp.subscribe(isOver, (over) => {
      if (over) seen();
    });
    if (isOver(useApp.getState())) seen();
    return unsubscribe;
  }, [staged]);
  return (
    <div className={styles['question']}>
      <p>{m.locked}</p>
      <button
        type="button"
        className={controls['button']}
        disabled={staged === null}
        onClick={() => {
          if (staged === null) return;
          const { to, sweep } = staged.segment;
          const { seek, sweep: running } = useApp.getState();
          seek(to);
          // It may have been cancelled.
          if (sweep !== null && running?.state !== 'running') beginSweep(sweep);
        }}
      >
        {m.toEnd}
      </button>
    </div>
  );
}

function Outcome({
  step,
  answer,
  staged,
}: {
  readonly step: Predict;
  readonly answer: Answer;
  readonly staged: Staged;
}) {
  const m = useMessages().lesson;
  const figure = useFigure();
  const { question } = step;
  const verdict = judge(step, answer.guess, staged.evidence);
  const said = (value: Value) => {
    const option = question.kind === 'choice' ? question.options[Number(value)] : undefined;
    return option === undefined ? (
      figure(value, question.kind === 'choice' ? undefined : question.answer)
    ) : (
      <Words text={option.text} />
    );
  };
  return (
    <div className={styles['outcome']} data-right={answer.guess === null ? 'none' : verdict.right}>
      <div>
        <p className={styles['verdict']}>
          {answer.guess === null
            ? m.answer.skipped
            : verdict.right
              ? m.answer.right
              : m.answer.wrong}
        </p>
        <dl className={styles['both']}>
          {answer.guess !== null && !verdict.right && (
            <div>
              <dt>{m.answer.said}</dt>
              <dd>{said(answer.guess)}</dd>
            </div>
          )}
          <div>
            <dt>{verdict.right ? m.answer.both : m.answer.shown}</dt>
            <dd>{said(verdict.answer)}</dd>
          </div>
        </dl>
        <Words text={verdict.because} />
      </div>
      <h5>{m.answer.happened}</h5>
      <Words text={step.observe} />
      {staged.segment.from < staged.segment.to && (
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            playSegment(staged.segment);
          }}
        >
          {m.again}
        </button>
      )}
      {staged.segment.from < staged.segment.to && <p className={styles['first']}>{m.scrub}</p>}
      <AnotherRun staged={staged} />
    </div>
  );
}
