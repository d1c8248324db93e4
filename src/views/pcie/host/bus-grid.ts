import type { HostFunction } from '../../../store/vocabulary';
import type { HostIndex } from './host-index';
import { MOST_VFS_IN_TREE } from './host-tree';

export const GRID_SIDE = 16;
const FUNCTIONS_PER_BUS = GRID_SIDE * GRID_SIDE;

/** One bus number: 256 function numbers, null where nobody answers. */
export interface BusGrid {
  readonly bus: number;
  readonly cells: readonly (HostFunction | null)[];
  readonly used: number;
}

/** A grid for every bus number on which a PF with many VFs or one of those lies, in ascending order. */
export function busGrids(index: HostIndex): readonly BusGrid[] {
  const buses = new Map<number, (HostFunction | null)[]>();
  for (const [pf, vfs] of index.vfsOf) {
    if (vfs.length <= MOST_VFS_IN_TREE) continue;
    for (const rid of [pf, ...vfs.map((vf) => vf.rid)]) {
      if (!buses.has(rid >> 8)) {
        buses.set(
          rid >> 8,
          Array.from({ length: FUNCTIONS_PER_BUS }, () => null),
        );
      }
    }
  }
  if (buses.size === 0) return [];
  for (const [rid, fn] of index.byRid) {
    const cells = buses.get(rid >> 8);
    if (cells !== undefined) cells[rid & 0xff] = fn;
  }
  return [...buses]
    .toSorted(([a], [b]) => a - b)
    .map(([bus, cells]) => ({ bus, cells, used: cells.filter((fn) => fn !== null).length }));
}

export const GRID_KEYS = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
] as const;
export type GridKey = (typeof GRID_KEYS)[number];

export const isGridKey = (key: string): key is GridKey =>
  (GRID_KEYS as readonly string[]).includes(key);

/**
 * The function number a key leads to from `at`. Left and right run on over the ends of the rows,
 * as function numbers do; up and down stay in the column; nothing leaves the bus.
 */
export function moveInGrid(at: number, key: GridKey): number {
  const row = at - (at % GRID_SIDE);
  const column = at % GRID_SIDE;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'ArrowRight':
      return Math.min(FUNCTIONS_PER_BUS - 1, at + 1);
    case 'ArrowUp':
      return row === 0 ? at : at - GRID_SIDE;
    case 'ArrowDown':
      return row === FUNCTIONS_PER_BUS - GRID_SIDE ? at : at + GRID_SIDE;
    case 'Home':
      return row;
    case 'End':
      return row + GRID_SIDE - 1;
    case 'PageUp':
      return column;
    case 'PageDown':
      return FUNCTIONS_PER_BUS - GRID_SIDE + column;
  }
}
