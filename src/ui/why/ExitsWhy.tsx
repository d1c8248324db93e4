import { formatCount, formatMoment, formatNumber } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { receiverOf } from '../figures';
import { OWN, useOwn } from './own-figures';
import { Kind } from './Kind';
import styles from './why.module.css';

/** Exits by reason; they sum to the number. */
export function ExitsWhy() {
  const { stage, why: m } = useMessages();
  const info = useApp((s) => s.info);
  const own = useOwn();
  const path = useApp((s) => s.info?.topology.vms[OWN]?.path);
  if (own === null) return <p>{m.nothing}</p>;
  const receiver = info && receiverOf('exits', info, own.instant.metrics);
  const { exits, packets } = own.metrics;
  const reasons = Object.entries(exits.byReason).toSorted(([, a], [, b]) => b - a);
  const { delivered } = packets;
  return (
    <>
      <p>
        <Kind kind="counted" /> {m.exits.what(formatCount(exits.total), formatCount(delivered))}{' '}
        {m.at(formatMoment(own.instant.at))}
      </p>
      {exits.total === 0 && <p>{path === 'bare-metal' ? m.exits.noneHost : m.exits.none}</p>}
      {exits.total > 0 && (
        <table className={styles['charges']}>
          <caption>{m.parts}</caption>
          <thead>
            <tr>
              <th scope="col">{m.column.reason}</th>
              <th scope="col">{m.column.count}</th>
              <th scope="col">{m.column.perPacket}</th>
            </tr>
          </thead>
          <tbody>
            {reasons.map(([reason, count]) => (
              <tr key={reason}>
                <th scope="row">
                  <span className={styles['name']}>{reason}</span>
                  <span className={styles['bar']} aria-hidden="true" data-exit>
                    <i style={{ inlineSize: `${(100 * count) / exits.total}%` }} />
                  </span>
                </th>
                <td data-count={count}>{formatCount(count)}</td>
                <td>{formatNumber(count / delivered)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{m.sum}</th>
              <td data-count={exits.total}>{formatCount(exits.total)}</td>
              <td>{formatNumber(exits.perPacket)}</td>
            </tr>
          </tfoot>
        </table>
      )}
      {receiver !== null && (
        <p className={styles['remark']}>
          {m.exits.receiver(formatNumber(receiver.value), stage.guest(receiver.guest))}
        </p>
      )}
      {exits.background.total > 0 && (
        <p className={styles['remark']}>
          {m.exits.background(formatCount(exits.background.total))}
        </p>
      )}
    </>
  );
}
