import { useEffect, useMemo, useRef } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import { formatMoment, formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { rowSentence } from '../../i18n/telling';
import { useApp } from '../../store';
import type { Journey, Topology } from '../../store/vocabulary';
import { ChainLines } from './ChainLines';
import { bandsOf, exitLineBefore, lanesOf, type Lane } from './lanes';
import { LaneHeads } from './LaneHeads';
import { RowMark } from './RowMark';
import { roomy, timeAxis, type Scale } from './time-axis';
import styles from './diagram.module.css';

export interface RowsProps {
  readonly journey: Journey;
  readonly topology: Topology;
  readonly chosen: number;
  /** Rows that the chosen one follows from. */
  readonly chain: ReadonlySet<number>;
  readonly list: RefObject<HTMLOListElement | null>;
  readonly onSelect: (row: number) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

interface Props extends RowsProps {
  readonly scale: Scale;
  readonly width: number;
  readonly unit: number;
}

/** As high as a finger is thick, at least. */
const LINE = 24;
const TIME = 92;
const LEAST_WORDS = 250;
/** Of the width that is left, lanes take at most this share. */
const LANES_SHARE = 0.55;
const LANE = { least: 22, most: 64 } as const;

/** Lanes beside the words of each row. The words are the list that is read aloud; the drawing is for the eye. */
export function Diagram(props: Props) {
  const { journey, topology, chosen, chain, list, onSelect, onKey, scale, width, unit } = props;
  const messages = useMessages();
  const m = messages.journey;
  const { rows } = journey;
  const line = LINE * unit;
  const time = TIME * unit;
  const lanes = useMemo(() => lanesOf(rows, topology.places), [rows, topology]);
  const axis = useMemo(() => timeAxis(rows, scale, line), [rows, scale, line]);
  const shown = useMemo(
    () => (scale === 'true' ? roomy(axis.tops, line, chosen < 0 ? [] : [chosen]) : null),
    [axis, scale, line, chosen],
  );
  const free = width - time;
  const room = Math.min(free - LEAST_WORDS * unit, free * LANES_SHARE) / Math.max(1, lanes.length);
  const laneWidth = Math.min(LANE.most * unit, Math.max(LANE.least * unit, room));
  const lanesWidth = laneWidth * lanes.length;
  const geometry = geometryOf(lanes, laneWidth, axis, line);
  const exitLine = exitLineBefore(lanes);
  const lasts = formatPicos(journey.to - journey.from);
  return (
    <div className={styles['diagram']} style={{ minWidth: time + lanesWidth + 160 * unit }}>
      <LaneHeads
        lanes={lanes}
        topology={topology}
        left={time}
        laneWidth={laneWidth}
        exitLine={exitLine}
      />
      <div className={styles['body']} style={{ height: axis.height + line }}>
        <svg
          className={styles['drawing']}
          style={{ left: time }}
          width={lanesWidth}
          height={axis.height + line}
          aria-hidden="true"
        >
          {bandsOf(lanes).map(({ band, first, count }) => (
            <rect
              key={first}
              data-band={band}
              className={styles['band']}
              x={first * laneWidth}
              width={count * laneWidth}
              height={axis.height + line}
            />
          ))}
          {lanes.map((lane, i) => (
            <line
              key={lane.place}
              className={styles['lane']}
              x1={(i + 0.5) * laneWidth}
              x2={(i + 0.5) * laneWidth}
              y2={axis.height + line}
            />
          ))}
          {exitLine > 0 && (
            <line
              className={styles['exitLine']}
              x1={exitLine * laneWidth}
              x2={exitLine * laneWidth}
              y2={axis.height + line}
            />
          )}
          {axis.idle.map(({ from, to, lasts: nothing }) => (
            <g key={from} className={styles['idle']}>
              <rect y={from + line / 2} width={lanesWidth} height={to - from} />
              {to - from > 9 && (
                <text x={lanesWidth / 2} y={(from + to + line) / 2 + 4} textAnchor="middle">
                  {m.nothingFor(formatPicos(nothing))}
                </text>
              )}
            </g>
          ))}
          {rows.map((row, i) => (
            <RowMark
              key={`${String(row.at)} ${String(i)}`}
              row={row}
              owner={journey.vm}
              at={geometry(rows, i)}
              exitX={exitLine > 0 ? exitLine * laneWidth : null}
              chosen={i === chosen}
            />
          ))}
          <ChainLines rows={rows} chosen={chosen} chain={chain} at={(i) => geometry(rows, i)} />
        </svg>
        <ol
          ref={list}
          className={styles['rows']}
          aria-label={m.rows}
          aria-describedby="journey-keys"
        >
          {rows.map((row, i) => (
            <li
              key={`${String(row.at)} ${String(i)}`}
              style={{ top: axis.tops[i] ?? 0, height: line }}
              data-shown={shown?.[i] ?? true}
            >
              <button
                type="button"
                data-row={i}
                onKeyDown={onKey}
                tabIndex={i === Math.max(0, chosen) ? 0 : -1}
                aria-current={i === chosen ? 'step' : undefined}
                data-chain={chain.has(i)}
                data-own={row.own || row.packet === 0}
                style={{ gridTemplateColumns: `${String(time)}px ${String(lanesWidth)}px 1fr` }}
                onClick={() => {
                  onSelect(i);
                }}
              >
                <span className={styles['time']}>{formatMoment(row.at)}</span>
                <span />
                <span className={styles['words']} data-glyph={row.kind === 'fact' ? '' : row.glyph}>
                  {!row.own && row.packet > 0 && <b>{m.other(row.packet)} </b>}
                  {rowSentence(messages, topology, row, journey.vm, 'short')}
                </span>
              </button>
            </li>
          ))}
        </ol>
        <Cursor
          y={axis.y}
          from={journey.from}
          to={journey.to}
          offset={line / 2}
          left={time}
          width={lanesWidth}
        />
        <p id="journey-keys" className={styles['hidden']}>
          {m.diagram(journey.packet, String(journey.bytes), lasts)}
        </p>
      </div>
    </div>
  );
}

/** Ends of a row's mark: lanes' middles, and heights at which its time begins and ends. */
export interface MarkAt {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  readonly band: Lane['band'];
}

function geometryOf(
  lanes: readonly Lane[],
  laneWidth: number,
  axis: ReturnType<typeof timeAxis>,
  line: number,
) {
  const index = new Map(lanes.map(({ place }, i) => [place, i]));
  return (rows: Journey['rows'], i: number): MarkAt => {
    const row = rows[i];
    // A fact has no place of its own: it stands where what led to it ended, or where what follows begins.
    const before = rows[row?.cause ?? -1];
    const after = rows.find((each) => each.kind === 'hop' && each.cause === i);
    const hop = row?.kind === 'hop' ? row : before?.kind === 'hop' ? before : after;
    const isHop = row?.kind === 'hop';
    const place = hop?.kind === 'hop' ? (hop === after ? hop.from : hop.to) : -1;
    const from = index.get(isHop ? row.from : place) ?? 0;
    const to = index.get(isHop ? row.to : place) ?? 0;
    const top = (axis.tops[i] ?? 0) + line / 2;
    const bottom = (axis.spans[i]?.[1] ?? 0) + line / 2;
    return {
      x1: (from + 0.5) * laneWidth,
      x2: (to + 0.5) * laneWidth,
      y1: top,
      y2: Math.max(top, bottom),
      band: lanes[to]?.band ?? 'guest',
    };
  };
}

interface CursorProps {
  readonly y: (at: number) => number;
  readonly from: number;
  readonly to: number;
  readonly offset: number;
  readonly left: number;
  readonly width: number;
}

/** The moment shown, as a line across the lanes; moved without drawing anything again. */
function Cursor({ y, from, to, offset, left, width }: CursorProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = (cursor: number) => {
      const { current } = line;
      if (current === null) return;
      current.hidden = cursor < from || cursor > to;
      current.style.transform = `translateY(${String(y(cursor) + offset)}px)`;
    };
    place(useApp.getState().cursor);
    return useApp.subscribe((s) => s.cursor, place);
  }, [y, from, to, offset]);
  return (
    <div
      ref={line}
      className={styles['cursor']}
      style={{ left, width }}
      data-testid="journey-cursor"
    />
  );
}
