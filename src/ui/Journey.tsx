import { useEffect, useRef, useState } from 'react';
import { STEPS } from '../store/vocabulary';
import type { RunWindow, Topology } from '../store/vocabulary';
import { formatCount, formatMoment, formatPicos } from '../i18n/format';
import type { Messages } from '../i18n';
import { useMessages } from '../i18n/react';
import { lab, useApp } from '../store';
import { IconButton } from './IconButton';
import { currentRow, factText, journeyRows, MOST_ROWS } from './journey-rows';
import type { Row } from './journey-rows';
import { deviceName, placeName } from './place-name';
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
  // A packet from the wire begins outside every guest.
  const vm = journey?.hops.vm.find((each) => each >= 0);
  return (
    <section className={styles['journey']} aria-label={m.follow}>
      <div className={styles['head']}>
        <h3 className={styles['name']}>
          {vm === undefined ? m.packet(followed) : m.followed(followed, messages.stage.guest(vm))}
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
      {journey === null ? (
        <p className={controls['hint']}>{m.noEvents}</p>
      ) : (
        <Events rows={journeyRows(journey)} topology={topology} owner={vm ?? -1} />
      )}
    </section>
  );
}

/** What is known of the followed packet; asked for again while the run is still being computed. */
function useJourney(): RunWindow | null {
  const run = useApp((s) => s.info?.run);
  const followed = useApp((s) => s.followed);
  const done = useApp((s) => s.done);
  const [journey, setJourney] = useState<{
    readonly of: string;
    readonly window: RunWindow;
  } | null>(null);
  const of = `${String(run)}:${String(followed)}`;
  useEffect(() => {
    if (run === undefined || followed === 0) return;
    let current = true;
    void lab.journey(followed).then((window) => {
      if (current && window !== null) setJourney({ of, window });
    });
    return () => {
      current = false;
    };
  }, [run, followed, done, of]);
  return journey?.of === of ? journey.window : null;
}

interface EventsProps {
  readonly rows: readonly Row[];
  readonly topology: Topology;
  /** The guest the packet belongs to. */
  readonly owner: number;
}

function Events({ rows, topology, owner }: EventsProps) {
  const messages = useMessages();
  const m = messages.shell.inspector;
  const seek = useApp((s) => s.seek);
  const pause = useApp((s) => s.pause);
  const followed = useApp((s) => s.followed);
  const cursor = useSlow(cursorOf);
  const list = useRef<HTMLOListElement>(null);
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
              data-glyph={row.kind === 'fact' ? 'fact' : STEPS[row.step].glyph}
              onClick={() => {
                pause();
                seek(row.at);
              }}
            >
              <span className={styles['time']}>{formatMoment(row.at)}</span>
              <span>{rowText(messages, topology, row, owner)}</span>
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
                    sentence: rowText(messages, topology, row, owner),
                  }}
                  label={messages.why.askHop(formatPicos(row.end - row.at))}
                >
                  {formatPicos(row.end - row.at)}
                </WhyNumber>
              </span>
            )}
          </li>
        ))}
      </ol>
      {rows.length >= MOST_ROWS && (
        <p className={controls['hint']}>{m.capped(formatCount(MOST_ROWS))}</p>
      )}
    </>
  );
}

/** A sentence a row; a VM exit with its reason and weight. */
function rowText(messages: Messages, topology: Topology, row: Row, owner: number): string {
  const { stage, steps, shell } = messages;
  if (row.kind === 'fact') {
    return factText(shell.events, row, (place) => placeName(stage, topology, place));
  }
  const { step, exit } = row;
  // What the host does for a guest is the business of the guest the packet belongs to.
  const vm = row.vm < 0 ? owner : row.vm;
  if (exit !== null && exit.at === row.at && STEPS[step].glyph === 'exit') {
    return shell.events.exit(exit.reason, shell.events.weights[exit.cls], exit.register);
  }
  return steps[step]({
    guest: vm < 0 ? '' : stage.guest(vm),
    // A doorbell or a write names its register; what handles an exit names the access that caused it.
    register: STEPS[step].glyph === 'doorbell' ? row.register : (exit?.register ?? ''),
    reason: exit?.reason ?? '',
    device: deviceName(stage, topology, row.from, row.to, vm),
    from: placeName(stage, topology, row.from),
    to: placeName(stage, topology, row.to),
  });
}
