import { Suspense, useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { formatMoment, formatPicos, formatRoundPicos } from '../i18n/format';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { isPaced, tellsTo } from '../store/lesson';
import { IconButton } from './IconButton';
import { exitMarks } from './exit-marks';
import { later } from './later';
import { firstLength, nextLength, pageWith } from './time-page';
import type { Page } from './time-page';
import { cursorOf, useSlow } from './use-slow';
import hidden from './hidden.module.css';
import styles from './time-line.module.css';

const MigrationGap = later(async () => (await import('./MigrationGap')).MigrationGap);

/** Half the width of the slider's thumb, which insets its travel. */
const INSET_PX = 7;
const MARK_PX = 2;

/** A page of the run with its exits, to scrub over; a longer or shorter page by the buttons. */
export function TimeLine() {
  const m = useMessages().shell.transport;
  const info = useApp((s) => s.info);
  const moves = info !== null && info.scenario.migration !== null;
  const paced = useApp(isPaced);
  // What a lesson's step shows is in view as a whole.
  const told = useApp((s) => s.horizon ?? 0);
  const exitsId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<{ readonly run: number; readonly length: number } | null>(
    null,
  );
  const [page, setPage] = useState<Page | null>(null);
  const cursor = useSlow(cursorOf);
  const end = info?.end ?? 0;
  const length =
    info === null
      ? 0
      : chosen?.run === info.run
        ? chosen.length
        : firstLength(Math.max(info.firstJourneyEnd, told), end);

  useEffect(() => {
    if (length === 0) return;
    let present: Page | null = null;
    const follow = (at: number) => {
      const next = pageWith(at, length, end, present);
      if (next !== present) {
        present = next;
        setPage(next);
      }
      const slider = input.current;
      if (slider === null) return;
      slider.min = String(next.from);
      slider.max = String(next.to);
      slider.value = String(at);
      const share = (at - next.from) / Math.max(1, next.to - next.from);
      slider.style.setProperty('--done', `${(share * 100).toFixed(2)}%`);
    };
    follow(useApp.getState().cursor);
    return useApp.subscribe(cursorOf, follow);
  }, [length, end]);

  const zoom = (direction: 1 | -1) => {
    if (info !== null) setChosen({ run: info.run, length: nextLength(length, end, direction) });
  };
  const scrub = (to: number) => {
    const { pause, seek, playing } = useApp.getState();
    if (playing) pause();
    seek(to);
  };

  return (
    <div className={styles['line']} data-time-line>
      {!paced && (
        <IconButton
          icon="plus"
          label={m.zoomIn}
          disabled={nextLength(length, end, -1) === length}
          onClick={() => {
            zoom(-1);
          }}
        />
      )}
      <div className={styles['track']}>
        {page !== null && <ExitMarks page={page} id={exitsId} />}
        {page !== null && moves && (
          <Suspense>
            <MigrationGap page={page} inset={INSET_PX} />
          </Suspense>
        )}
        <input
          ref={input}
          className={styles['slider']}
          type="range"
          step={1}
          defaultValue={0}
          aria-label={m.timeLine}
          aria-describedby={exitsId}
          aria-valuetext={m.moment(formatMoment(cursor), formatPicos(end))}
          disabled={info === null}
          onKeyDown={keys}
          onChange={(event) => {
            scrub(event.currentTarget.valueAsNumber);
          }}
        />
        <div className={styles['ends']} aria-hidden="true">
          <span>{page === null ? '' : formatRoundPicos(page.from)}</span>
          <span>{page === null ? '' : formatRoundPicos(page.to)}</span>
        </div>
      </div>
      {!paced && (
        <IconButton
          icon="minus"
          label={m.zoomOut}
          disabled={length >= end}
          onClick={() => {
            zoom(1);
          }}
        />
      )}
    </div>
  );
}

/** The arrows mean on the time line what they mean everywhere: steps, not pixels. */
function keys(event: KeyboardEvent<HTMLInputElement>) {
  const { step, seek, info } = useApp.getState();
  const grain = event.shiftKey ? 'stage' : 'hop';
  if (event.key === 'ArrowRight') void step(1, grain);
  else if (event.key === 'ArrowLeft') void step(-1, grain);
  else if (event.key === 'Home') seek(0);
  else if (event.key === 'End') seek(info?.end ?? 0);
  else return;
  event.preventDefault();
}

function ExitMarks({ page, id }: { readonly page: Page; readonly id: string }) {
  const m = useMessages().shell.transport;
  const canvas = useRef<HTMLCanvasElement>(null);
  const exits = useApp((s) => s.exits);
  const window = useApp((s) => s.window);
  const reached = useApp((s) => s.reached);
  // What a lesson is going to ask for is not shown before.
  const until = useSlow(tellsTo);
  const theme = useApp((s) => s.theme);
  const [size, setSize] = useState({ width: 0, height: 0 });

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  const columns = Math.max(1, Math.floor((size.width - 2 * INSET_PX) / MARK_PX));
  const marks = exitMarks(page, columns, exits, window, until);

  useEffect(() => {
    const element = canvas.current;
    const ctx = element?.getContext('2d');
    if (element === null || !ctx || size.width === 0) return;
    const ratio = globalThis.devicePixelRatio;
    element.width = Math.round(size.width * ratio);
    element.height = Math.round(size.height * ratio);
    ctx.scale(ratio, ratio);
    const colour = (name: string) => getComputedStyle(element).getPropertyValue(name);
    const x = (column: number) => INSET_PX + (column * (size.width - 2 * INSET_PX)) / columns;
    ctx.fillStyle = colour('--exit');
    for (let i = 0; i < columns; i++) {
      const heavy = (marks.heavy[i] ?? 0) > 0;
      if (heavy || (marks.light[i] ?? 0) > 0) {
        const height = heavy ? size.height : size.height * 0.55;
        ctx.fillRect(x(i), size.height - height, MARK_PX, height);
      }
    }
    if (reached < page.to) {
      const share = Math.max(0, reached - page.from) / Math.max(1, page.to - page.from);
      ctx.fillStyle = colour('--line');
      const from = INSET_PX + share * (size.width - 2 * INSET_PX);
      ctx.fillRect(from, size.height / 2, size.width - INSET_PX - from, 1);
    }
  }, [marks, columns, size, reached, page, theme]);

  return (
    <>
      <canvas ref={canvas} className={styles['marks']} aria-hidden="true" />
      <span id={id} className={hidden['hidden']}>
        {m.exits(String(marks.total))}
      </span>
    </>
  );
}
