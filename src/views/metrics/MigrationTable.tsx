import { formatBytes, formatCount, formatMoment, formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import type { MigrationReport } from '../../store/vocabulary';
import { Wide } from '../../ui/Wide';
import { PairAndDevice } from './PairAndDevice';
import styles from './migration-table.module.css';

/** Round by round what a migration sent, what was written meanwhile, and the state that moved besides memory. */
export function MigrationTable({ report }: { readonly report: MigrationReport }) {
  const messages = useMessages();
  const m = messages.migration;
  const { stoppedAt, resumedAt, state, dirtiedBy } = report;
  const title = m.title(messages.stage.guest(report.vm), m.phases[report.phase]);
  const writers = Object.entries(dirtiedBy) as [keyof typeof dirtiedBy, number][];
  return (
    <section className={styles['migration']} aria-label={m.label}>
      <h3>{title}</h3>
      {report.blocker !== null && <p>{m.cannot[report.blocker]}</p>}
      {resumedAt >= 0 && (
        <p>
          {m.downtime(formatPicos(resumedAt - stoppedAt))} ·{' '}
          {m.packets(formatCount(report.lost), formatCount(report.late))}
        </p>
      )}
      {report.listed.length > 0 && (
        <Wide label={m.rounds} className={styles['scroll']}>
          <table>
            <caption>{m.rounds}</caption>
            <thead>
              <tr>
                {(Object.keys(m.columns) as (keyof typeof m.columns)[]).map((key) => (
                  <th key={key} scope="col">
                    {m.columns[key]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {report.listed.map((round, i) => (
                <tr key={round.start}>
                  <th scope="row">{i + 1}</th>
                  <td>{formatMoment(round.start)}</td>
                  <td>{round.end < 0 ? '…' : formatPicos(round.end - round.start)}</td>
                  <td>{formatCount(round.pages)}</td>
                  <td>{round.end < 0 ? '…' : formatCount(round.dirtied)}</td>
                  <td>{round.throttle}</td>
                </tr>
              ))}
              {resumedAt >= 0 && (
                <tr>
                  <th scope="row">{m.last}</th>
                  <td>{formatMoment(stoppedAt)}</td>
                  <td>{formatPicos(resumedAt - stoppedAt)}</td>
                  <td>{formatCount(report.lastPages)}</td>
                  <td>{'–'}</td>
                  <td>{'–'}</td>
                </tr>
              )}
            </tbody>
          </table>
        </Wide>
      )}
      <PairAndDevice report={report} />
      {report.blocker === null && (
        <>
          <p>
            {m.writers}:{' '}
            {writers.map(([who, pages]) => `${m.by[who]} ${formatCount(pages)}`).join(', ')}
          </p>
          <Wide label={m.state} className={styles['scroll']}>
            <table>
              <caption>
                {m.state}: {formatBytes(report.deviceBytes)}
              </caption>
              <thead>
                <tr>
                  {[m.item, m.owner, m.size].map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {state.map(({ name, bytes, from }) => (
                  <tr key={name}>
                    <th scope="row" lang="en" translate="no">
                      {name}
                    </th>
                    <td>{m.from[from]}</td>
                    <td>{formatBytes(bytes)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        </>
      )}
    </section>
  );
}
