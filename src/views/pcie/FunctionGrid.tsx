import { useState } from 'react';
import type { KeyboardEvent, SyntheticEvent } from 'react';
import { useMessages } from '../../i18n/react';
import type { CardInfo, FunctionInfo } from './card-props';
import { GRID_SIDE, isGridKey, moveInGrid, type BusGrid } from './function-grid';
import { bdfOf, hexByte } from '../../ui/rid-text';
import styles from './grid.module.css';

interface Props {
  readonly card: CardInfo;
  readonly grid: BusGrid;
  readonly selected: number | null;
  readonly onSelect: (fn: number | null) => void;
  /** Routing ID under the pointer or the focus; null when there is none any more. */
  readonly onPoint: (rid: number | null) => void;
}

const ROWS = Array.from({ length: GRID_SIDE }, (_, row) => row);

/** The id of a cell, so that the tree can send the focus there. */
export const cellId = (rid: number): string => `pcie-function-${rid}`;

/** One bus number as 16 × 16 function numbers: the row is the high hex digit, the column the low one. */
export function FunctionGrid({ card, grid, selected, onSelect, onPoint }: Props) {
  const m = useMessages().pcie;
  const first = grid.cells.findIndex((fn) => fn !== null);
  const [visited, setVisited] = useState<number | null>(null);
  const chosen = selected === null ? -1 : grid.cells.indexOf(selected);
  const tabStop = visited ?? (chosen >= 0 ? chosen : first);
  const bus = hexByte(grid.bus);
  const ridAt = (at: number) => (grid.bus << 8) | at;

  function numberOf(target: EventTarget): number | null {
    if (!(target instanceof HTMLElement)) return null;
    const at = target.closest<HTMLElement>('[data-at]')?.dataset['at'];
    return at === undefined ? null : Number(at);
  }

  function point(event: SyntheticEvent) {
    const at = numberOf(event.target);
    onPoint(at === null ? null : ridAt(at));
  }

  function key(event: KeyboardEvent) {
    const at = numberOf(event.target);
    if (at === null) return;
    if (isGridKey(event.key)) {
      const to = moveInGrid(at, event.key);
      setVisited(to);
      document.getElementById(cellId(ridAt(to)))?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      onSelect(grid.cells[at] ?? null);
    } else {
      return;
    }
    // The page has its own meaning for the arrows and for Space.
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <section className={styles['bus']}>
      <h3 className={styles['busTitle']}>
        {m.gridTitle({ bus })}
        <span className={styles['busUsed']}>{m.gridUsed({ used: grid.used })}</span>
      </h3>
      <table
        className={styles['grid']}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- ARIA grid pattern
        role="grid"
        tabIndex={-1}
        aria-label={m.gridLabel({ bus })}
        onPointerOver={point}
        onPointerLeave={() => onPoint(null)}
        onFocus={point}
        onBlur={() => onPoint(null)}
        onKeyDown={key}
        onClick={(event) => {
          const at = numberOf(event.target);
          if (at === null) return;
          setVisited(at);
          onSelect(grid.cells[at] ?? null);
        }}
      >
        <thead>
          <tr className={styles['gridRow']}>
            <td aria-hidden="true" />
            {ROWS.map((column) => (
              <th className={styles['axis']} key={column} scope="col" translate="no">
                {column.toString(16)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row) => (
            <tr className={styles['gridRow']} key={row}>
              <th
                className={styles['axis']}
                scope="row"
                translate="no"
                aria-label={m.row({
                  first: hexByte(row * GRID_SIDE),
                  last: hexByte(row * GRID_SIDE + GRID_SIDE - 1),
                })}
              >
                {[row.toString(16), 'x'].join('')}
              </th>
              {ROWS.map((column) => {
                const at = row * GRID_SIDE + column;
                const index = grid.cells[at] ?? null;
                return (
                  <Cell
                    key={column}
                    at={at}
                    rid={ridAt(at)}
                    fn={index === null ? null : (card.functions[index] ?? null)}
                    selected={index !== null && index === selected}
                    tabStop={at === tabStop}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface CellProps {
  readonly at: number;
  readonly rid: number;
  readonly fn: FunctionInfo | null;
  readonly selected: boolean;
  readonly tabStop: boolean;
}

function Cell({ at, rid, fn, selected, tabStop }: CellProps) {
  const m = useMessages().pcie;
  const name =
    fn === null
      ? m.unused
      : fn.kind === 'pf'
        ? m.pfName({ pf: fn.pf })
        : m.vfOfPf({ n: fn.index, pf: fn.pf });
  return (
    <td
      className={styles['cell']}
      id={cellId(rid)}
      tabIndex={tabStop ? 0 : -1}
      aria-selected={selected}
      aria-label={m.cell({ name, bdf: fn?.bdf ?? bdfOf(rid) })}
      data-at={at}
      data-kind={fn?.kind ?? 'unused'}
      data-pf={fn === null ? undefined : fn.pf % 4}
      translate="no"
    >
      {fn !== null && (fn.kind === 'pf' ? `P${fn.pf}` : fn.index)}
    </td>
  );
}
