import { useRef } from 'react';
import type { PointerEvent, RefObject } from 'react';
import type { Behind, Lane, LanePacket, LaneSet, MilestoneId, Picos } from '../../store/vocabulary';
import { formatRoundPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useSize } from '../../scene/use-size';
import { useApp } from '../../store';
import { niceTicks } from '../../ui/chart/scale';
import { chartScale, laneUnit } from './chart-scale';
import type { ChartScale } from './chart-scale';
import { Impossible } from './Impossible';
import { LaneGap } from './LaneGap';
import { LaneHead } from './LaneHead';
import { LaneStrip } from './LaneStrip';
import { endWords, hasRoomForEnd } from './lane-end';
import styles from './chart.module.css';

interface Props {
  readonly whole: RefObject<HTMLDivElement | null>;
  readonly lanes: readonly Lane[];
  readonly laneSet: LaneSet | null;
  readonly packets: readonly (LanePacket | null)[];
  /** Of the packet, from 1. */
  readonly number: number;
  /** Height of the view, pixels: as many lanes as can be are seen at once. */
  readonly room: number;
  /** In the order of their numbers. */
  readonly milestones: readonly MilestoneId[];
  readonly sums: readonly string[];
  /** By lane: rows behind the difference that was chosen. */
  readonly rows: readonly (Behind | null)[];
}

const NARROW_PX = 560;
const LEAST_PX = 62;
const MOST_PX = 150;
/** What stands above the lanes and below them, and between two. */
const AROUND_PX = 124;
/** Of that in a hall, where lanes come first. */
const AROUND_IN_HALL_PX = 50;
const BETWEEN_PX = 34;
const NARROW_LANE_PX = 100;
const GUTTER_PX = 46;
const TICK_EVERY_PX = 110;
const AXIS_PX = 18;

/** All lanes over one axis of time, with what is alike joined by lines. */
export function LaneChart(props: Props) {
  const { whole, lanes, laneSet, packets, number, room, milestones, sums, rows } = props;
  const m = useMessages().compare;
  const body = useRef<HTMLDivElement>(null);
  const { width } = useSize(body);
  const length = Math.max(1, ...packets.map((p) => (p === null ? 0 : p.trace.over - p.trace.from)));
  const unit = useApp(laneUnit);
  const narrow = width < NARROW_PX * unit;
  const around = useApp((s) => (s.hall > 0 ? AROUND_IN_HALL_PX : AROUND_PX));
  const fair = Math.floor((room / unit - around) / lanes.length) - BETWEEN_PX;
  const height = narrow ? NARROW_LANE_PX : Math.min(MOST_PX, Math.max(LEAST_PX, fair));
  const scale = chartScale(width / unit, height, GUTTER_PX, length, unit);
  return (
    <div ref={whole} className={styles['chart']}>
      <ol className={styles['lanes']} aria-label={m.lanes}>
        {lanes.map((lane, i) => {
          const info = laneSet?.lanes[i];
          const packet = packets[i] ?? null;
          const above = packets.slice(0, i).findLast((each) => each !== null) ?? null;
          const isNext = packets[i - 1] !== null;
          return (
            // Lanes have no identity of their own; their place is it.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={i} className={styles['lane']} data-testid="lane">
              <LaneHead index={i} lane={lane} lanes={lanes} info={info} sum={sums[i] ?? ''} />
              <div className={styles['body']} ref={i === 0 ? body : undefined}>
                {width > 0 && packet !== null && info?.ok === true && (
                  <>
                    <LaneGap
                      packet={packet}
                      above={isNext ? above : null}
                      milestones={milestones}
                      scale={scale}
                    />
                    <Scrub scale={scale} from={packet.trace.from}>
                      <LaneStrip
                        packet={packet}
                        topology={info.topology}
                        scale={scale}
                        number={number}
                        rows={rows[i] ?? null}
                      />
                    </Scrub>
                    {!hasRoomForEnd(scale) && (
                      <p className={styles['endWords']}>{endWords(m.chart, packet).join(' · ')}</p>
                    )}
                  </>
                )}
                {info?.ok === false && <Impossible issues={info.issues} />}
                {info?.ok !== false && packet === null && (
                  <p className={styles['waiting']}>{info === undefined ? m.loading : m.noPacket}</p>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      {width > 0 && <Axis scale={scale} />}
      <p className={styles['axisName']}>{m.chart.axis}</p>
      <ol className={styles['names']} aria-label={m.milestones.title}>
        {milestones.map((id, i) => (
          <li key={id}>
            <b>{i + 1}</b>
            {m.milestones.names[id]}
          </li>
        ))}
      </ol>
    </div>
  );
}

interface ScrubProps {
  readonly scale: ChartScale;
  readonly from: Picos;
  readonly children: React.ReactNode;
}

/** The time line of the page does the same for the keyboard. */
function Scrub({ scale, from, children }: ScrubProps) {
  const go = (event: PointerEvent<HTMLDivElement>) => {
    if ((event.buttons & 1) === 0) return;
    const { left } = event.currentTarget.getBoundingClientRect();
    const { pause, seek, playing } = useApp.getState();
    if (playing) pause();
    seek(from + scale.timeAt((event.clientX - left) / scale.unit));
  };
  return (
    <div
      className={styles['scrub']}
      role="presentation"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={go}
    >
      {children}
    </div>
  );
}

function Axis({ scale }: { readonly scale: ChartScale }) {
  const { left, right, length, x, width, unit } = scale;
  const ticks = niceTicks(0, length, Math.max(2, (right - left) / TICK_EVERY_PX));
  return (
    <svg
      className={styles['axis']}
      width={width * unit}
      height={AXIS_PX * unit}
      viewBox={`0 0 ${String(width)} ${String(AXIS_PX)}`}
      aria-hidden="true"
    >
      <path d={`M${String(left)} 0.5H${String(right)}`} />
      {ticks.map((tick) => (
        <g key={tick}>
          <path d={`M${String(x(tick))} 0V5`} />
          <text x={x(tick)} y={16} textAnchor={tick === 0 ? 'start' : 'middle'}>
            {formatRoundPicos(tick)}
          </text>
        </g>
      ))}
    </svg>
  );
}
