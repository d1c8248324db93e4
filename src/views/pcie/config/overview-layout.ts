import { blockAt, type Block } from './byte-map';

/** Bytes in a row of the overview: 4 KiB are 64 rows. */
const ROW_BYTES = 64;
/** A byte's depth of colour, 0 (zero) to 3 (half or more of the bits set). */
export type Heat = 0 | 1 | 2 | 3;

export function heatOf(byte: number): Heat {
  if (byte === 0) return 0;
  let ones = 0;
  for (let rest = byte; rest > 0; rest >>= 1) ones += rest & 1;
  return ones >= 4 ? 3 : ones >= 2 ? 2 : 1;
}

const rowsIn = (size: number) => Math.ceil(size / ROW_BYTES);

/** Squares of one byte each as a path, `cell` pixels a side. */
function squares(offsets: Iterable<number>, cell: number): string {
  let d = '';
  for (const at of offsets) {
    const x = (at % ROW_BYTES) * cell;
    const y = Math.floor(at / ROW_BYTES) * cell;
    d += `M${x},${y}h${cell}v${cell}h${-cell}z`;
  }
  return d;
}

/** Bytes of `at` to `at + size` as rectangles, one for each row they touch. */
function strips({ at, size }: Block, cell: number): string {
  let d = '';
  for (let from = at; from < at + size;) {
    const to = Math.min(at + size, from - (from % ROW_BYTES) + ROW_BYTES);
    const x = (from % ROW_BYTES) * cell;
    const width = (to - from) * cell;
    d += `M${x},${Math.floor(from / ROW_BYTES) * cell}h${width}v${cell}h${-width}z`;
    from = to;
  }
  return d;
}

/** The whole space to scale: 64 bytes a row. Lengths in pixels. */
export interface Overview {
  readonly cell: number;
  readonly width: number;
  readonly height: number;
  /** Paths of the bytes of each depth above 0. */
  readonly heat: readonly { readonly heat: Heat; readonly d: string }[];
  readonly changed: string;
  readonly blocks: readonly { readonly at: number; readonly d: string; readonly y: number }[];
}

export function layoutOverview(
  bytes: Uint8Array,
  blocks: readonly Block[],
  changed: ReadonlySet<number>,
  cell: number,
): Overview {
  const byHeat: number[][] = [[], [], [], []];
  for (const [at, byte] of bytes.entries()) byHeat[heatOf(byte)]?.push(at);
  return {
    cell,
    width: ROW_BYTES * cell,
    height: rowsIn(bytes.length) * cell,
    heat: ([1, 2, 3] as const).map((heat) => ({ heat, d: squares(byHeat[heat] ?? [], cell) })),
    changed: squares(changed, cell),
    blocks: blocks.map((block) => ({
      at: block.at,
      d: strips(block, cell),
      y:
        (Math.floor(block.at / ROW_BYTES) + rowsIn((block.at % ROW_BYTES) + block.size) / 2) * cell,
    })),
  };
}

/** The block under a point of the overview, with some pixels of grace: rows are thin. */
export function blockUnder(
  { cell, blocks: placed }: Overview,
  blocks: readonly Block[],
  x: number,
  y: number,
): Block | null {
  const at = Math.floor(y / cell) * ROW_BYTES + Math.min(ROW_BYTES - 1, Math.floor(x / cell));
  const inside = blockAt(blocks, at);
  if (inside !== undefined) return inside;
  const nearest = placed
    .map((p, i) => ({ distance: Math.abs(p.y - y), block: blocks[i] ?? null }))
    .toSorted((a, b) => a.distance - b.distance)[0];
  return nearest === undefined || nearest.distance > 12 ? null : nearest.block;
}

/** A leader line from a block at the left to its name at the right. */
export function leader(fromY: number, toY: number, width: number): string {
  return `M0,${fromY}C${width * 0.5},${fromY} ${width * 0.5},${toY} ${width},${toY}`;
}
