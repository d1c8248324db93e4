import { useMemo, useRef } from 'react';
import type { Behind, LanePacket, Topology } from '../../store/vocabulary';
import { useMessages } from '../../i18n/react';
import { END_ROOM_PX, endWords, hasRoomForEnd } from './lane-end';
import { BAND_ENDS, EXIT_Y, exitsOf, marksOf, signalsOf, wayOf } from './lane-geometry';
import type { ExitShape, Point } from './lane-geometry';
import type { ChartScale } from './chart-scale';
import { useClock } from './use-clock';
import styles from './strip.module.css';

interface Props {
  readonly packet: LanePacket;
  readonly topology: Topology;
  readonly scale: ChartScale;
  /** Of the packet, from 1, as it is counted on the page. */
  readonly number: number;
  /** Rows behind the difference that was chosen. */
  readonly rows: Behind | null;
}

const LIGHT_PX = 5;
const HEAVY_PX = 10;
const RING_PX = 5;
const LEAST_STRETCH_PX = 3;
/** Clear of the packet, which rests at the end of its way. */
const BESIDE_PX = 14;
/** A band lower than this has no room for its name. */
const NAME_ROOM_PX = 9;
/** A lane lower than this has no room for words. */
const WORDS_HEIGHT_PX = 60;

/** One lane: time runs to the right, the way of the packet and of the guest's CPU goes up and down through the bands. */
export function LaneStrip({ packet, topology, scale, number, rows }: Props) {
  const messages = useMessages();
  const svg = useRef<SVGSVGElement>(null);
  const { trace, milestones } = packet;
  const { places } = topology;
  const shape = useMemo(
    () => ({
      way: wayOf(trace, places),
      exits: exitsOf(trace, places),
      signals: signalsOf(trace, places),
    }),
    [trace, places],
  );
  const marks = useMemo(
    () => (rows === null ? [] : marksOf(trace, places, rows)),
    [rows, trace, places],
  );
  const { height, left, right, x } = scale;
  const hasWords = height >= WORDS_HEIGHT_PX;
  const y = (level: number) => level * height;
  const at = (t: number) => x(t - trace.from);
  const line = (points: readonly Point[]) =>
    points.map(({ t, y: level }) => `${px(at(t))} ${px(y(level))}`).join('L');
  useClock(svg, trace, shape, scale);
  const [io, idle] = [shape.exits.filter((e) => !e.idle), shape.exits.filter((e) => e.idle)];
  const path = (list: readonly ExitShape[]) =>
    list.map(({ points }) => (points.length < 2 ? '' : `M${line(points)}`)).join('');

  return (
    <svg
      ref={svg}
      className={styles['strip']}
      width={scale.width * scale.unit}
      height={height * scale.unit}
      viewBox={`0 0 ${String(scale.width)} ${String(height)}`}
      aria-hidden="true"
      data-testid={hasWords ? 'strip' : 'low-strip'}
    >
      {BAND_ENDS.map(([band, end], i) => {
        const top = BAND_ENDS[i - 1]?.[1] ?? 0;
        return (
          <g key={band} data-band={band}>
            <rect
              className={styles['band']}
              x={0}
              y={y(top)}
              width={scale.width}
              height={y(end - top)}
            />
            {hasWords && y(end - top) >= NAME_ROOM_PX && (
              <text className={styles['bandName']} x={4} y={y((top + end) / 2)}>
                {messages.compare.bands[band]}
              </text>
            )}
          </g>
        );
      })}
      {milestones.map(({ id, at: t }) => (
        <path
          key={id}
          className={styles['milestone']}
          data-side={id === 'completed' || id === 'over'}
          d={`M${px(at(t))} 0V${px(height)}`}
        />
      ))}
      <path className={styles['exitLine']} d={`M${left} ${px(y(EXIT_Y))}H${right}`} />
      <path className={styles['held']} d={io.map((e) => area(e, line, at, y)).join('')} />
      <path className={styles['idle']} d={path(idle)} />
      <path className={styles['cpu']} d={path(io)} />
      <path
        className={styles['ticks']}
        d={shape.exits
          .filter((e) => !e.idle)
          .map(({ t, heavy }) => tick(at(t), y(EXIT_Y), heavy ? HEAVY_PX : LIGHT_PX))
          .join('')}
      />
      {(['doorbell', 'interrupt', 'wake'] as const).map((kind) => (
        <path
          key={kind}
          className={styles['signal']}
          data-kind={kind}
          d={shape.signals
            .filter((signal) => signal.kind === kind)
            .map(({ from, to }) => `M${line([from, to])}`)
            .join('')}
        />
      ))}
      {shape.way.length > 1 && <path className={styles['way']} d={`M${line(shape.way)}`} />}
      <rect className={styles['future']} data-future y={0} height={height} />
      {hasWords && <End packet={packet} scale={scale} />}
      {marks.map(({ from, to, y: level }) =>
        to > from ? (
          <rect
            key={`${String(from)} ${String(to)} ${String(level)}`}
            className={styles['stretch']}
            x={at(from)}
            y={y(level) - 4}
            width={Math.max(LEAST_STRETCH_PX, at(to) - at(from))}
            height={8}
            rx={3}
          />
        ) : (
          <circle
            key={`${String(from)} ${String(level)}`}
            className={styles['ring']}
            cx={at(from)}
            cy={y(level)}
            r={RING_PX}
          />
        ),
      )}
      <path className={styles['cursor']} data-cursor d={`M0 0V${px(height)}`} />
      <circle className={styles['cpuDot']} data-cpu r={4} />
      <g className={styles['packet']} data-packet>
        <rect x={-11} y={-7.5} width={22} height={15} rx={4} />
        <text>{number}</text>
      </g>
      {hasWords && <text className={styles['count']} data-count x={right} y={y(EXIT_Y) - 5} />}
    </svg>
  );
}

function End({ packet, scale }: { readonly packet: LanePacket; readonly scale: ChartScale }) {
  const m = useMessages().compare.chart;
  const { trace } = packet;
  const end = scale.x(trace.over - trace.from);
  if (trace.ended === null) return null;
  const before = scale.right - end < END_ROOM_PX;
  const x = before ? end - 6 : end + BESIDE_PX;
  return (
    <g className={styles['end']}>
      <path d={`M${px(end)} 0V${px(scale.height)}`} />
      {hasRoomForEnd(scale) && (
        <text y={scale.height * 0.8} textAnchor={before ? 'end' : 'start'}>
          {endWords(m, packet).map((line, i) => (
            <tspan key={line} x={x} dy={i === 0 ? undefined : '1.15em'}>
              {line}
            </tspan>
          ))}
        </text>
      )}
    </g>
  );
}

const px = (value: number) => value.toFixed(1);

const tick = (x: number, y: number, length: number) =>
  `M${px(x)} ${px(y - length)}V${px(y + length * 0.6)}`;

/** Between the exit line and the CPU's way: as long as the guest stands still. */
function area(
  { points }: ExitShape,
  line: (points: readonly Point[]) => string,
  at: (t: number) => number,
  y: (level: number) => number,
): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return '';
  const top = px(y(EXIT_Y));
  const below = points.map(({ t, y: level }) => ({ t, y: Math.max(level, EXIT_Y) }));
  return `M${px(at(first.t))} ${top}L${line(below)}L${px(at(last.t))} ${top}Z`;
}
