import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from './agenda';

interface Entry {
  time: number;
  id: number;
}

/** The oracle: a plain array, sorted stably each time. */
class SortedArray {
  entries: Entry[] = [];
  push(entry: Entry): void {
    this.entries.push(entry);
  }
  pop(): Entry | undefined {
    this.entries.sort((p, q) => p.time - q.time);
    return this.entries.shift();
  }
}

type Step = { delay: number } | 'pop' | 'save and load';

/** `delays` says how far ahead events lie: ties, one scale, or several scales at once. */
const steps = (
  pushes: number,
  delays: fc.Arbitrary<number>,
  length: number,
): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof(
      { weight: pushes, arbitrary: delays.map((delay) => ({ delay })) },
      { weight: 10, arbitrary: fc.constant('pop' as const) },
      { weight: 1, arbitrary: fc.constant('save and load' as const) },
    ),
    { minLength: length >> 1, maxLength: length, size: 'max' },
  );

const ties = fc.integer({ min: 0, max: 3 });
const uniform = fc.integer({ min: 0, max: 1_000_000 });
const scales = fc.oneof(ties, uniform, fc.integer({ min: 0, max: 2 ** 40 }), fc.constant(7));

/** What the agenda did, and what the oracle says it should have done. */
function replay(list: readonly Step[], first: readonly number[] = []): [number[][], number[][]] {
  let agenda = new Agenda();
  const oracle = new SortedArray();
  const got: number[][] = [];
  const expected: number[][] = [];
  let now = 0;
  let id = 0;
  const push = (delay: number): void => {
    agenda.push(now + delay, 63, id, ~id);
    oracle.push({ time: now + delay, id });
    id++;
  };
  const pop = (): boolean => {
    const due = oracle.pop();
    const peeked = agenda.peekTime();
    const found = agenda.pop();
    const event = [agenda.now[0]!, agenda.what, agenda.a, agenda.b];
    got.push(found ? [peeked, ...event] : [peeked]);
    expected.push(due ? [due.time, due.time, 63, due.id, ~due.id] : [Infinity]);
    now = due?.time ?? now;
    return due !== undefined;
  };
  first.forEach(push);
  for (const step of list) {
    if (step === 'pop') pop();
    else if (step === 'save and load') {
      const state = agenda.save();
      agenda = new Agenda();
      agenda.push(1, 2, 3, 4);
      agenda.load(state);
    } else push(step.delay);
    got.push([agenda.size, agenda.now[0]!]);
    expected.push([oracle.entries.length, now]);
  }
  while (pop());
  return [got, expected];
}

describe('the agenda pops by time, equal times in order of insertion', () => {
  it.each([
    ['few events', 10, uniform],
    ['ties', 12, ties],
    ['a growing number over several scales of time', 25, scales],
  ])('with %s', (_name, pushes, delays) => {
    fc.assert(
      fc.property(steps(pushes, delays, 300), (list) => {
        const [got, expected] = replay(list);
        expect(got).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['one scale of time', uniform],
    ['several scales at once', scales],
    ['mostly ties', ties],
  ])('with many events pending over %s', (_name, delays) => {
    const many = fc.array(delays, { minLength: 400, maxLength: 1500, size: 'max' });
    fc.assert(
      fc.property(many, steps(10, delays, 300), (first, list) => {
        const [got, expected] = replay(list, first);
        expect(got).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('with a dense burst before a far timer, which opens rung below rung', () => {
    const bursts = Array.from({ length: 600 }, (_, i) => (i * 7919) % 97);
    const middle = Array.from({ length: 300 }, (_, i) => 1e6 + ((i * 104729) % 1e5));
    const [got, expected] = replay([], [1e15, ...bursts, ...middle, 1e15, 1e12, ...bursts]);
    expect(got).toEqual(expected);
  });

  it('with thousands of equal times after others', () => {
    const same = Array.from({ length: 3000 }, () => 9);
    const [got, expected] = replay([], [5, ...same, 4, 10, 9]);
    expect(got).toEqual(expected);
  });

  it('for a long steady run, in which the ring of slices turns many times', () => {
    const agenda = new Agenda();
    const oracle: number[] = [];
    let x = 1;
    const next = (): number => {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      return x >>> 8;
    };
    for (let i = 0; i < 200; i++) agenda.push(next(), 0, i, 0);
    for (let i = 0; i < 50_000; i++) {
      agenda.pop();
      oracle.push(agenda.now[0]!);
      agenda.push(agenda.now[0]! + next(), 0, agenda.a, 0);
    }
    expect(oracle.every((time, i) => i === 0 || oracle[i - 1]! <= time)).toBe(true);
    expect(agenda.size).toBe(200);
    const ids = new Set<number>();
    while (agenda.pop()) ids.add(agenda.a);
    expect(ids.size).toBe(200);
  });
});

describe('the saved agenda', () => {
  it('holds only live events, in the order in which they will pop', () => {
    const agenda = new Agenda();
    for (let i = 0; i < 500; i++) agenda.push((i * 37) % 101, i, i, ~i);
    for (let i = 0; i < 100; i++) agenda.pop();
    const state = agenda.save();
    expect(state.times).toHaveLength(400);
    expect(state.words).toHaveLength(1200);
    expect(state.now).toBe(agenda.now[0]);
    for (let i = 0; i < 400; i++) {
      agenda.pop();
      expect(state.times[i]).toBe(agenda.now[0]);
      expect([...state.words.subarray(i * 3, i * 3 + 3)]).toEqual([
        agenda.what,
        agenda.a,
        agenda.b,
      ]);
    }
  });
});

it('leaves an event beyond the limit in place', () => {
  const agenda = new Agenda();
  agenda.push(10, 1, 2, 3);
  expect(agenda.popUntil(9)).toBe(false);
  expect(agenda.size).toBe(1);
  expect(agenda.popUntil(10)).toBe(true);
  expect(agenda.pop()).toBe(false);
});

it('saves and loads a hundred thousand events in order', () => {
  const agenda = new Agenda();
  for (let i = 0; i < 100_000; i++) agenda.push((i * 7919) % 1_000_003, i, 0, 0);
  const copy = new Agenda();
  copy.load(agenda.save());
  expect(copy.size).toBe(100_000);
  for (let i = 0; i < 100_000; i++) {
    agenda.pop();
    copy.pop();
    if (copy.what !== agenda.what) throw new Error(`event ${String(i)} differs`);
  }
  expect(copy.pop()).toBe(false);
});
