import type { Run } from '../run';
import { PS_PER_MS, type Picos } from '../units';
import { PacketBook } from './packet-book';
import { sightingsOf, type Sighting } from './sightings';
import { tapsOf, type Tap } from './taps';

export interface Watched {
  readonly taps: readonly Tap[];
  /** In order of time; none of a packet that is not in the book. */
  readonly sightings: readonly Sighting[];
  readonly book: PacketBook;
  /** Up to where it was watched: before what was asked where there were too many rows. */
  readonly to: Picos;
  /** Sightings left out, because their packet's birth could not be found. */
  readonly unknown: number;
}

/** Births are looked for this far back at most: a frame that waited longer is rare. */
const FURTHEST: Picos = 200 * PS_PER_MS;
const FIRST_LOOK: Picos = PS_PER_MS;

/** Everything that passed the taps of a run in [from, to). */
export function watch(
  run: Pick<Run, 'window' | 'topology'>,
  from: Picos,
  to: Picos,
  maxRows?: number,
): Watched {
  const { topology } = run;
  const taps = tapsOf(topology);
  const window = run.window(from, to, maxRows);
  const book = new PacketBook();
  book.add(window.facts);
  const all = () => sightingsOf(window, topology, taps, book, from, Math.min(to, window.to));
  let sightings = all();
  const missing = () => sightings.some(({ packet }) => !book.knows(packet));
  // Frames that were on their way when the window begins were born before it.
  for (let back = FIRST_LOOK, end = from; end > 0 && back <= FURTHEST && missing(); back *= 8) {
    const start = Math.max(0, from - back);
    const earlier = run.window(start, end, maxRows);
    book.add(earlier.facts);
    end = start;
    sightings = all();
  }
  const known = sightings.filter(({ packet }) => book.knows(packet));
  return { taps, sightings: known, book, to: window.to, unknown: sightings.length - known.length };
}
