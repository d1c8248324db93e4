import { formatMoment, formatRoundPicos } from '../i18n/format';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { isPaced } from '../store/lesson';
import { nearestRateIndex, neighbourRate, RATES } from '../store/playback';
import { Suspense } from 'react';
import { Icon } from './Icon';
import { IconButton } from './IconButton';
import { later } from './later';
import { TimeLine } from './TimeLine';
import { cursorOf, useSlow } from './use-slow';
import controls from './controls.module.css';
import styles from './transport.module.css';

const ForkButton = later(async () => (await import('./fork/ForkButton')).ForkButton);

const WALL_MS_PER_S = 1_000;
const DIRECTIONS: Readonly<Record<string, 1 | -1>> = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
};

export function Transport() {
  const m = useMessages().shell.transport;
  const playing = useApp((s) => s.playing);
  const ready = useApp((s) => s.info !== null && s.heldAt === null);
  const togglePlay = useApp((s) => s.togglePlay);
  const step = useApp((s) => s.step);
  const reset = useApp((s) => s.reset);
  const paced = useApp(isPaced);
  const stopped = useApp((s) => s.done && s.stopped !== null && s.cursor >= s.reached);
  return (
    <section className={styles['transport']} aria-label={m.label}>
      <div className={styles['buttons']}>
        <IconButton icon="reset" label={m.reset} disabled={!ready} onClick={reset} />
        <IconButton
          icon="back"
          label={m.back}
          disabled={!ready}
          onClick={() => void step(-1, 'hop')}
        />
        <IconButton
          primary
          icon={playing ? 'pause' : 'play'}
          label={playing ? m.pause : m.play}
          disabled={!ready}
          onClick={togglePlay}
        />
        <IconButton
          icon="step"
          label={m.step}
          disabled={!ready}
          onClick={() => void step(1, 'hop')}
        />
        <button
          type="button"
          className={controls['button']}
          disabled={!ready}
          onClick={() => void step(1, 'stage')}
        >
          <Icon name="stage" />
          {m.stage}
        </button>
        {!paced && (
          <Suspense fallback={<span className={styles['fork']} />}>
            <ForkButton />
          </Suspense>
        )}
      </div>
      {!paced && <Speed />}
      <TimeLine />
      <Clock />
      {stopped && <p className={styles['stopped']}>{m.stopped}</p>}
    </section>
  );
}

function Speed() {
  const m = useMessages().shell.transport;
  const rate = useApp((s) => s.rate);
  const setRate = useApp((s) => s.setRate);
  const text = m.speedText(formatRoundPicos(rate * WALL_MS_PER_S));
  return (
    <label className={styles['speed']}>
      <span className={styles['speedText']} aria-hidden="true">
        {text}
      </span>
      <input
        className={controls['slider']}
        type="range"
        min={0}
        max={RATES.length - 1}
        step={1}
        value={nearestRateIndex(rate)}
        aria-label={m.speed}
        aria-valuetext={text}
        onKeyDown={(event) => {
          // The speed may lie between two stops of the slider.
          const direction = DIRECTIONS[event.key];
          if (direction === undefined) return;
          event.preventDefault();
          setRate(neighbourRate(rate, direction));
        }}
        onChange={(event) => {
          setRate(RATES[event.currentTarget.valueAsNumber] ?? rate);
        }}
      />
    </label>
  );
}

function Clock() {
  const cursor = useSlow(cursorOf);
  return <span className={styles['clock']}>{formatMoment(cursor)}</span>;
}
