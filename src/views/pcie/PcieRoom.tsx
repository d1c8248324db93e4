import { useApp } from '../../store';
import { PcieView } from './PcieView';

/** The PCIe view on the run's card; its selection is the page's. */
export function PcieRoom() {
  const card = useApp((s) => s.info?.topology.card);
  const selected = useApp((s) => s.selected);
  const select = useApp((s) => s.select);
  if (card === undefined) return null;
  return (
    <PcieView
      card={card}
      selected={selected?.kind === 'function' ? selected.fn : null}
      onSelect={(fn) => {
        select(fn === null ? null : { kind: 'function', fn });
      }}
    />
  );
}
