import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { onOtherHost } from '../store/other-host';
import controls from './controls.module.css';
import styles from './set-up.module.css';

/** In the set-up: whose host this is where it is not the lab's own, and the way back. */
export function HostRemark() {
  const m = useMessages().shell.host;
  const host = useApp((s) => s.info?.host);
  if (host === undefined || host.from === 'lab') return null;
  return (
    <div className={styles['host']}>
      <p>
        {m.from[host.from]} {!host.hasCard && m.noCard}
      </p>
      <button
        type="button"
        className={controls['button']}
        onClick={() => {
          const { edit, dismiss } = useApp.getState();
          edit((input) => onOtherHost(input, {}));
          // It tells of the host that is left.
          dismiss('notice');
        }}
      >
        {m.back}
      </button>
    </div>
  );
}

/** Under the stage: where what it draws is not what the host has. Null where it is. */
export function useStageRemark(): string | null {
  const m = useMessages().shell.host;
  const hasCard = useApp((s) => s.info?.host.hasCard ?? true);
  const card = useApp((s) => s.info?.topology.deviceName ?? '');
  const withdrawn = useApp((s) => s.withdrawnVfs);
  if (!hasCard) return m.notThere((card.split('(')[0] ?? '').trimEnd());
  return withdrawn === 0 ? null : m.withdrawn(withdrawn);
}
