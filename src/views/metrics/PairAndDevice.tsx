import { formatBytes, formatCount, formatMoment } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import type { MigrationReport } from '../../store/vocabulary';
import styles from './migration-table.module.css';

const PAIR = ['asked', 'stopped', 'released', 'filtered', 'plugged', 'back'] as const;
/** Names of the interfaces as Linux net_failover.rst has them. */
const MASTER = 'virtio_net virtio0 ens10: failover primary slave:ens11';

/** QEMU's states, what became of the VF of a failover pair, or which states the VF went through. */
export function PairAndDevice({ report }: { readonly report: MigrationReport }) {
  const m = useMessages().migration;
  const { statuses, primary, device } = report;
  const seen = PAIR.filter((event) => (primary?.[event] ?? -1) >= 0);
  return (
    <>
      {statuses.length > 0 && (
        <Times
          title={m.states}
          rows={statuses.map(({ status, at }) => ({ key: status, name: status, at }))}
        />
      )}
      {primary !== null && seen.length > 0 && (
        <>
          <Times
            title={`${m.pairTitle} ${primary.bdf}`}
            rows={seen.map((event) => ({
              key: event,
              name: m.pairEvents[event],
              at: primary[event],
            }))}
          />
          {primary.lost > 0 && <p>{m.pairLost(formatCount(primary.lost))}</p>}
          {primary.stopped >= 0 && (
            <Times
              title={m.guestLog}
              rows={[
                { key: 'out', name: `${MASTER} unregistered`, at: primary.stopped },
                ...(primary.back < 0
                  ? []
                  : [{ key: 'in', name: `${MASTER} registered`, at: primary.back }]),
              ]}
            />
          )}
        </>
      )}
      {device !== null && device.steps.length > 0 && (
        <>
          <Times
            title={m.vfioTitle}
            rows={device.steps.map(({ side, state, at }) => ({
              key: `${side} ${state}`,
              name: `${m.vfioSides[side]}: ${state.replaceAll('-', '_').toUpperCase()}`,
              at,
            }))}
          />
          <p>
            {m.vfioMoved(
              formatBytes(device.moved),
              formatBytes(device.bytes),
              formatCount(device.chunks),
            )}{' '}
            {m.dmaPages(device.dmaPages)}
          </p>
        </>
      )}
    </>
  );
}

interface TimesProps {
  readonly title: string;
  readonly rows: readonly { readonly key: string; readonly name: string; readonly at: number }[];
}

function Times({ title, rows }: TimesProps) {
  return (
    <div className={styles['scroll']}>
      <table>
        <caption>{title}</caption>
        <tbody>
          {rows.map(({ key, name, at }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td>{formatMoment(at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
