import type { MigrationReport } from '../store/vocabulary';
import { formatCount } from '../i18n/format';
import { useMessages } from '../i18n/react';
import styles from './two-hosts.module.css';

/** Rounds that are drawn: the last ones. */
const SHOWN = 8;

interface Bar {
  readonly key: string;
  readonly pages: number;
  readonly sent: number;
  readonly text: string;
}

/** This host, the other one, the guest where it is at the cursor, and between them what was sent, round by round. */
export function TwoHosts({ report }: { readonly report: MigrationReport }) {
  const messages = useMessages();
  const m = messages.migration;
  const { phase, vm, primary, pages } = report;
  const guest = messages.stage.guest(vm);
  const there = phase === 'moved';
  const still = phase === 'stopping' || phase === 'stop-copy';
  const bars = barsOf(report, m);
  const most = Math.max(1, ...bars.map((bar) => bar.pages));
  const first = report.listed[0];
  // What is over there is what the first pass has brought; later passes bring the same pages again.
  const copied =
    first === undefined ? 0 : first.end < 0 ? first.pages - report.pagesLeft : first.pages;
  const share = percent(copied / Math.max(1, pages));
  const way = primary === null ? '' : primary.isUp ? m.onVf : m.onStandby;
  const here = [still ? m.standsStill(guest) : m.runsHere(guest), way].filter(Boolean).join(', ');
  return (
    <div className={styles['hosts']}>
      <div className={styles['host']} data-runs={!there && !still}>
        <span>{m.thisHost}</span>
        <strong data-gone={there}>{there ? `${guest}: ${m.left}` : here}</strong>
      </div>
      <ul
        className={styles['stream']}
        aria-label={m.stream}
        data-on={phase === 'pre-copy' || still}
      >
        {bars.map(({ key, pages: height, sent, text }) => (
          <li
            key={key}
            title={text}
            aria-label={text}
            style={{ blockSize: percent(Math.max(0.12, height / most)) }}
          >
            <span style={{ blockSize: percent(height === 0 ? 1 : sent / height) }} />
          </li>
        ))}
      </ul>
      <div className={styles['host']} data-runs={there}>
        <span>{m.otherHost}</span>
        <strong data-gone={!there}>
          {there
            ? [m.runsHere(guest), way].filter(Boolean).join(', ')
            : `${guest}: ${m.memoryThere(share)}`}
        </strong>
      </div>
    </div>
  );
}

function barsOf(
  { listed, pagesLeft, phase, lastPages, stoppedAt }: MigrationReport,
  m: ReturnType<typeof useMessages>['migration'],
): readonly Bar[] {
  const rounds = listed.map(({ pages, end }, i): Bar => {
    const sent = end < 0 ? pages - pagesLeft : pages;
    const text = m.roundBar(i + 1, formatCount(pages), percent(sent / Math.max(1, pages)));
    return { key: String(i), pages, sent, text };
  });
  const moved = phase === 'moved';
  const last: readonly Bar[] =
    stoppedAt < 0 || (!moved && phase !== 'stop-copy')
      ? []
      : [
          {
            key: 'last',
            pages: lastPages,
            sent: moved ? lastPages : 0,
            text: m.lastBar(formatCount(lastPages)),
          },
        ];
  return [...rounds, ...last].slice(-SHOWN);
}

const percent = (share: number) => `${String(Math.round(100 * share))}%`;
