import { useState } from 'react';
import { useMessages } from '../../i18n/react';
import type { CardInfo } from './card-props';
import { FunctionDetail } from './FunctionDetail';
import { FunctionGrid, cellId } from './FunctionGrid';
import { FunctionTree } from './FunctionTree';
import { busGrids, needsGrid } from './function-grid';
import { bdfOf, ridText } from '../../ui/rid-text';
import { VfRanges } from './VfRanges';
import gridStyles from './grid.module.css';
import styles from './pcie.module.css';

interface Props {
  readonly card: CardInfo;
  /** Index into `card.functions`. */
  readonly selected: number | null;
  readonly onSelect: (fn: number | null) => void;
}

/** The card's place in the host: the PCIe tree, its function numbers, and where each address comes from. */
export function PcieView({ card, selected, onSelect }: Props) {
  const m = useMessages().pcie;
  const [pointed, setPointed] = useState<number | null>(null);
  const grids = needsGrid(card) ? busGrids(card) : [];

  const chosen = selected === null ? undefined : card.functions[selected];

  function openGroup(pf: number) {
    const first = card.functions.findIndex((f) => f.kind === 'vf' && f.pf === pf);
    const rid = card.functions[first]?.rid;
    if (rid === undefined) return;
    onSelect(first);
    document.getElementById(cellId(rid))?.focus();
  }

  return (
    <section className={styles['view']} aria-label={m.title}>
      <div className={styles['columns']} data-grids={grids.length > 0}>
        <FunctionTree card={card} selected={selected} onSelect={onSelect} onOpenGroup={openGroup} />
        {grids.length > 0 && (
          <div className={styles['grids']}>
            <Legend card={card} />
            <Readout card={card} rid={pointed ?? chosen?.rid ?? null} />
            <div className={styles['buses']}>
              {grids.map((grid) => (
                <FunctionGrid
                  key={grid.bus}
                  card={card}
                  grid={grid}
                  selected={selected}
                  onSelect={onSelect}
                  onPoint={setPointed}
                />
              ))}
            </div>
            <p className={styles['hint']}>{m.gridWhy}</p>
          </div>
        )}
        <div className={styles['side']}>
          <FunctionDetail card={card} selected={selected} onSelect={onSelect} />
          <VfRanges card={card} />
        </div>
      </div>
    </section>
  );
}

function Legend({ card }: { readonly card: CardInfo }) {
  const m = useMessages().pcie;
  return (
    <ul className={gridStyles['legend']} aria-label={m.legend}>
      <li>
        <i className={gridStyles['cell']} data-kind="pf" />
        {m.legendPf}
      </li>
      {card.pfs.map(
        ({ index, numVfs }) =>
          numVfs > 0 && (
            <li key={index}>
              <i className={gridStyles['cell']} data-kind="vf" data-pf={index % 4} />
              {m.legendVf({ pf: index })}
            </li>
          ),
      )}
      <li>
        <i className={gridStyles['cell']} data-kind="unused" />
        {m.unused}
      </li>
    </ul>
  );
}

/** What is under the pointer or the focus, else what is selected; screen readers hear the cell itself. */
function Readout({ card, rid }: { readonly card: CardInfo; readonly rid: number | null }) {
  const m = useMessages().pcie;
  const fn = rid === null ? undefined : card.functions.find((f) => f.rid === rid);
  const name =
    fn === undefined
      ? m.unused
      : fn.kind === 'pf'
        ? m.pfName({ pf: fn.pf })
        : m.vfOfPf({ n: fn.index, pf: fn.pf });
  return (
    <p className={styles['readout']} aria-hidden="true">
      {rid === null ? (
        m.readoutHint
      ) : (
        <>
          <strong>{name}</strong>
          <code translate="no">{fn === undefined ? bdfOf(rid) : ridText(card, fn)}</code>
        </>
      )}
    </p>
  );
}
