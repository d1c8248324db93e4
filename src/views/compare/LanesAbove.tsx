import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { Behind, Lane, LanePacket, LaneSet } from '../../store/vocabulary';
import { useMessages } from '../../i18n/react';
import { useSize } from '../../scene/use-size';
import { useApp } from '../../store';
import { chartScale, laneUnit } from './chart-scale';
import { laneName } from '../../ui/lane-name';
import { LaneStrip } from './LaneStrip';
import styles from './above.module.css';

interface Props {
  /** The chart of all lanes: while it is scrolled away, the lanes stand here. */
  readonly chart: RefObject<HTMLElement | null>;
  readonly lanes: readonly Lane[];
  readonly laneSet: LaneSet | null;
  readonly packets: readonly (LanePacket | null)[];
  readonly number: number;
  readonly rows: readonly (Behind | null)[];
}

const HEIGHT_PX = 34;
const GUTTER_PX = 6;

/** The lanes once more, low, above what is being read below them. It lies over it, so nothing moves when it comes. */
export function LanesAbove({ chart, lanes, laneSet, packets, number, rows }: Props) {
  const messages = useMessages();
  const body = useRef<HTMLDivElement>(null);
  const { width } = useSize(body);
  const [away, setAway] = useState(false);
  useEffect(() => {
    const { current } = chart;
    if (current === null) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry !== undefined) setAway(!entry.isIntersecting);
    });
    observer.observe(current);
    return () => {
      observer.disconnect();
    };
  }, [chart]);
  const unit = useApp(laneUnit);
  const length = Math.max(1, ...packets.map((p) => (p === null ? 0 : p.trace.over - p.trace.from)));
  const scale = chartScale(width / unit, HEIGHT_PX, GUTTER_PX, length, unit);
  return (
    <div className={styles['above']} data-away={away} aria-hidden="true">
      <div className={styles['lanes']}>
        {lanes.map((lane, i) => {
          const info = laneSet?.lanes[i];
          const packet = packets[i] ?? null;
          return (
            // Lanes have no identity of their own; their place is it.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={i} className={styles['lane']}>
              <span className={styles['name']}>{laneName(messages, lane)}</span>
              <div ref={i === 0 ? body : undefined} className={styles['body']}>
                {away && width > 0 && packet !== null && info?.ok === true && (
                  <LaneStrip
                    packet={packet}
                    topology={info.topology}
                    scale={scale}
                    number={number}
                    rows={rows[i] ?? null}
                  />
                )}
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}
