import { useState } from 'react';
import { useMessages } from '../../../i18n/react';
import { bdfOf, hexByte } from '../../../ui/rid-text';
import { BusGrid } from './BusGrid';
import type { BusGrid as Grid } from './bus-grid';
import type { HostIndex } from './host-index';
import { RidLine } from './RidLine';
import { useFunctionName } from './use-names';
import { useNear } from './use-near';
import styles from './grid.module.css';

interface Props {
  readonly index: HostIndex;
  readonly grids: readonly Grid[];
  readonly selected: number;
  readonly onSelect: (rid: number) => void;
}

/** From this many buses on there is a row of tiles that lead to each. */
const MANY = 4;
const blockId = (bus: number) => `pcie-bus-${bus}`;

/** The buses that carry many functions, one grid each; those far from the window are placeholders. */
export function BusGrids({ index, grids, selected, onSelect }: Props) {
  const m = useMessages().pcie;
  const [pointed, setPointed] = useState(-1);
  const numbers = new Set(grids.flatMap(({ cells }) => pfNumbers(index, cells)));
  return (
    <div className={styles['grids']}>
      <ul className={styles['legend']} aria-label={m.legend}>
        <li>
          <i className={styles['cell']} data-kind="pf" />
          {m.legendPf}
        </li>
        {[...numbers]
          .toSorted((a, b) => a - b)
          .map((pf) => (
            <li key={pf}>
              <i className={styles['cell']} data-kind="vf" data-pf={pf % 4} />
              {m.legendVf({ pf })}
            </li>
          ))}
        <li>
          <i className={styles['cell']} data-kind="unused" />
          {m.unused}
        </li>
      </ul>
      <Readout index={index} rid={pointed >= 0 ? pointed : selected} />
      {grids.length >= MANY && (
        <nav className={styles['tiles']} aria-label={m.busesLabel}>
          {grids.map(({ bus, used }) => (
            <button
              type="button"
              key={bus}
              aria-label={m.busTile({ bus: hexByte(bus), used })}
              title={m.busTile({ bus: hexByte(bus), used })}
              style={{ backgroundSize: `100% ${(used / 256) * 100}%` }}
              translate="no"
              onClick={() => document.getElementById(blockId(bus))?.scrollIntoView()}
            >
              {hexByte(bus)}
            </button>
          ))}
        </nav>
      )}
      <div className={styles['buses']}>
        {grids.map((grid, i) => (
          <Bus
            key={grid.bus}
            index={index}
            grid={grid}
            first={i < MANY}
            selected={selected >> 8 === grid.bus ? selected : -1}
            onSelect={onSelect}
            onPoint={setPointed}
          />
        ))}
      </div>
      <p className={styles['hint']}>{m.gridWhy}</p>
    </div>
  );
}

/** Positions of the PFs whose VFs lie among these functions. */
function pfNumbers(index: HostIndex, cells: Grid['cells']): readonly number[] {
  const found = new Set<number>();
  for (const fn of cells) {
    const pf = index.pfNumber.get(fn?.pf ?? -1);
    if (pf !== undefined) found.add(pf);
  }
  return [...found];
}

interface BusProps extends Omit<Props, 'grids'> {
  readonly grid: Grid;
  /** Among those drawn before the window is known. */
  readonly first: boolean;
  readonly onPoint: (rid: number) => void;
}

/** A grid once it is near the window, until then a box of its size. */
function Bus({ index, grid, first, selected, onSelect, onPoint }: BusProps) {
  const [ref, near] = useNear<HTMLElement>(first);
  return (
    <section className={styles['bus']} id={blockId(grid.bus)} ref={ref} data-near={first || near}>
      {(first || near) && (
        <BusGrid
          index={index}
          grid={grid}
          selected={selected}
          onSelect={onSelect}
          onPoint={onPoint}
        />
      )}
    </section>
  );
}

/** What is under the pointer or the focus, else what is selected; screen readers hear the cell itself. */
function Readout({ index, rid }: { readonly index: HostIndex; readonly rid: number }) {
  const m = useMessages().pcie;
  const nameOf = useFunctionName(index);
  const fn = index.byRid.get(rid);
  return (
    <p className={styles['readout']} aria-hidden="true">
      {rid < 0 ? (
        m.readoutHint
      ) : (
        <>
          <strong>{fn === undefined ? m.unused : nameOf(fn)}</strong>
          {fn === undefined ? (
            <code translate="no">{bdfOf(rid)}</code>
          ) : (
            <RidLine index={index} fn={fn} />
          )}
        </>
      )}
    </p>
  );
}
