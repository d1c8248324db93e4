import { describe, expect, it } from 'vitest';
import { pricesAt } from '../costs/costs';
import { STEP } from '../costs/steps';
import { FREE } from '../testing';
import { ACCOUNTS } from './ledger';
import { Cpus } from './cpu';
import { Machine } from './machine';

const MS = 1_000_000_000;
const guest = ACCOUNTS.indexOf('guest');

/** Threads that work for ever in pieces of `piece`, all on CPU 0. */
function crowd(threads: number, piece: number) {
  const m = new Machine(pricesAt(2.7, FREE), threads);
  const cpus = new Cpus(m, 1);
  const ids = Array.from({ length: threads }, (_, vm) =>
    cpus.addThread('vhost', vm, 0, 0, {
      next: () => cpus.work(STEP['app-send'], 0, 0, 0, -1, 0, piece),
    }),
  );
  return { m, cpus, ids };
}

describe('one CPU', () => {
  it('is shared evenly by threads that never sleep, in slices of 3 ms', () => {
    const { m, cpus, ids } = crowd(3, 100_000_000);
    for (const id of ids) cpus.wake(id, 0, 0);
    m.sim.run(90 * MS);
    const used = ids.map((_, vm) => (m.tally(vm).cpu[guest] as number) / MS);
    for (const ms of used) expect(ms).toBeCloseTo(30, -1);
    expect(used.reduce((a, b) => a + b, 0)).toBeCloseTo(90, 0);
    expect(m.tally(0).contextSwitches).toBeLessThan(15);
  });

  it('gives a sleeper that wakes its turn at the next piece of work', () => {
    const { m, cpus, ids } = crowd(1, 1_000_000);
    let ran = 0;
    const sleeper = cpus.addThread('vhost', 0, 0, 0, {
      next: () => {
        if (ran === 0) ran = m.now;
      },
    });
    cpus.wake(ids[0]!, 0, 0);
    m.sim.run(10 * MS);
    cpus.wake(sleeper, 0, 0);
    const woken = m.now;
    m.sim.run(20 * MS);
    expect(ran).toBeGreaterThanOrEqual(woken);
    expect(ran - woken).toBeLessThanOrEqual(2_000_000);
  });

  it('lets interrupt context in at once and finishes the interrupted piece later', () => {
    const m = new Machine(pricesAt(2.7, FREE), 1);
    const cpus = new Cpus(m, 1);
    const ends: number[] = [];
    const done = cpus.action(() => ends.push(m.now));
    let work = 1;
    const thread = cpus.addThread('vhost', 0, 0, 0, {
      next: () => {
        if (work-- > 0) cpus.work(STEP['app-send'], 0, 0, 0, done, 0, 1000);
      },
    });
    let irqs = 1;
    const irqEnds: number[] = [];
    const irqDone = cpus.action(() => irqEnds.push(m.now));
    cpus.addThread('irq', -1, 0, 0, {
      next: () => {
        if (irqs-- > 0) cpus.work(STEP['host-irq'], 0, 0, 0, irqDone, 0, 300);
      },
    });
    const probe = { name: 'probe', s: {}, on: () => cpus.irq(0) };
    const index = m.sim.add(probe);
    cpus.wake(thread, 0, 0);
    m.sim.at(400, index, 0, 0, 0);
    m.sim.run(MS);
    expect(irqEnds).toEqual([700]);
    expect(ends).toEqual([1300]);
    expect(m.tally(0).cpu[guest]).toBe(1000);
  });
});
