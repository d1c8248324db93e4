import type { Behind, Difference, Lane, LanePacket, LaneSet } from '../../store/vocabulary';
import { formatCount, formatMoment } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { IconButton } from '../../ui/IconButton';
import { eventRows } from './event-rows';
import { figureName } from './figure-text';
import { laneName } from '../../ui/lane-name';
import styles from './tables.module.css';

interface Props {
  readonly lanes: readonly Lane[];
  readonly laneSet: LaneSet;
  readonly packets: readonly (LanePacket | null)[];
  /** The two lanes compared, the first one first. */
  readonly pair: readonly [number, number];
  readonly difference: Difference;
}

const MOST = 80;

/** The events behind one difference, on both lanes; a press goes to the moment. */
export function EventList({ lanes, laneSet, packets, pair, difference }: Props) {
  const messages = useMessages();
  const m = messages.compare.events;
  const choose = useApp((s) => s.chooseDifference);
  const title = m.title(figureName(messages.compare, difference));
  return (
    <section className={styles['events']} aria-label={title} data-testid="events-behind">
      <div className={styles['eventsHead']}>
        <h3>{title}</h3>
        <IconButton
          icon="close"
          label={m.close}
          onClick={() => {
            choose(null);
          }}
        />
      </div>
      <div className={styles['pair']}>
        {pair.map((lane, i) => (
          <Side
            key={lane}
            name={laneName(messages, lanes[lane])}
            info={laneSet.lanes[lane]}
            packet={packets[lane] ?? null}
            rows={i === 0 ? difference.baseRows : difference.otherRows}
          />
        ))}
      </div>
    </section>
  );
}

interface SideProps {
  readonly name: string;
  readonly info: LaneSet['lanes'][number] | undefined;
  readonly packet: LanePacket | null;
  readonly rows: Behind;
}

function Side({ name, info, packet, rows }: SideProps) {
  const messages = useMessages();
  const m = messages.compare.events;
  if (info?.ok !== true || packet === null) return null;
  const events = eventRows(messages, info.topology, packet.trace, rows);
  return (
    <div>
      <h4>{m.of(name, formatCount(events.length))}</h4>
      {events.length === 0 && <p>{m.none}</p>}
      <ol>
        {events.slice(0, MOST).map(({ at, text, isExit }, i) => (
          <li key={`${String(at)} ${String(i)}`}>
            <button
              type="button"
              className={styles['event']}
              data-exit={isExit}
              onClick={() => {
                const { pause, seek } = useApp.getState();
                pause();
                seek(at);
              }}
            >
              <span className={styles['time']}>{formatMoment(at)}</span> <span>{text}</span>
            </button>
          </li>
        ))}
      </ol>
      {events.length > MOST && <p>{m.more(formatCount(events.length - MOST))}</p>}
    </div>
  );
}
