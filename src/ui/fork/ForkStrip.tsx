import { useMemo, useRef } from 'react';
import { formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { differingOf } from '../../store/forks';
import { futuresNow } from '../../store/futures';
import type { Future } from '../../store/futures';
import { IconButton } from '../IconButton';
import { changeText } from '../undo/words';
import controls from '../controls.module.css';
import { forks } from './page-forks';
import styles from './fork.module.css';

/** The futures of the run as tabs, and which kind of fork the one shown is. */
export function ForkStrip() {
  const messages = useMessages();
  const m = messages.fork;
  const strip = useRef<HTMLElement>(null);
  const info = useApp((s) => s.info);
  const futures = useApp((s) => s.futures);
  const beside = useApp((s) => s.beside);
  const tabs = useMemo(() => futuresNow({ info, futures, beside }), [info, futures, beside]);
  const [trunk] = tabs;
  const shown = tabs.find(({ id }) => id === futures?.shown);
  const fork = info?.scenario.fork ?? null;
  if (trunk === undefined || shown === undefined) {
    return fork === null ? null : (
      <div className={styles['strip']}>
        <p className={styles['kind']}>{m.loose(formatPicos(fork.at))}</p>
      </div>
    );
  }
  const nameOf = (tab: Future): string => {
    if (tab.id === trunk.id) return m.trunk;
    const { at, later, always, unparted } = differingOf(trunk, tab);
    const [first] = [...later, ...always];
    if (first === undefined || unparted !== null)
      return m.unchanged(formatPicos(unparted ?? at ?? 0));
    if (first.kind === 'typed') return shortOf(first.lines.at(-1) ?? '');
    return changeText(messages, first, tab.scenario);
  };
  return (
    <section ref={strip} className={styles['strip']} aria-label={m.label}>
      <div className={styles['tabs']}>
        {tabs.map((tab) => (
          <span key={tab.id} className={styles['tab']} data-shown={tab.id === shown.id}>
            <button
              type="button"
              aria-current={tab.id === shown.id ? 'true' : undefined}
              onClick={() => void forks.show(tab.id)}
            >
              {nameOf(tab)}
            </button>
            {tab.id !== trunk.id && (
              <IconButton
                icon="close"
                label={m.close(nameOf(tab))}
                onClick={() => {
                  void forks.close(tab.id).then(() => {
                    // The button that had the focus is gone.
                    strip.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
                  });
                }}
              />
            )}
          </span>
        ))}
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            forks.compare();
          }}
        >
          {m.compare}
        </button>
      </div>
      <p className={styles['kind']} aria-live="polite">
        <Kind trunk={trunk} tab={shown} />
      </p>
    </section>
  );
}

/** Of what sets up a VF, what it sets. */
const shortOf = (line: string) => line.replace(/^ip link set (?:dev )?\S+ (?=vf )/u, '');

function Kind({ trunk, tab }: { readonly trunk: Future; readonly tab: Future }) {
  const messages = useMessages();
  const m = messages.fork;
  if (tab.id === trunk.id) return null;
  const { at, later, always, unparted } = differingOf(trunk, tab);
  const [first] = always;
  if (unparted !== null) return m.same(formatPicos(unparted));
  const moment = formatPicos(at ?? 0);
  if (first?.kind === 'typed') return m.typed(first.lines.at(-1) ?? '');
  if (first !== undefined) return m.always(changeText(messages, first, tab.scenario));
  return later.length === 0 ? m.same(moment) : m.later(moment);
}
