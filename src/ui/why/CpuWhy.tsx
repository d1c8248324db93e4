import { formatCount, formatMoment, formatNumber } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { STEPS } from '../../store/vocabulary';
import { useApp } from '../../store';
import { figureOf } from '../figures';
import { ChargeTable } from './ChargeTable';
import { OWN, useOwn } from './own-figures';
import { useAnswer } from './use-answer';
import { Kind } from './Kind';
import styles from './why.module.css';

const ACCOUNTS = ['kvm', 'vmm', 'vhost', 'pmd', 'softirq'] as const;
const MOST_STEPS = 12;

/** Who pays, for which prices, in which steps. */
export function CpuWhy() {
  const m = useMessages().why;
  const own = useOwn();
  const run = useApp((s) => s.info?.run);
  const explain = useApp((s) => s.explainCpu);
  const at = own?.instant.at ?? 0;
  const time = useAnswer(`${String(run)} ${String(at)}`, () => explain(at, OWN));
  if (own === null) return <p>{m.nothing}</p>;
  const { cpu } = own.metrics;
  const cores = figureOf('cpu', own.metrics) ?? 0;
  return (
    <>
      <p>
        <Kind kind="counted" /> {m.cpu.what(formatNumber(cores))} {m.at(formatMoment(at))}{' '}
        {m.cpu.shared}
      </p>
      <table className={styles['charges']}>
        <thead>
          <tr>
            <th scope="col">{m.column.account}</th>
            <th scope="col">{m.column.cores}</th>
          </tr>
        </thead>
        <tbody>
          {ACCOUNTS.filter((account) => cpu[account] > 0).map((account) => (
            <tr key={account}>
              <th scope="row">
                <span className={styles['name']}>{m.cpu.accounts[account]}</span>
                <span className={styles['bar']} aria-hidden="true">
                  <i style={{ inlineSize: `${(100 * cpu[account]) / cores}%` }} />
                </span>
              </th>
              <td>{formatNumber(cpu[account])}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{m.sum}</th>
            <td>{formatNumber(cores)}</td>
          </tr>
        </tfoot>
      </table>
      {time === undefined && <p data-loading>{m.loading}</p>}
      {time !== undefined && time !== null && time.ps > 0 && (
        <>
          <ChargeTable charges={time.charges} caption={m.parts} />
          <details className={styles['details']}>
            <summary>{m.cpu.steps}</summary>
            <ol className={styles['way']}>
              {time.steps.slice(0, MOST_STEPS).map(({ step, ps, count }) => (
                <li key={step} className={styles['stretch']}>
                  <span className={styles['time']}>{formatNumber((100 * ps) / time.ps)} %</span>
                  <span>
                    <code lang="en">{STEPS[step].ref}</code> {m.cpu.done(formatCount(count))}
                  </span>
                </li>
              ))}
            </ol>
          </details>
        </>
      )}
    </>
  );
}
