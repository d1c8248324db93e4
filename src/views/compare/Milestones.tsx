import type { Lane, LanePacket, MilestoneId } from '../../store/vocabulary';
import { formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { laneName } from '../../ui/lane-name';
import { Wide } from '../../ui/Wide';
import styles from './tables.module.css';

interface Props {
  readonly lanes: readonly Lane[];
  readonly packets: readonly (LanePacket | null)[];
  readonly milestones: readonly MilestoneId[];
}

/** What the numbers on the lanes mean, and when each lane comes to them; a press goes there. */
export function Milestones({ lanes, packets, milestones }: Props) {
  const messages = useMessages();
  const m = messages.compare.milestones;
  const go = (at: number) => {
    const { pause, seek } = useApp.getState();
    pause();
    seek(at);
  };
  return (
    <section className={styles['part']}>
      <Wide label={m.title} className={styles['scroll']}>
        <table className={styles['table']}>
          <caption title={m.note}>{m.title}</caption>
          <thead>
            <tr>
              <th scope="col">{m.milestone}</th>
              {lanes.map((lane, i) => (
                // oxlint-disable-next-line react/no-array-index-key -- a lane is its place
                <th key={i} scope="col">
                  {laneName(messages, lane)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {milestones.map((id, number) => (
              <tr key={id}>
                <th scope="row">
                  <span className={styles['number']}>{number + 1}</span>
                  {m.names[id]}
                </th>
                {packets.map((packet, i) => {
                  const found = packet?.milestones.find((each) => each.id === id);
                  return (
                    // oxlint-disable-next-line react/no-array-index-key -- a lane is its place
                    <td key={i}>
                      {found === undefined || packet === null ? (
                        <span title={m.none}>–</span>
                      ) : (
                        <button
                          type="button"
                          className={styles['cell']}
                          onClick={() => {
                            go(found.at);
                          }}
                        >
                          {formatPicos(found.at - packet.trace.from)}
                        </button>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}
