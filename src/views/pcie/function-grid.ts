import { MOST_VFS_IN_TREE, type CardInfo } from './card-props';

export const GRID_SIDE = 16;
const FUNCTIONS_PER_BUS = GRID_SIDE * GRID_SIDE;

/** One bus number: 256 function numbers, each an index into `card.functions` or null where unused. */
export interface BusGrid {
  readonly bus: number;
  readonly cells: readonly (number | null)[];
  readonly used: number;
}

/** True once a PF has too many VFs for the tree. */
export function needsGrid(card: CardInfo): boolean {
  return card.pfs.some((pf) => pf.numVfs > MOST_VFS_IN_TREE);
}

/** A grid for every bus number that carries a function of the card, in ascending order. */
export function busGrids(card: CardInfo): readonly BusGrid[] {
  const byBus = new Map<number, (number | null)[]>();
  for (const [fn, { rid }] of card.functions.entries()) {
    const bus = rid >> 8;
    let cells = byBus.get(bus);
    if (cells === undefined) {
      cells = Array.from({ length: FUNCTIONS_PER_BUS }, () => null);
      byBus.set(bus, cells);
    }
    cells[rid & 0xff] = fn;
  }
  return [...byBus]
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

/** VFs of one PF that lie on one bus number; their Routing IDs are `vfStride` apart. */
export interface VfRange {
  readonly pf: number;
  readonly bus: number;
  /** Indices into `card.functions`. */
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

/** The VFs as ranges, a PF's split where they step over to the next bus number. */
export function vfRanges(card: CardInfo): readonly VfRange[] {
  const ranges: VfRange[] = [];
  for (const [fn, { kind, pf, rid }] of card.functions.entries()) {
    if (kind === 'pf') continue;
    const bus = rid >> 8;
    const before = ranges.at(-1);
    if (before?.pf === pf && before.bus === bus) {
      ranges[ranges.length - 1] = { ...before, last: fn, count: before.count + 1 };
    } else {
      ranges.push({ pf, bus, first: fn, last: fn, count: 1 });
    }
  }
  return ranges;
}
