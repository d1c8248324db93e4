import type { Run } from '../run';
import { PS_PER_MS, type Picos } from '../units';
import type { Sighting } from './sightings';
import { watch, type Watched } from './watch';

/** Stretches of a run that is not kept are computed again piece by piece, each beginning at a multiple of this. */
const PIECE: Picos = 2 * PS_PER_MS;
/** Frames at taps that are kept; a stretch with more is not looked through to its beginning. */
const MOST_KEPT = 300_000;

/** A piece of a run, watched. */
interface Piece {
  readonly from: Picos;
  /** Of the run that was computed then. */
  readonly to: Picos;
  readonly parts: readonly Watched[];
  readonly count: number;
}

/** What passed the taps in [from, to]. */
export interface Look {
  readonly from: Picos;
  readonly to: Picos;
  /** In order of time. */
  readonly parts: readonly Watched[];
  /** `more`: it was stopped before the beginning and goes on when asked again. `full`: there is more than is kept. */
  readonly state: 'whole' | 'more' | 'full';
}

/** Looks at any stretch of one run's taps; what was watched once is kept for the next look. */
export class Lookout {
  private pieces = new Map<Picos, Piece>();
  readonly run: Run;
  private readonly most: number;

  constructor(run: Run, most = MOST_KEPT) {
    this.run = run;
    this.most = most;
  }

  /** Looks from the end back, as long as `goesOn`; always at the last piece. */
  look(from: Picos, to: Picos, goesOn: () => boolean): Look {
    const found: Piece[] = [];
    let count = 0;
    let start = to + 1;
    let state: Look['state'] = 'whole';
    while (start > from) {
      if (found.length > 0 && (count > this.most || !goesOn())) {
        state = count > this.most ? 'full' : 'more';
        break;
      }
      const piece = this.pieceOf(start - 1);
      found.push(piece);
      count += piece.count;
      start = piece.from;
    }
    this.keepOnly(found, count);
    const parts = found.toReversed().flatMap((piece) => piece.parts);
    return { from: Math.max(from, start), to, parts, state };
  }

  /** The frame that passed a tap at a moment. */
  find(tap: number, packet: number, at: Picos): { sighting: Sighting; watched: Watched } | null {
    for (const watched of this.pieceOf(at).parts) {
      const sighting = watched.sightings.find(
        (each) => each.at === at && each.packet === packet && each.tap === tap,
      );
      if (sighting !== undefined) return { sighting, watched };
    }
    return null;
  }

  private pieceOf(at: Picos): Piece {
    const { run } = this;
    const whole = run.log.dropped === 0;
    const from = whole ? 0 : Math.floor(at / PIECE) * PIECE;
    const to = Math.min(whole ? Infinity : from + PIECE, run.reached + 1);
    const known = this.pieces.get(from);
    if (known?.to === to) return known;
    const parts: Watched[] = [];
    for (let next = from; next < to;) {
      const watched = watch(run, next, to);
      parts.push(watched);
      if (watched.to <= next) break;
      next = watched.to;
    }
    const count = parts.reduce((sum, { sightings }) => sum + sightings.length, 0);
    const piece = { from, to, parts, count };
    this.pieces.set(from, piece);
    return piece;
  }

  /** Other pieces are kept too while there is room. */
  private keepOnly(used: readonly Piece[], count: number): void {
    let all = count;
    const kept = new Map(used.map((piece) => [piece.from, piece]));
    for (const piece of [...this.pieces.values()].toReversed()) {
      if (kept.has(piece.from)) continue;
      all += piece.count;
      if (all > this.most) break;
      kept.set(piece.from, piece);
    }
    this.pieces = kept;
  }
}
