import { PS_PER_US } from '../worker/vocabulary';
import type { Picos } from '../engine/units';
import type { RunWindow } from '../worker/api';
import type { Ask, Get, Set } from './ask';
import { askedOf } from './kept-selection';

/** What is kept around the cursor at least, and at the present speed (wall ms of it). */
const AHEAD_PS = 400 * PS_PER_US;
const BACK_PS = 200 * PS_PER_US;
const AHEAD_MS = 1_500;
const BACK_MS = 250;

/** While playing, counters are read anew this often, wall ms. */
const INSTANT_EVERY_MS = 125;

export interface Span {
  readonly from: Picos;
  readonly to: Picos;
}

/** The part of the run to have at hand when `cursor` is shown and time goes at `rate`. */
export function spanAround(cursor: Picos, rate: number, end: Picos): Span {
  const back = Math.max(BACK_PS, rate * BACK_MS);
  const ahead = Math.max(AHEAD_PS, rate * AHEAD_MS);
  return {
    from: Math.max(0, Math.round(cursor - back)),
    to: Math.min(end, Math.round(cursor + ahead)),
  };
}

/** Whether the picture at `cursor` can be drawn from it, and for a while to come. */
export function serves(window: RunWindow, cursor: Picos, wanted: Span): boolean {
  if (cursor < window.from || cursor > window.to) return false;
  const backEnough = window.from === 0 || cursor - window.from >= (cursor - wanted.from) / 4;
  // A window cut short by the number of its rows is used to its last third.
  const least = window.cut ? (window.to - window.from) / 3 : (wanted.to - cursor) / 3;
  return (backEnough || window.cut) && window.to - cursor >= Math.min(least, wanted.to - cursor);
}

export interface Feed {
  /** The cursor moved: by playing for `wallMs`, or to anywhere (undefined). */
  readonly attend: (wallMs?: number) => void;
}

/** Keeps the window and the counters of the store where the cursor is. */
export function createFeed(get: Get, set: Set, ask: Ask): Feed {
  let loading = false;
  let tight = false;
  let reading = false;
  let readAgain = false;
  let sinceRead = 0;

  const load = async () => {
    const { info, cursor, rate, reached, window } = get();
    if (info === null || loading) return;
    const span = spanAround(cursor, rate, reached);
    if (window !== null && serves(window, cursor, span)) return;
    loading = true;
    // Where a moment is crowded, rows before the cursor are not worth the room.
    const from = tight ? cursor : span.from;
    const reply = await ask(info.run, (sim) => sim.window(info.run, from, span.to));
    loading = false;
    if (reply === null) return;
    tight = reply.cut && (tight || reply.to <= cursor);
    if (reply.to >= cursor || from === cursor) set({ window: reply });
    void load();
  };

  const read = async () => {
    const { info, cursor, selected, followed } = get();
    if (info === null) return;
    if (reading) {
      readAgain = true;
      return;
    }
    reading = true;
    sinceRead = 0;
    const asked = askedOf(selected, followed);
    const reply = await ask(info.run, (sim) => sim.instant(info.run, cursor, asked));
    reading = false;
    if (reply !== null) set({ instant: reply });
    if (readAgain) {
      readAgain = false;
      await read();
    }
  };

  return {
    attend: (wallMs) => {
      void load();
      sinceRead += wallMs ?? 0;
      if (wallMs === undefined || sinceRead >= INSTANT_EVERY_MS) void read();
    },
  };
}
