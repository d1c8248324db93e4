import type { JourneyRow } from '../../store/vocabulary';

/** One link of the chain from a row back to where it began. */
export interface ChainLink {
  /** Index of the row. */
  readonly row: number;
  /** Rows left out before it: the same thread went from one piece of work to the next. */
  readonly skipped: number;
}

/** Steps of one thread that are worth telling one by one: it leaves the guest, moves the packet, tells others. */
const TELLING = ['exit', 'packet', 'copy', 'doorbell', 'interrupt'] as const;
/** Of a longer run the first, which are nearest to the effect, and the last, where it began. */
const NEAREST = 3;
const FARTHEST = 2;

/**
 * From row `from` back to the root, itself not included. Where a thread went through many pieces of work one after the
 * other, only those are told that say something, with the number of those left out.
 */
export function chainOf(rows: readonly JourneyRow[], from: number): readonly ChainLink[] {
  const links: ChainLink[] = [];
  let at = rows[from]?.cause ?? -1;
  let link = rows[from]?.link ?? null;
  while (at >= 0) {
    const run = [at];
    if (link === 'after') {
      for (let row = rows[at]; row?.link === 'after' && row.cause >= 0; row = rows[row.cause])
        run.push(row.cause);
    }
    let skipped = 0;
    const told = toldOf(rows, run);
    for (const row of run) {
      if (told.has(row)) {
        links.push({ row, skipped });
        skipped = 0;
      } else skipped++;
    }
    const end = run.at(-1) ?? at;
    link = rows[end]?.link ?? null;
    at = rows[end]?.cause ?? -1;
  }
  return links;
}

function toldOf(rows: readonly JourneyRow[], run: readonly number[]): ReadonlySet<number> {
  const ends = [run[0], run.at(-1)];
  const told = run.filter((i) => {
    const row = rows[i];
    return ends.includes(i) || (row?.kind === 'hop' && TELLING.some((each) => each === row.glyph));
  });
  if (told.length <= NEAREST + FARTHEST) return new Set(told);
  return new Set([...told.slice(0, NEAREST), ...told.slice(-FARTHEST)]);
}

/** Every row on the way back, none left out. */
export function ancestorsOf(rows: readonly JourneyRow[], from: number): ReadonlySet<number> {
  const found = new Set<number>();
  for (let at = rows[from]?.cause ?? -1; at >= 0; at = rows[at]?.cause ?? -1) found.add(at);
  return found;
}
