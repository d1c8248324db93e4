import {
  formatBytes,
  formatCount,
  formatGbps,
  formatMoment,
  formatNumber,
  formatPicos,
  formatRate,
} from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { DROP_CAUSES } from '../../store/vocabulary';
import { useApp } from '../../store';
import { useOwn } from './own-figures';
import { Kind } from './Kind';
import styles from './why.module.css';

/** What was delivered, what was offered, and what became of the rest. */
export function ThroughputWhy() {
  const messages = useMessages();
  const m = messages.why;
  const own = useOwn();
  const linkGbps = useApp((s) => s.info?.topology.linkGbps ?? 0);
  if (own === null) return <p>{m.nothing}</p>;
  const { packets, throughputGbps, simulatedNs, pcie } = own.metrics;
  const bytes = (throughputGbps * simulatedNs) / 8;
  const dropped = Object.entries(packets.dropped);
  return (
    <>
      <p>
        <Kind kind="counted" />{' '}
        {m.throughput.what(
          formatCount(packets.delivered),
          formatBytes(bytes),
          formatPicos(simulatedNs * 1e3),
        )}{' '}
        {m.at(formatMoment(own.instant.at))}
      </p>
      <ul className={styles['list']}>
        <li>
          {m.throughput.offered(
            formatCount(packets.sent),
            formatRate((packets.sent * 1e9) / simulatedNs),
          )}
        </li>
        {dropped.length === 0 && <li>{m.throughput.lostNone}</li>}
        {dropped.map(([cause, count]) => (
          <li key={cause}>
            {m.throughput.dropped(
              formatCount(count),
              messages.shell.events.dropped[DROP_CAUSES.find((c) => c === cause) ?? 'ring-full'],
            )}
          </li>
        ))}
        <li>{m.throughput.inFlight(formatCount(packets.inFlight))}</li>
        <li>
          {m.throughput.link(`${formatNumber(100 * pcie.utilisation)} %`, formatGbps(linkGbps))}
        </li>
      </ul>
    </>
  );
}
