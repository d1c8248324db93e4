import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { QUESTIONS, withTraffic } from './questions';
import type { Question } from './questions';
import styles from './compare.module.css';

/** Ready comparisons to press. */
export function Questions({ onScope }: { readonly onScope: (scope: Question['scope']) => void }) {
  const messages = useMessages();
  const m = messages.compare.questions;
  const traffic = useApp((s) => s.info?.scenario.vms[0]?.traffic);
  const ask = (question: Question) => {
    const { setLanes, edit } = useApp.getState();
    const wanted = question.traffic;
    const other =
      wanted !== null && (traffic?.kind !== wanted.kind || traffic.direction !== wanted.direction);
    setLanes(question.lanes, true);
    onScope(question.scope);
    if (other) edit((input) => withTraffic(input, wanted));
  };
  const words = messages.shell.setUp;
  return (
    <section className={styles['questions']} aria-label={m.label}>
      {QUESTIONS.map((question) => (
        <button
          key={question.id}
          type="button"
          className={controls['button']}
          title={
            question.traffic === null
              ? undefined
              : m.sets(
                  `${words.kinds[question.traffic.kind]}, ${words.directions[question.traffic.direction]}`,
                )
          }
          onClick={() => {
            ask(question);
          }}
        >
          {m[question.id]}
        </button>
      ))}
    </section>
  );
}
