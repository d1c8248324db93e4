import { PS_PER_MS } from '../worker/vocabulary';
import type { Picos } from '../engine/units';
import type { Grain } from '../worker/api';
import type { Lab } from './lab';
import type { Slice } from './state';

/** Simulated picoseconds per wall millisecond. */
export const MIN_RATE = 1;
export const MAX_RATE = PS_PER_MS;

/** The first journey plays in at most this time, wall ms: long enough to see, under five seconds with the start. */
const JOURNEY_MS = 4_400;

export interface PlaybackSlice {
  /** The moment shown. Move it with `seek`; it is always inside the part of the run computed so far. */
  readonly cursor: Picos;
  readonly playing: boolean;
  /** Simulated picoseconds per wall millisecond. */
  readonly rate: number;
  /** The learner, or the address, set the speed: a new run keeps it. */
  readonly rateByHand: boolean;
  /** Where playing stops by itself; null at the end of the run. */
  readonly stopAt: Picos | null;
  readonly play: () => void;
  readonly pause: () => void;
  /** Plays from one moment and stops at another, at a speed that shows it in some seconds. */
  readonly playSegment: (from: Picos, to: Picos) => void;
  readonly togglePlay: () => void;
  readonly seek: (to: Picos) => void;
  readonly step: (direction: 1 | -1, grain: Grain) => Promise<void>;
  /** To the start, paused. */
  readonly reset: () => void;
  readonly setRate: (rate: number) => void;
  /** Called once per animation frame by the playback loop, and by nothing else. */
  readonly advance: (wallMs: number) => void;
}

/** The speeds offered: 1, 2 and 5 of every decade from 1 ns to 1 s of the run in one second. */
export const RATES: readonly number[] = Array.from({ length: 28 }, (_, i) => {
  const digit = [1, 2, 5][i % 3] ?? 1;
  return digit * 10 ** Math.floor(i / 3);
}).filter((rate) => rate <= MAX_RATE);

export function nearestRateIndex(rate: number): number {
  const distance = (i: number) => Math.abs(Math.log((RATES[i] ?? 1) / rate));
  return RATES.reduce((best, _, i) => (distance(i) < distance(best) ? i : best), 0);
}

/** The next speed offered above or below; the same at the ends. */
export function neighbourRate(rate: number, direction: 1 | -1): number {
  const next =
    direction === 1 ? RATES.find((each) => each > rate) : RATES.findLast((each) => each < rate);
  return next ?? rate;
}

/** The slowest speed of two digits that shows `length` within {@link JOURNEY_MS}. */
export function rateFor(length: Picos): number {
  const exact = Math.max(length / JOURNEY_MS, MIN_RATE);
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(exact)) - 1);
  return Math.min(Math.ceil(exact / unit) * unit, MAX_RATE);
}

export const createPlayback =
  (lab: Lab): Slice<PlaybackSlice> =>
  (set, get) => ({
    cursor: 0,
    playing: false,
    rate: rateFor(100 * 1e6),
    rateByHand: false,
    stopAt: null,
    play: () => {
      const { cursor, info, stopAt, heldAt } = get();
      if (info === null || heldAt !== null) return;
      lab.expectCursor(null);
      const over = cursor >= info.end;
      set({
        playing: true,
        ...(over ? { cursor: 0 } : {}),
        stopAt: stopAt !== null && cursor < stopAt ? stopAt : null,
      });
    },
    pause: () => {
      set({ playing: false });
      lab.attend();
    },
    togglePlay: () => {
      if (get().playing) get().pause();
      else get().play();
    },
    playSegment: (from, to) => {
      get().seek(from);
      set({ rate: rateFor(Math.max(1, to - from)), stopAt: to, playing: to > from });
    },
    seek: (to) => {
      const { info, reached, heldAt } = get();
      if (info === null) return;
      const last = Math.min(info.end, heldAt ?? Infinity);
      const goal = Math.round(Math.min(Math.max(to, 0), last));
      // The part not computed yet is shown as soon as it is there.
      lab.expectCursor(goal > reached ? goal : null);
      set({ cursor: Math.min(goal, reached), stopAt: null });
      lab.attend();
    },
    step: async (direction, grain) => {
      set({ playing: false });
      const to =
        get().view === 'compare'
          ? get().laneNeighbour(direction, grain)
          : await lab.neighbour(direction, grain);
      if (to !== null) get().seek(to);
    },
    reset: () => {
      set({ playing: false });
      get().seek(0);
    },
    setRate: (rate) => {
      set({ rate: Math.min(Math.max(rate, MIN_RATE), MAX_RATE), rateByHand: true });
    },
    advance: (wallMs) => {
      const { playing, cursor, rate, stopAt, reached, window, info, done } = get();
      if (!playing || info === null) return;
      // What is not loaded is not skipped: the picture waits for it.
      const shown = window === null || cursor < window.from ? cursor : Math.max(window.to, cursor);
      const stop = stopAt ?? info.end;
      const next = Math.round(Math.min(cursor + wallMs * rate, stop, reached, shown));
      const over = next >= stop || (done && next >= reached);
      set({ cursor: next, ...(over ? { playing: false, stopAt: null } : {}) });
      lab.attend(over ? undefined : wallMs);
    },
  });
