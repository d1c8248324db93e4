import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RngState, nextU32, seedRng } from './rng';
import { type Part, Sim } from './sim';

interface State {
  rng: RngState;
  log: number[];
  seen: { [kind: string]: number };
}

/** Draws numbers, schedules on itself and on its neighbour, often for the same time. */
class Toy implements Part {
  readonly name: string;
  s: State;
  private readonly sim: Sim;
  private readonly index: number;

  constructor(sim: Sim, name: string, seed: number) {
    this.sim = sim;
    this.name = name;
    this.index = sim.add(this);
    this.s = { rng: seedRng(seed, name), log: [], seen: {} };
  }

  on(kind: number, a: number, b: number): void {
    const { s, sim } = this;
    s.log.push(sim.now, kind, a, b);
    s.seen[String(kind)] = (s.seen[String(kind)] ?? 0) + 1;
    const word = nextU32(s.rng);
    // On average one follow-up: the run neither dies at once nor explodes.
    const followUps = sim.agenda.size > 300 ? 0 : [0, 1, 1, 2][word & 3]!;
    for (let i = 0; i < followUps; i++) {
      const delay = (word >>> (4 + i)) % 5 === 0 ? 0 : (word >>> 8) % 1000;
      const target = (word >>> 7) & 1 ? this.index : 0;
      sim.at(sim.now + delay, target, (word >>> 9) & 63, word | 0, a + 1);
    }
  }
}

function build(seed: number): { sim: Sim; parts: Toy[] } {
  const sim = new Sim();
  const parts = ['left', 'right', 'third'].map((name) => new Toy(sim, name, seed));
  for (let i = 0; i < 120; i++) sim.at(i % 7, i % 3, i % 64, i, 0);
  return { sim, parts };
}

const logs = (parts: readonly Toy[]): unknown => parts.map((p) => p.s);

describe('a run', () => {
  it('that is restored and continued equals the run that was never interrupted', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 4 }),
        (seed, cuts) => {
          const straight = build(seed);
          straight.sim.run(Infinity, 2000);

          const cut = build(seed);
          const snaps = [cut.sim.snapshot()];
          for (const n of cuts) {
            cut.sim.run(Infinity, n);
            snaps.push(cut.sim.snapshot());
          }
          // Each snapshot twice, in both directions, and in another simulation too.
          for (const snap of [...snaps, ...snaps.reverse()]) {
            const other = build(seed + 1);
            for (const { sim, parts } of [cut, other]) {
              sim.restore(snap);
              expect(sim.now).toBe(snap.now);
              sim.run(Infinity, 2000 - snap.events);
              expect(logs(parts)).toEqual(logs(straight.parts));
              expect(sim.events).toBe(straight.sim.events);
              expect(sim.snapshot()).toEqual(straight.sim.snapshot());
            }
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('in slices of time equals the run in one piece', () => {
    const whole = build(5);
    whole.sim.run(3000);
    const sliced = build(5);
    let done = 0;
    for (let until = 0; until <= 3000; until += 10) done += sliced.sim.run(until);
    expect(sliced.sim.snapshot()).toEqual(whole.sim.snapshot());
    expect(done).toBe(whole.sim.events);
  });

  it('never lets time go back', () => {
    const { sim, parts } = build(9);
    sim.run(2000);
    for (const { s } of parts) {
      const times = s.log.filter((_, i) => i % 4 === 0);
      expect(times.length).toBeGreaterThan(10);
      expect(times.every((t, i) => i === 0 || times[i - 1]! <= t)).toBe(true);
    }
  });

  it('stops after events at `until` and stays at the last event', () => {
    const { sim } = build(1);
    const sole = new Sim();
    sole.add({ name: 'idle', s: {}, on: () => undefined });
    for (const time of [1, 5, 5, 6]) sole.at(time, 0, 0, 0, 0);
    expect(sole.run(5)).toBe(3);
    expect(sole.now).toBe(5);
    expect(sole.run(5)).toBe(0);
    expect(sole.run(100, 0)).toBe(0);
    expect(sole.run(100)).toBe(1);
    expect(sole.now).toBe(6);
    expect(sole.events).toBe(4);
    expect(sim.now).toBe(0);
  });
});

describe('scheduling', () => {
  it('in the past throws and names the part and both times', () => {
    const sim = new Sim();
    const index = sim.add({ name: 'nic0', s: {}, on: () => undefined });
    sim.at(50, index, 0, 0, 0);
    sim.run(50);
    expect(() => sim.at(49, index, 3, 0, 0)).toThrow(/nic0: event 3 at 49 ps.*already 50 ps/);
    expect(() => sim.at(NaN, index, 3, 0, 0)).toThrow(/nic0: event 3 at NaN ps/);
    expect(() => sim.at(Infinity, index, 3, 0, 0)).toThrow(/nic0: event 3 at Infinity ps/);
    expect(sim.agenda.size).toBe(0);
  });
});

describe('a snapshot', () => {
  it('is refused by a simulation of other parts', () => {
    const { sim } = build(1);
    expect(() => new Sim().restore(sim.snapshot())).toThrow(
      'snapshot of parts [left, right, third]',
    );
  });

  it('names the part and the path of state that is not plain', () => {
    const sim = new Sim();
    sim.add({ name: 'tap0', s: { rx: { seen: new Map() } }, on: () => undefined });
    expect(() => sim.snapshot()).toThrow('state of tap0: not plain data at $.rx.seen: Map');
  });
});
