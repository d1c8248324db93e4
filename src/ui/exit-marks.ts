import { EXIT_CLASSES, FACT_KINDS } from '../store/vocabulary';
import type { RunWindow } from '../store/vocabulary';
import type { Exits } from '../store/run';
import type { Page } from './time-page';

const VM_EXIT = FACT_KINDS.indexOf('vm-exit');
/** How a vm-exit fact's `b` is made up: the class, and whether idling caused it. */
const CLASS_BITS = 0b11;
const IDLE_BIT = 0b1_0000;
const HEAVY = EXIT_CLASSES.indexOf('H');

/** One mark a pixel column at most: the heaviest exit in it, and how many there are. */
export interface Marks {
  readonly light: Uint16Array;
  readonly heavy: Uint16Array;
  readonly total: number;
}

/**
 * Exits up to a moment by pixel column of a time line `columns` wide. From the facts at hand where they cover the
 * page, from the run's thinned marks otherwise.
 */
export function exitMarks(
  page: Page,
  columns: number,
  exits: Exits,
  window: RunWindow | null,
  until = Infinity,
): Marks {
  const light = new Uint16Array(columns);
  const heavy = new Uint16Array(columns);
  let total = 0;
  const scale = columns / Math.max(1, page.to - page.from);
  const put = (time: number, cls: number) => {
    if (time < page.from || time > page.to || time > until) return;
    const column = Math.min(columns - 1, Math.floor((time - page.from) * scale));
    const row = cls === HEAVY ? heavy : light;
    row[column] = Math.min(0xffff, (row[column] ?? 0) + 1);
    total += 1;
  };
  if (window !== null && window.from <= page.from && window.to >= page.to) {
    const { facts } = window;
    for (let i = 0; i < facts.count; i++) {
      const flags = facts.b[i] ?? 0;
      if (facts.kind[i] === VM_EXIT && (flags & IDLE_BIT) === 0) {
        put(facts.time[i] ?? 0, flags & CLASS_BITS);
      }
    }
  } else {
    exits.time.forEach((time, i) => {
      put(time, exits.cls[i] ?? 0);
    });
  }
  return { light, heavy, total };
}
