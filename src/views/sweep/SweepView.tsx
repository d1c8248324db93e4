import { useEffect, useRef } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { essence } from '../../store/sweep-order';
import type { Editable } from '../../store/run';
import { Results } from './Results';
import { SweepSetUp } from './SetUp';
import styles from './sweep.module.css';

/** Many runs at once: what varies, how far it is, and what came out, drawn as it comes. */
export function SweepView() {
  const { sweep: m, fork } = useMessages();
  const sweep = useApp((s) => s.sweep);
  const input = useApp((s) => s.info?.scenarioInput);
  const forked = useApp((s) => (s.info?.scenario.fork ?? null) !== null);
  const former =
    sweep !== null &&
    input !== undefined &&
    essence(input as Editable, sweep.axes) !== sweep.essence;
  // What a lesson had computed, or who presents, is shown, not what it is made from.
  const results = useRef<HTMLDivElement>(null);
  const began = sweep?.began;
  const learning = useApp((s) => s.lesson !== null || s.presenting);
  useEffect(() => {
    if (began !== undefined && learning) results.current?.scrollIntoView({ block: 'start' });
  }, [began, learning]);
  return (
    <section className={styles['sweep']} aria-label={m.label}>
      <header>
        <h2>{m.label}</h2>
        <p>{m.intro}</p>
        {forked && <p className={styles['former']}>{fork.swept}</p>}
      </header>
      <SweepSetUp />
      {former && <p className={styles['former']}>{m.former}</p>}
      {sweep !== null && (
        <div ref={results}>
          <Results sweep={sweep} />
        </div>
      )}
    </section>
  );
}
