import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import type { HopRow, Selection, Topology } from '../../store/vocabulary';
import styles from './detail.module.css';

type Region = NonNullable<Extract<Selection, { kind: 'function' }>['access']>['region'];

/** Where in the guest's memory the function reads or writes. */
const REGION: Partial<Readonly<Record<HopRow['step'], Region>>> = {
  'dma-read': 'tx',
  'dma-write': 'rx',
  'dma-read-descriptor': 'ring',
  'dma-writeback': 'ring',
};

/** Opens the address view at the moment of a DMA of a guest's own function, at its very address. */
export function AddressLink({
  row,
  topology,
}: {
  readonly row: HopRow;
  readonly topology: Topology;
}) {
  const m = useMessages().journey;
  const region = REGION[row.step];
  const fn = functionAt(topology, row);
  if (region === undefined || fn < 0 || row.packet === 0) return null;
  return (
    <p>
      <button
        type="button"
        className={styles['address']}
        onClick={() => {
          const { seek, select, setView } = useApp.getState();
          seek(row.at);
          setView('stage');
          select({ kind: 'function', fn, access: { packet: row.packet, region } });
        }}
      >
        {m.address}
      </button>
    </p>
  );
}

/** The guest's function at one end of it; -1 where it is the host's. */
function functionAt({ places, vms }: Topology, { from, to }: HopRow): number {
  const fns = [from, to].map((place) => places[place]?.fn ?? -1);
  return fns.find((fn) => fn >= 0 && vms.some((vm) => vm.fn === fn)) ?? -1;
}
