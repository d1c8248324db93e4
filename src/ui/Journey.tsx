import { useEffect, useMemo, useRef } from 'react';
import type { Journey as Story, Topology } from '../store/vocabulary';
import { formatCount, formatMoment, formatPicos } from '../i18n/format';
import { useMessages } from '../i18n/react';
import { rowSentence } from '../i18n/telling';
import { lab, useApp } from '../store';
import { tellsTo } from '../store/lesson';
import { IconButton } from './IconButton';
import { currentRow } from './current-row';
import { useJourney } from './use-journey';
import { cursorOf, useSlow } from './use-slow';
import { WhyNumber } from './why/WhyNumber';
import controls from './controls.module.css';
import styles from './journey.module.css';

/** The followed packet and everything that happens to it; a click goes to the moment. */
export function Journey() {
  const messages = useMessages();
  const m = messages.shell.inspector;
  const followed = useApp((s) => s.followed);
  const follow = useApp((s) => s.follow);
  const topology = useApp((s) => s.info?.topology);
  const journey = useJourney();
  const move = async (direction: 1 | -1) => {
    const at = await lab.adjacent(direction);
    if (at !== null) {
      useApp.getState().pause();
      useApp.getState().seek(at);
    }
  };
  if (topology === undefined) return null;
  if (followed === 0) {
    return (
      <section className={styles['journey']} aria-label={m.follow}>
        <p className={controls['hint']}>{m.everything}</p>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            follow(lab.packetHere());
          }}
        >
          {m.followFirst}
        </button>
      </section>
    );
  }
  const vm = journey?.vm ?? -1;
  return (
    <section className={styles['journey']} aria-label={m.follow}>
      <div className={styles['head']}>
        <h3 className={styles['name']}>
          {vm < 0 ? m.packet(followed) : m.followed(followed, messages.stage.guest(vm))}
        </h3>
        <IconButton icon="foldLeft" label={m.previous} onClick={() => void move(-1)} />
        <IconButton icon="foldRight" label={m.next} onClick={() => void move(1)} />
        <IconButton
          icon="close"
          label={m.unfollow}
          onClick={() => {
            follow(0);
          }}
        />
      </div>
      {journey === null || journey.rows.length === 0 ? (
        <p className={controls['hint']}>{m.noEvents}</p>
      ) : (
        <Events journey={journey} topology={topology} />
      )}
    </section>
  );
}

interface EventsProps {
  readonly journey: Story;
  readonly topology: Topology;
}

function Events({ journey, topology }: EventsProps) {
  const messages = useMessages();
  const m = messages.shell.inspector;
  const seek = useApp((s) => s.seek);
  const pause = useApp((s) => s.pause);
  const followed = useApp((s) => s.followed);
  const cursor = useSlow(cursorOf);
  const list = useRef<HTMLOListElement>(null);
  const until = useSlow(tellsTo);
  const rows = useMemo(
    () => journey.rows.filter((row) => row.own && row.at <= until),
    [journey, until],
  );
  const current = currentRow(rows, cursor);

  // The list follows the cursor inside its own box; the page does not move.
  useEffect(() => {
    const box = list.current;
    const row = box?.children[current];
    if (box === null || !(row instanceof HTMLElement)) return;
    const show = () => {
      const top = row.offsetTop;
      if (top < box.scrollTop || top + row.offsetHeight > box.scrollTop + box.clientHeight) {
        box.scrollTop = top - box.clientHeight / 3;
      }
    };
    // Also when the panel unfolds, or what stands above the list grows. Observing calls it once at once.
    const observer = new ResizeObserver(show);
    observer.observe(box);
    return () => {
      observer.disconnect();
    };
  }, [current, rows]);

  return (
    <>
      <ol ref={list} className={styles['events']} aria-label={m.events}>
        {rows.map((row, i) => (
          <li
            key={`${String(row.at)} ${String(i)}`}
            aria-current={i === current ? 'step' : undefined}
          >
            <button
              type="button"
              className={styles['event']}
              data-glyph={row.kind === 'fact' ? 'fact' : row.glyph}
              onClick={() => {
                pause();
                seek(row.at);
              }}
            >
              <span className={styles['time']}>{formatMoment(row.at)}</span>
              <span>{rowSentence(messages, topology, row, journey.vm, 'short')}</span>
            </button>
            {row.kind === 'hop' && row.end > row.at && (
              <span className={styles['lasts']}>
                <WhyNumber
                  question={{
                    kind: 'hop',
                    packet: followed,
                    step: row.step,
                    start: row.at,
                    end: row.end,
                    sentence: rowSentence(messages, topology, row, journey.vm, 'short'),
                  }}
                  label={messages.asking.hop(formatPicos(row.end - row.at))}
                >
                  {formatPicos(row.end - row.at)}
                </WhyNumber>
              </span>
            )}
          </li>
        ))}
      </ol>
      {journey.capped && <p className={controls['hint']}>{m.capped(formatCount(rows.length))}</p>}
    </>
  );
}
