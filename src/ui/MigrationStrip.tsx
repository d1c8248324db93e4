import type { MigrationReport } from '../store/vocabulary';
import { formatCount, formatMoment, formatPicos, formatRate } from '../i18n/format';
import type { Messages } from '../i18n';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { TwoHosts } from './TwoHosts';
import styles from './migration.module.css';

/** How far the migration is at the cursor; nothing where none is asked for. */
export function MigrationStrip() {
  const messages = useMessages();
  const report = useApp((s) => s.instant?.migration?.now ?? null);
  const at = useApp((s) => s.instant?.at ?? 0);
  if (report === null) return null;
  const m = messages.migration;
  const { phase, pages, pagesLeft, listed } = report;
  const pass = listed.at(-1)?.pages ?? pages;
  const copies = phase === 'pre-copy';
  return (
    <section className={styles['strip']} aria-label={m.label} data-migration={phase}>
      <strong>{m.title(messages.stage.guest(report.vm), m.phases[phase])}</strong>
      {copies && (
        <progress max={Math.max(1, pass)} value={pass - pagesLeft} aria-label={m.phases[phase]} />
      )}
      <span>{detailOf(report, at, m).join(' · ')}</span>
      {report.statuses.length > 0 && <TwoHosts report={report} />}
      {report.statuses.length > 0 && (
        <ol className={styles['states']} aria-label={m.states}>
          {report.statuses.map(({ status, at: begun }) => (
            <li key={status} translate="no">
              <code lang="en">{status}</code> {formatMoment(begun)}
            </li>
          ))}
          {deviceState(report) !== null && (
            <li translate="no">
              {m.vfState} <code lang="en">{deviceState(report)}</code>
            </li>
          )}
        </ol>
      )}
    </section>
  );
}

/** As `include/uapi/linux/vfio.h` spells it; the side where the guest is to be says more, once it says anything. */
function deviceState({ device }: MigrationReport): string | null {
  const last = device?.steps.findLast(({ side }) => side === 'destination') ?? device?.steps.at(-1);
  return last === undefined ? null : last.state.replaceAll('-', '_').toUpperCase();
}

function detailOf(
  report: MigrationReport,
  at: number,
  m: Messages['migration'],
): readonly string[] {
  const { phase, stoppedAt, resumedAt } = report;
  switch (phase) {
    case 'waiting':
      return [];
    case 'refused':
      return report.blocker === 'no-guest'
        ? [m.cannot['no-guest']]
        : report.blocker === 'vdpa'
          ? [m.refusedVdpa, m.cannot.vdpa]
          : [m.refused(report.blockedBy ?? ''), m.cannot.vfio];
    case 'wait-unplug':
      return [m.waitsFor(report.primary?.bdf ?? '')];
    case 'pre-copy': {
      const pass = report.listed.at(-1)?.pages ?? report.pages;
      const [dirty, link] = [report.dirtyRate, report.linkRate];
      return [
        m.round(report.rounds, formatCount(report.pagesLeft), formatCount(pass)),
        ...(dirty < 0 ? [] : [m.rates(formatRate(dirty), formatRate(link))]),
        ...(report.throttle > 0 ? [m.throttled(report.throttle)] : []),
        ...(dirty >= 0.98 * link && report.throttle === 0 ? [m.endless] : []),
      ];
    }
    case 'stopping':
    case 'stop-copy':
    case 'moved':
      return [
        m.downtime(formatPicos((resumedAt < 0 ? at : resumedAt) - stoppedAt)),
        ...(phase === 'moved' && report.learnedAt < 0 ? [m.unknownPort] : []),
        m.packets(formatCount(report.lost), formatCount(report.late)),
      ];
  }
}
