import { expect, it } from 'vitest';
import { FACT_KINDS } from '../store/vocabulary';
import type { RunWindow } from '../store/vocabulary';
import { NO_EXITS } from '../store/run';
import { exitMarks } from './exit-marks';

const EXIT = FACT_KINDS.indexOf('vm-exit');

/** A window with exits at these times, of these classes (+16: caused by idling). */
function windowWith(
  from: number,
  to: number,
  exits: readonly (readonly [number, number])[],
): RunWindow {
  const count = exits.length;
  const facts = {
    count,
    time: Float64Array.from(exits, ([time]) => time),
    kind: new Uint8Array(count).fill(EXIT),
    vm: new Int16Array(count),
    packet: new Int32Array(count),
    a: new Int32Array(count),
    b: Int32Array.from(exits, ([, cls]) => cls),
    c: new Int32Array(count),
  };
  return { from, to, cut: false, facts } as unknown as RunWindow;
}

it('marks heavy and light exits in their columns', () => {
  const window = windowWith(0, 1000, [
    [100, 3],
    [110, 0],
    [990, 2],
  ]);
  const marks = exitMarks({ from: 0, to: 1000 }, 10, NO_EXITS, window);
  expect([...marks.heavy]).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect([...marks.light]).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(marks.total).toBe(3);
});

it('leaves out what an idle guest does anyway', () => {
  expect(
    exitMarks({ from: 0, to: 1000 }, 10, NO_EXITS, windowWith(0, 1000, [[5, 16 + 1]])).total,
  ).toBe(0);
});

it('uses the thinned marks of the run where the window does not cover the page', () => {
  const exits = {
    time: Float64Array.of(50, 5000),
    cls: Uint8Array.of(3, 0),
    vm: Int16Array.of(0, 0),
  };
  const marks = exitMarks({ from: 0, to: 10_000 }, 10, exits, windowWith(0, 1000, [[100, 3]]));
  expect(marks.total).toBe(2);
  expect(marks.heavy[0]).toBe(1);
  expect(marks.light[5]).toBe(1);
});

it('marks nothing after the moment up to which it may be told', () => {
  const window = windowWith(0, 1000, [
    [100, 3],
    [600, 0],
  ]);
  expect(exitMarks({ from: 0, to: 1000 }, 10, NO_EXITS, window, 300).total).toBe(1);
});
