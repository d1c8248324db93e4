import { formatBytes, formatCount, formatMoment, formatNumber } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { STEPS } from '../../store/vocabulary';
import { useApp } from '../../store';
import { OWN, useOwn } from './own-figures';
import { useAnswer } from './use-answer';
import { Kind } from './Kind';
import styles from './why.module.css';

/** Which functions of the host copied, and how often. */
export function CopiesWhy() {
  const m = useMessages().why;
  const own = useOwn();
  const run = useApp((s) => s.info?.run);
  const explain = useApp((s) => s.explainCpu);
  const at = own?.instant.at ?? 0;
  const time = useAnswer(`${String(run)} ${String(at)}`, () => explain(at, OWN));
  if (own === null) return <p>{m.nothing}</p>;
  const { copies, packets } = own.metrics;
  const steps = (time?.steps ?? [])
    .filter(({ step }) => STEPS[step].glyph === 'copy')
    .toSorted((a, b) => b.count - a.count);
  return (
    <>
      <p>
        <Kind kind="counted" />{' '}
        {copies.count === 0
          ? m.copies.none
          : m.copies.what(formatNumber(copies.perPacket), formatCount(packets.delivered))}{' '}
        {m.at(formatMoment(at))}
      </p>
      {steps.length > 0 && (
        <table className={styles['charges']}>
          <thead>
            <tr>
              <th scope="col">{m.column.step}</th>
              <th scope="col">{m.column.count}</th>
            </tr>
          </thead>
          <tbody>
            {steps.map(({ step, count }) => (
              <tr key={step}>
                <th scope="row">
                  <code lang="en">{STEPS[step].ref}</code>
                </th>
                <td data-count={count}>{formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {copies.count > 0 && (
        <p className={styles['remark']}>
          {m.copies.total(formatCount(copies.count), formatBytes(copies.bytes))}
        </p>
      )}
    </>
  );
}
