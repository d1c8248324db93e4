import { formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import type { PacketTime } from '../../store/vocabulary';
import { useApp } from '../../store';
import { deviceName, placeName } from '../../i18n/place-name';
import styles from './why.module.css';

/** A packet's way, stretch by stretch; a press goes to the moment. */
export function WayList({ time }: { readonly time: PacketTime }) {
  const { stage, steps } = useMessages();
  const topology = useApp((s) => s.info?.topology);
  const seek = useApp((s) => s.seek);
  const askWhy = useApp((s) => s.askWhy);
  if (topology === undefined) return null;
  return (
    <ol className={styles['way']}>
      {time.stretches.map(({ step, from, to, start, end }) => (
        <li key={start}>
          <button
            type="button"
            className={styles['stretch']}
            onClick={() => {
              askWhy(null);
              seek(start);
            }}
          >
            <span className={styles['time']}>{formatPicos(end - start)}</span>
            <span>
              {steps[step]({
                guest: time.vm < 0 ? '' : stage.guest(time.vm),
                register: '',
                reason: '',
                device: deviceName(stage, topology, from, to, time.vm),
                from: placeName(stage, topology, from),
                to: placeName(stage, topology, to),
              })}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
