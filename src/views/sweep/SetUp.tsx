import { useId } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { ALL_GUESTS, ALL_SIZES } from '../../store/sweep';
import type { SweepSetup } from '../../store/sweep';
import { PATH_IDS } from '../../store/vocabulary';
import controls from '../../ui/controls.module.css';
import { PathMark } from './path-look';
import { faultText } from './words';
import styles from './sweep.module.css';

const PRESETS = {
  full: { sizes: ALL_SIZES, guests: ALL_GUESTS, rates: '' },
  sizes: { sizes: '60,96,128,192,256,384,512,768,1024,1514', guests: '1', rates: '' },
  guests: { sizes: '1500', guests: '1,2,3,4,6,8,12,16', rates: '' },
  rates: { sizes: '1500', guests: '1', rates: '1000,3000,10000,30000,100000,300000,1000000' },
} as const satisfies Record<string, Omit<SweepSetup, 'paths'>>;
const PRESET_IDS = ['full', 'sizes', 'guests', 'rates'] as const;

/** What varies, and the button that runs it. */
export function SweepSetUp() {
  const messages = useMessages();
  const m = messages.sweep;
  const setup = useApp((s) => s.sweepSetup);
  const fault = useApp((s) => s.sweepFault);
  const set = useApp((s) => s.setSweep);
  const running = useApp((s) => s.sweep?.state === 'running');
  const over = useApp((s) => s.sweep !== null);
  // The question of a lesson is open.
  const held = useApp((s) => s.heldAt !== null);
  const run = useApp((s) => s.runSweep);
  const cancel = useApp((s) => s.cancelSweep);
  const id = useId();
  return (
    <form
      className={styles['setUp']}
      aria-label={m.setUp.label}
      onSubmit={(event) => {
        event.preventDefault();
        if (running) cancel();
        else run();
      }}
    >
      <fieldset className={styles['presets']}>
        <legend className={controls['label']}>{m.presets.label}</legend>
        {PRESET_IDS.map((preset) => {
          const { sizes, guests, rates } = PRESETS[preset];
          const chosen = setup.sizes === sizes && setup.guests === guests && setup.rates === rates;
          return (
            <button
              key={preset}
              type="button"
              className={controls['button']}
              aria-pressed={chosen}
              onClick={() => {
                set(PRESETS[preset]);
              }}
            >
              {m.presets[preset]}
            </button>
          );
        })}
      </fieldset>
      <fieldset className={styles['paths']}>
        <legend className={controls['label']}>{m.setUp.paths}</legend>
        {PATH_IDS.map((path) => (
          <label key={path} className={controls['check']}>
            <input
              type="checkbox"
              checked={setup.paths.includes(path)}
              onChange={(event) => {
                const on = event.currentTarget.checked;
                set({
                  paths: PATH_IDS.filter((each) =>
                    each === path ? on : setup.paths.includes(each),
                  ),
                });
              }}
            />
            <PathMark path={path} />
            {messages.shell.paths[path]}
          </label>
        ))}
      </fieldset>
      <div className={styles['lists']}>
        {(['sizes', 'guests', 'rates'] as const).map((what) => (
          <label key={what} className={controls['field']}>
            <span className={controls['label']}>{m.setUp[what]}</span>
            <input
              className={styles['list']}
              value={setup[what]}
              placeholder={what === 'rates' ? m.setUp.asFast : m.setUp.asScenario}
              spellCheck={false}
              autoComplete="off"
              aria-describedby={`${id}-syntax ${id}-fault`}
              aria-invalid={fault !== null}
              onChange={(event) => {
                set({ [what]: event.currentTarget.value });
              }}
            />
          </label>
        ))}
      </div>
      <p className={styles['syntax']} id={`${id}-syntax`}>
        {m.setUp.syntax}
      </p>
      <div className={styles['go']}>
        <button
          type="submit"
          className={running ? controls['button'] : controls['primary']}
          disabled={setup.paths.length === 0 || held}
        >
          {running ? m.cancel : over ? m.again : m.run}
        </button>
        <Progress />
        <output className={controls['refusal']} id={`${id}-fault`}>
          {fault !== null && faultText(messages, fault)}
        </output>
      </div>
    </form>
  );
}

/** How far it is, for how long still; then how it ended. */
function Progress() {
  const m = useMessages().sweep.progress;
  const sweep = useApp((s) => s.sweep);
  if (sweep === null) return null;
  const { size, state, results, began, heard, threads, lost } = sweep;
  const done = results.size;
  const seconds = (heard - began) / 1000;
  const text = {
    running: [
      m.count(done, size),
      ...(done > 0 ? [m.left(Math.round((seconds / done) * (size - done)))] : []),
      m.threads(threads),
    ].join(', '),
    complete: m.complete(size, seconds.toFixed(1)),
    cancelled: m.cancelled(done, size),
    broken: m.broken(done, size),
  }[state];
  return (
    <div className={styles['progress']}>
      <progress max={size} value={done} aria-label={m.label} />
      <span aria-live={state === 'running' ? 'off' : 'polite'}>{text}</span>
      {lost.length > 0 && <span>{m.lost(lost.length, lost.at(-1) ?? '')}</span>}
    </div>
  );
}
