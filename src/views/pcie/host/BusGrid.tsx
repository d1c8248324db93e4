import { useState } from 'react';
import type { KeyboardEvent, SyntheticEvent } from 'react';
import { useMessages } from '../../../i18n/react';
import { bdfOf, hexByte } from '../../../ui/rid-text';
import { GRID_SIDE, isGridKey, moveInGrid, type BusGrid as Grid } from './bus-grid';
import type { HostIndex } from './host-index';
import { useFunctionName } from './use-names';
import styles from './grid.module.css';

interface Props {
  readonly index: HostIndex;
  readonly grid: Grid;
  /** Routing ID; -1 without. */
  readonly selected: number;
  readonly onSelect: (rid: number) => void;
  /** Routing ID under the pointer or the focus; -1 when there is none any more. */
  readonly onPoint: (rid: number) => void;
}

/** More than three digits do not fit a cell; the address under the pointer says them. */
const LARGEST_SHOWN = 999;
const ROWS = Array.from({ length: GRID_SIDE }, (_, row) => row);

/** The id of a cell, so that the tree can send the focus there. */
export const cellId = (rid: number): string => `pcie-function-${rid}`;

/** One bus number as 16 × 16 function numbers: the row is the high hex digit, the column the low one. */
export function BusGrid({ index, grid, selected, onSelect, onPoint }: Props) {
  const m = useMessages().pcie;
  const nameOf = useFunctionName(index);
  const first = grid.cells.findIndex((fn) => fn !== null);
  const [visited, setVisited] = useState<number | null>(null);
  const chosen = selected >> 8 === grid.bus ? selected & 0xff : -1;
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
    onPoint(at === null ? -1 : ridAt(at));
  }

  function choose(at: number) {
    onSelect(grid.cells[at]?.rid ?? -1);
  }

  function key(event: KeyboardEvent) {
    const at = numberOf(event.target);
    if (at === null) return;
    if (isGridKey(event.key)) {
      const to = moveInGrid(at, event.key);
      setVisited(to);
      document.getElementById(cellId(ridAt(to)))?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      choose(at);
    } else {
      return;
    }
    // The page has its own meaning for the arrows and for Space.
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <>
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
        onPointerLeave={() => onPoint(-1)}
        onFocus={point}
        onBlur={() => onPoint(-1)}
        onKeyDown={key}
        onClick={(event) => {
          const at = numberOf(event.target);
          if (at === null) return;
          setVisited(at);
          choose(at);
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
                const fn = grid.cells[at] ?? null;
                const pf = fn === null ? undefined : index.pfNumber.get(fn.pf ?? fn.rid);
                const kind =
                  fn === null
                    ? 'unused'
                    : fn.pf !== null
                      ? 'vf'
                      : pf === undefined
                        ? 'other'
                        : 'pf';
                return (
                  <td
                    className={styles['cell']}
                    key={column}
                    id={cellId(ridAt(at))}
                    tabIndex={at === tabStop ? 0 : -1}
                    aria-selected={fn !== null && at === chosen}
                    aria-label={m.cell({
                      name: fn === null ? m.unused : nameOf(fn),
                      silent: fn?.answers === false,
                      bdf: fn?.bdf ?? bdfOf(ridAt(at)),
                    })}
                    data-at={at}
                    data-silent={fn?.answers === false ? true : undefined}
                    data-kind={kind}
                    data-pf={pf === undefined ? undefined : pf % 4}
                    translate="no"
                  >
                    {kind === 'pf' && `P${pf ?? 0}`}
                    {kind === 'vf' && fn !== null && fn.vfIndex <= LARGEST_SHOWN && fn.vfIndex}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
