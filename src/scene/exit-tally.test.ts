import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXIT_CLASSES } from '../engine/costs/facts';
import { earlierExits } from './earlier-exits';
import { exitName, ExitTally } from './exit-tally';
import { brightness } from './flash';
import { recorded } from './testing';

const exits = fc.array(
  fc.record({
    time: fc.nat(1000),
    vm: fc.nat(2),
    a: fc.constantFrom(1, 12, 49),
    b: fc.nat(EXIT_CLASSES.length - 1),
    c: fc.integer({ min: -1, max: 8 }),
  }),
  { maxLength: 60 },
);

describe('the piles on the exit line', () => {
  it('hold exactly the exits up to the cursor, wherever it came from', () => {
    fc.assert(
      fc.property(exits, fc.array(fc.nat(1100), { minLength: 1 }), (list, cursors) => {
        const facts = list.map((exit) => ({ ...exit, kind: 'vm-exit' as const }));
        const tally = new ExitTally(recorded([], facts, 1100).facts, 3, []);
        for (const cursor of cursors) {
          tally.moveTo(cursor);
          const counted = [0, 1, 2].map((vm) => ({
            light: sum(tally.pilesOf[vm]?.map((pile) => pile.light)),
            heavy: sum(tally.pilesOf[vm]?.map((pile) => pile.heavy)),
          }));
          const expected = [0, 1, 2].map((vm) => {
            const own = list.filter((exit) => exit.vm === vm && exit.time <= cursor);
            const heavy = own.filter((exit) => EXIT_CLASSES[exit.b] === 'H').length;
            return { light: own.length - heavy, heavy };
          });
          expect(counted).toEqual(expected);
        }
      }),
    );
  });

  it('stand by register where one was touched, else by reason', () => {
    expect([exitName(49, 0), exitName(49, 7), exitName(12, -1), exitName(1, -1)]).toEqual([
      'TDT',
      'notify',
      'HLT',
      'EXTINT',
    ]);
  });

  it('know the exits before the window, by guest and weight', () => {
    const all = {
      time: Float64Array.of(1, 2, 3, 9),
      cls: Uint8Array.of(3, 1, 3, 3),
      vm: Int16Array.of(0, 0, 1, 0),
    };
    expect(earlierExits(all, 5, 2)).toEqual([
      [1, 1],
      [0, 1],
    ]);
  });
});

describe('the light at a crossing', () => {
  const FRAME_MS = 10;
  /** Times a second the light rises by more than a tenth, at most, when played at `rate`. */
  function flaresPerSecond(times: Float64Array, rate: number): number {
    const frames = Math.ceil((times.at(-1) ?? 0) / rate / FRAME_MS) + 100;
    const rises: number[] = [];
    let before = 0;
    for (let i = 0; i < frames; i += 1) {
      const light = brightness(times, i * FRAME_MS * rate, rate);
      if (light > before + 0.1) rises.push(i * FRAME_MS);
      before = light;
    }
    return Math.max(0, ...rises.map((at) => rises.filter((r) => r >= at && r < at + 1000).length));
  }

  it('never flares more than three times a second, at any speed', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 3_000_000 }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(gaps, fc.constantFrom(100, 1000, 10_000, 100_000), (list, rate) => {
        let time = 0;
        const times = Float64Array.from(list, (gap) => (time += gap));
        expect(flaresPerSecond(times, rate)).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('is dark before the first exit and long after the last, bright at one', () => {
    const times = Float64Array.of(1000);
    expect(brightness(times, 999, 1)).toBe(0);
    expect(brightness(times, 1000, 1)).toBe(1);
    expect(brightness(times, 3000, 1)).toBe(0);
  });
});

const sum = (list: readonly number[] | undefined) => (list ?? []).reduce((a, b) => a + b, 0);
