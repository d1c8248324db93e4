import { useEffect, useState } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { LimitsRoom } from './limits/LimitsRoom';
import { PcieView } from './PcieView';
import { useConfig } from './use-config';
import { useWindows } from './use-windows';
import { useWrites } from './use-writes';
import type { Zoom } from './zoom';
import styles from './pcie.module.css';

/** The PCIe view on the simulated host; where one of the run's functions is selected, it is the page's selection. */
export function PcieRoom() {
  const m = useMessages().pcie;
  const host = useApp((s) => s.host);
  const watchHost = useApp((s) => s.watchHost);
  const functions = useApp((s) => s.info?.topology.card.functions);
  const selected = useApp((s) => s.selected);
  const select = useApp((s) => s.select);
  const chosen = selected?.kind === 'function' ? (functions?.[selected.fn]?.rid ?? -1) : -1;
  const [zoom, setZoom] = useState<Zoom>({ level: 'host', rid: chosen, at: -1, block: -1 });
  const writes = useWrites();
  useEffect(() => watchHost(), [watchHost]);

  const version = host?.version ?? 0;
  const inside = zoom.level === 'host' ? -1 : zoom.rid;
  const pfRid = host?.functions.find((fn) => fn.rid === inside)?.pf ?? inside;
  const config = useConfig(inside, version);
  const pfConfig = useConfig(pfRid, version);

  const windows = useWindows(host);

  if (host === null) return <p className={styles['waiting']}>{m.waiting}</p>;
  return (
    <PcieView
      host={host}
      zoom={zoom}
      config={config}
      pfConfig={pfConfig}
      windows={windows}
      writes={writes}
      onZoom={(to) => {
        setZoom(to);
        if (to.rid === zoom.rid) return;
        const fn = functions?.findIndex((one) => one.rid === to.rid) ?? -1;
        select(fn < 0 ? null : { kind: 'function', fn });
      }}
      limits={<LimitsRoom />}
    />
  );
}
