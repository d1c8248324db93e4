import { formatBytes, formatCount, formatMoment, formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { ChargeTable } from './ChargeTable';
import { OWN, useOwn } from './own-figures';
import { useAnswer } from './use-answer';
import { WayList } from './WayList';
import { Kind } from './Kind';
import styles from './why.module.css';

const PS_PER_NS = 1e3;

/** The median, its spread, and one packet's time price by price. */
export function LatencyWhy() {
  const m = useMessages().why;
  const own = useOwn();
  const explain = useApp((s) => s.explainLatency);
  const followed = useApp((s) => s.followed);
  const run = useApp((s) => s.info?.run);
  const at = own?.instant.at ?? 0;
  const time = useAnswer(`${String(run)} ${String(at)} ${String(followed)}`, () =>
    explain(at, OWN),
  );
  if (own === null) return <p>{m.nothing}</p>;
  const { latencyNs, packets } = own.metrics;
  const ns = (value: number) => formatPicos(value * PS_PER_NS);
  return (
    <>
      <p>
        <Kind kind="counted" /> {m.latency.what(formatCount(packets.delivered), ns(latencyNs.p50))}{' '}
        {m.latency.spread(ns(latencyNs.min), ns(latencyNs.p99), ns(latencyNs.max))}{' '}
        {m.at(formatMoment(at))}
      </p>
      {time === undefined && <p data-loading>{m.loading}</p>}
      {time !== undefined && time !== null && (
        <>
          <p>
            <Kind kind="priced" />{' '}
            {m.latency.packet(
              time.packet,
              formatPicos(time.delivered - time.sent),
              formatBytes(time.bytes),
              time.packet === followed ? m.latency.isFollowed : m.latency.isLatest,
            )}
          </p>
          <ChargeTable charges={time.charges} caption={m.parts} />
          <details className={styles['details']}>
            <summary>{m.way(time.stretches.length)}</summary>
            <p className={styles['remark']}>{m.latency.waiting}</p>
            <WayList time={time} />
          </details>
        </>
      )}
    </>
  );
}
