import type { Inspection } from '../store/vocabulary';

/** Larger rings are drawn with several descriptors to a cell. */
const MOST_CELLS = 24;

export interface RingPicture {
  /** Whether the cell holds a descriptor between head and tail. */
  readonly cells: readonly boolean[];
  readonly perCell: number;
  /** Positions inside the ring. */
  readonly head: number;
  readonly tail: number;
  /** Descriptors from head up to tail. */
  readonly held: number;
}

export function ringCells({ size, head, tail }: Inspection['rings'][number]): RingPicture {
  const entries = Math.max(1, size);
  const perCell = Math.ceil(entries / MOST_CELLS);
  const cells = Array.from({ length: Math.ceil(entries / perCell) }, () => false);
  const wrap = (position: number) => ((position % entries) + entries) % entries;
  // Free-running positions may differ by a whole ring, which wrapped ones cannot show.
  const held = tail - head >= entries ? entries : wrap(tail - head);
  for (let i = 0; i < held; i++) cells[Math.floor(wrap(head + i) / perCell)] = true;
  return { cells, perCell, head: wrap(head), tail: wrap(tail), held };
}
