import { useEffect, useEffectEvent, useState } from 'react';
import { useMessages } from '../../i18n/react';
import type { Evidence } from '../../lessons/facts/evidence';
import { valuesOf } from '../../lessons/judge';
import type { Lesson, Task } from '../../lessons/lesson';
import { holds } from '../../lessons/predicate/evaluate';
import { factsIn } from '../../lessons/predicate/expression';
import { factsOf } from '../../lessons/texts';
import { HINTS, type LessonEvent, type LessonState } from '../../lessons/runner';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { SetUp } from '../../ui/SetUp';
import { evidenceAt, wholeRun } from './evidence';
import styles from './lesson.module.css';
import { SolvedWords } from './SolvedWords';
import type { Staged } from './use-segment';
import { Words } from './Words';

interface Props {
  readonly lesson: Lesson;
  readonly step: Task;
  readonly state: LessonState;
  readonly staged: Staged | null;
  readonly send: (event: LessonEvent) => void;
}

/** Something to do in the lab; what the lab is in says whether it is done. */
export function TaskStep({ lesson, step, state, staged, send }: Props) {
  const m = useMessages().lesson.task;
  const outcome = state.tasks[step.id];
  const opened = state.hints[step.id] ?? 0;
  const [solved, setSolved] = useState<Evidence | null>(null);
  useWatch(step, staged !== null && outcome !== 'solved', (evidence) => {
    setSolved(evidence);
    send({ kind: 'solved' });
  });
  return (
    <div className={styles['question']}>
      {step.hints.slice(0, opened).map((text, i) => (
        <div key={i} className={styles['hint']}>
          <h5>{m.hint(String(i + 1))}</h5>
          <Words text={text} />
        </div>
      ))}
      <div>
        {outcome === undefined ? (
          <p className={styles['first']}>{m.waiting}</p>
        ) : (
          <div className={styles['outcome']} data-right={outcome === 'solved'}>
            <p className={styles['verdict']}>{outcome === 'solved' ? m.solved : m.passed}</p>
            <SolvedWords lesson={lesson} step={step} solved={solved} />
          </div>
        )}
      </div>
      {outcome === undefined && (
        <div className={styles['turn']}>
          {opened < HINTS ? (
            <button
              type="button"
              className={controls['button']}
              onClick={() => {
                send({ kind: 'hint' });
              }}
            >
              {m.more(String(opened + 1))}
            </button>
          ) : (
            <button
              type="button"
              className={controls['button']}
              onClick={() => {
                send({ kind: 'give-up' });
              }}
            >
              {m.giveUp}
            </button>
          )}
        </div>
      )}
      <details className={styles['controls']}>
        <summary>{m.controls}</summary>
        <SetUp />
      </details>
    </div>
  );
}

/** Looks at the lab after every change, one look at a time, until the task's predicate holds. */
function useWatch(step: Task, watching: boolean, onSolved: (seen: Evidence) => void): void {
  const { check } = step;
  const solved = useEffectEvent(onSolved);
  useEffect(() => {
    if (!watching) return;
    let [looking, changed, current] = [false, false, true];
    const look = async () => {
      if (looking) {
        changed = true;
        return;
      }
      looking = true;
      do {
        changed = false;
        const whole = await wholeRun();
        const evidence =
          whole &&
          (await evidenceAt(whole, useApp.getState().cursor, [
            ...factsOf(step),
            ...factsIn(check),
          ]));
        if (current && evidence !== null && holds(check, valuesOf(evidence))) {
          solved(evidence);
        }
        // oxlint-disable-next-line typescript/no-unnecessary-condition -- Set by another call meanwhile.
      } while (changed && current);
      looking = false;
    };
    const unsubscribe = useApp.subscribe(
      (s) => [s.cursor, s.selected, s.view, s.info?.run, s.transcript, s.sweep?.state] as const,
      () => void look(),
      { equalityFn: (a, b) => a.every((value, i) => value === b[i]) },
    );
    void look();
    return () => {
      current = false;
      unsubscribe();
    };
  }, [step, check, watching]);
}
