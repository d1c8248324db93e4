import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXIT_CLASSES } from '../engine/costs/facts';
import { earlierExits } from './earlier-exits';
import { exitName, ExitTally } from './exit-tally';
import type { Instant } from '../store/vocabulary';
import { brightness, exitTimes } from './flash';
import { recorded } from './testing';

const IDLE = 16;
const exits = fc.array(
  fc.record({
    time: fc.nat(1000),
    vm: fc.nat(2),
    a: fc.constantFrom(1, 12, 49),
    b: fc.tuple(fc.nat(EXIT_CLASSES.length - 1), fc.constantFrom(0, IDLE)).map(([a, b]) => a + b),
    c: fc.integer({ min: -1, max: 8 }),
  }),
  { maxLength: 60 },
);

describe('the piles on the exit line', () => {
  it('hold exactly the exits up to the cursor, wherever it came from', () => {
    fc.assert(
      fc.property(exits, fc.array(fc.nat(1100), { minLength: 1 }), (list, cursors) => {
        const facts = list.map((exit) => ({ ...exit, kind: 'vm-exit' as const }));
        const tally = new ExitTally(recorded([], facts, 1100).facts, 3);
        for (const cursor of cursors) {
          tally.moveTo(cursor);
          const expected = [0, 1, 2].map((vm) => {
            const all = list.filter((exit) => exit.vm === vm && exit.time <= cursor);
            const own = all.filter((exit) => exit.b < IDLE);
            const heavy = own.filter((exit) => EXIT_CLASSES[exit.b] === 'H').length;
            return { light: own.length - heavy, heavy, idle: all.length - own.length };
          });
          expect([0, 1, 2].map((vm) => tally.totalOf(vm))).toEqual(expected);
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

  it('keep idling apart: HLT and the timer in one pile, never in those of I/O', () => {
    const facts = [
      { time: 1, kind: 'vm-exit', vm: 0, a: 49, b: 3, c: 0 },
      { time: 2, kind: 'vm-exit', vm: 0, a: 32, b: IDLE, c: 16 },
      { time: 3, kind: 'vm-exit', vm: 0, a: 12, b: IDLE + 1, c: -1 },
    ] as const;
    const tally = new ExitTally(recorded([], facts, 10).facts, 1);
    tally.moveTo(10);
    expect(tally.pilesOf[0]?.map((pile) => [pile.name, pile.heavy])).toEqual([['TDT', 1]]);
    expect(tally.idleOf[0]?.idle).toBe(2);
    expect(exitTimes(recorded([], facts, 10).facts, 1)).toEqual([Float64Array.of(1)]);
  });

  it('know the exits before the window from what the engine counted, at any moment inside it', () => {
    const facts = [
      { time: 60, kind: 'vm-exit', vm: 0, a: 49, b: 3, c: 0 },
      { time: 70, kind: 'vm-exit', vm: 0, a: 12, b: IDLE + 1 },
    ] as const;
    const windowOf = () => ({ ...recorded([], facts, 100), from: 50, cut: false });
    const instant = (at: number, total: number, heavy: number, idle: number) =>
      ({
        at,
        metrics: {
          vms: [{ exits: { total, byClass: { H: heavy }, background: { total: idle } } }],
        },
      }) as unknown as Instant;
    const before = [{ light: 2, heavy: 4, idle: 5 }];
    expect(earlierExits(windowOf(), instant(55, 6, 4, 5))).toEqual(before);
    expect(earlierExits(windowOf(), instant(80, 7, 5, 6))).toEqual(before);
    expect(earlierExits(windowOf(), instant(20, 1, 1, 1))).toEqual([]);
    expect(earlierExits(windowOf(), null)).toEqual([]);
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
