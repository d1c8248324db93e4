import type { Instant, RunWindow } from '../store/vocabulary';
import { ExitTally, type ExitCounts } from './exit-tally';

/** By guest; empty where nothing lies before, or it is not known yet. */
export type Earlier = readonly Readonly<ExitCounts>[];

const NOTHING: Earlier = [];
const known = new WeakMap<RunWindow, Earlier>();

/**
 * Exits before a window: what the engine counted up to a moment inside it, less what the window itself
 * shows up to there. The same for every such moment, so it is found once a window.
 */
export function earlierExits(window: RunWindow | null, instant: Instant | null): Earlier {
  if (window === null || window.from <= 0) return NOTHING;
  const found = known.get(window);
  if (found !== undefined) return found;
  if (instant === null || instant.at < window.from || instant.at >= window.to) return NOTHING;
  const { vms } = instant.metrics;
  const tally = new ExitTally(window.facts, vms.length);
  tally.moveTo(instant.at);
  const earlier = vms.map(({ exits }, vm) => {
    const shown = tally.totalOf(vm);
    const heavy = exits.byClass.H;
    return {
      light: Math.max(0, exits.total - heavy - shown.light),
      heavy: Math.max(0, heavy - shown.heavy),
      idle: Math.max(0, exits.background.total - shown.idle),
    };
  });
  known.set(window, earlier);
  return earlier;
}
