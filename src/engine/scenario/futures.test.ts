import { describe, expect, it } from 'vitest';
import { withSet } from './futures';
import { parseScenario } from './parse';

const issuesOf = (input: unknown) => {
  const read = parseScenario(input);
  return read.ok ? [] : read.issues.map(({ path }) => path);
};
const others = (set: object) => ({ futures: { shown: 0, others: [{ set }] } });

describe('the other futures in a file', () => {
  it('are its own but for what is set', () => {
    const read = parseScenario({
      nic: { numVfs: 7 },
      vms: [{ count: 2 }, { path: 'virtio' }],
      fork: { at: '3ms' },
      futures: {
        shown: 1,
        others: [
          { set: { fork: null, 'nic.numVfs': null, 'vms.1': null } },
          { beside: 'none', set: { 'vms.0.traffic.pps': 9, 'vms.2.path': 'emulated' } },
        ],
      },
    });
    const { shown, others: found } = (read.ok && read.futures) || { others: [] };
    expect(shown).toBe(1);
    expect(found.map(({ beside }) => beside)).toEqual([null, 'none']);
    const [trunk, fork] = found.map(({ scenario }) => scenario);
    expect(trunk).toMatchObject({ fork: null, nic: { numVfs: 4 }, vms: [{ count: 2 }] });
    expect(trunk?.vms).toHaveLength(1);
    expect(fork).toMatchObject({
      fork: { at: 3e9 },
      nic: { numVfs: 7 },
      vms: [{ traffic: { pps: 9 } }, { path: 'virtio' }, { path: 'emulated' }],
    });
  });

  it.each([
    [{ futures: { shown: 4 } }, 'futures.shown'],
    [{ futures: { others: [{}, {}, {}, {}] } }, 'futures.others'],
    [{ futures: { others: [{ beside: 'nobody' }] } }, 'futures.others.0.beside'],
    [others({ 'vms.0.traffic.pps': -1 }), 'futures.others.0.set.vms.0.traffic.pps'],
    [others({ 'vms.99999999.path': 'virtio' }), 'futures.others.0.set.vms'],
    [others({ turbo: 1 }), 'futures.others.0.set.turbo'],
    [others({ 'futures.shown': 1 }), 'futures.others.0.set.futures.shown'],
    [others({ '__proto__.polluted': 1 }), 'futures.others.0.set.__proto__'],
    [
      others(Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`a${i}`, 1]))),
      'futures.others.0.set',
    ],
  ])('%j is refused at its place', (input, path) => {
    expect(issuesOf(input)).toContain(path);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('leave what they are made of as it was', () => {
    const own = { vms: [{ count: 2 }] };
    expect(withSet(own, { 'vms.0.count': 3 })).toEqual({ vms: [{ count: 3 }] });
    expect(own).toEqual({ vms: [{ count: 2 }] });
  });
});
