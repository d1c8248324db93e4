import { useId } from 'react';
import { useMessages } from '../../i18n/react';
import controls from '../../ui/controls.module.css';
import { clockText, resetClock, startClock, stopClock, useTalk, useTalkClock } from './talk-clock';
import styles from './notes.module.css';

/** How long the talk takes, and how much is left. */
export function TalkTime() {
  const m = useMessages().hall.notes;
  const { elapsed, left } = useTalk();
  return (
    <span className={styles['time']} data-late={left !== null && left < 0}>
      <time title={m.elapsed}>{clockText(elapsed)}</time>
      {left !== null && <span>{m.left(clockText(left))}</span>}
    </span>
  );
}

export function TalkClock() {
  const m = useMessages().hall.notes;
  const id = useId();
  const running = useTalkClock((s) => s.since !== null);
  const minutes = useTalkClock((s) => s.minutes);
  const inBar = useTalkClock((s) => s.inBar);
  return (
    <div className={styles['clock']}>
      <TalkTime />
      <button
        type="button"
        className={controls['button']}
        onClick={() => {
          (running ? stopClock : startClock)(Date.now());
        }}
      >
        {running ? m.stop : m.start}
      </button>
      <button
        type="button"
        className={controls['button']}
        onClick={() => {
          resetClock(Date.now());
        }}
      >
        {m.reset}
      </button>
      <label htmlFor={id}>{m.minutes}</label>
      <input
        id={id}
        type="number"
        min={1}
        max={600}
        className={controls['select']}
        value={minutes ?? ''}
        onChange={(event) => {
          const value = Math.round(event.currentTarget.valueAsNumber);
          useTalkClock.setState({ minutes: value >= 1 && value <= 600 ? value : null });
        }}
      />
      <label className={controls['check']}>
        <input
          type="checkbox"
          checked={inBar}
          onChange={(event) => {
            useTalkClock.setState({ inBar: event.currentTarget.checked });
          }}
        />
        <span>{m.inBar}</span>
      </label>
    </div>
  );
}
