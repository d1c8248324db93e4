import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DROP_CAUSES, FACT } from './costs/facts';
import { usualPolicy } from './paths/card-switch';
import { Run } from './run';
import { pastOf } from './scenario/fork';
import type { Scenario, VfPolicy } from './scenario/scenario';
import { scenario } from './testing';
import { PS_PER_US } from './units';

/** The VF's driver has come up by then where it starts with the run. */
const AT = 1_200 * PS_PER_US;
const END_US = 1_800;
const USUAL = usualPolicy('ixgbe');

/** A run in which an administrator sets up the first VF otherwise while it goes on. */
function changed(vms: object, was: Partial<VfPolicy>, is: Partial<VfPolicy>, at = AT): Scenario {
  const input = {
    nic: { device: 'intel-82599', numVfs: 2 },
    run: { until: `${String(END_US)}us` },
  };
  const own = scenario({ ...input, vms: [{ count: 1, ...vms }] });
  const of = (policy: Partial<VfPolicy>) => [
    { mode: 'veb' as const, vfs: [{ ...USUAL, ...policy }, USUAL] },
    { mode: 'veb' as const, vfs: [] },
  ];
  const fork = { at, was: [], edits: null, earlier: [], switches: of(was) };
  return { ...own, nic: { ...own.nic, switches: of(is) }, fork };
}

function completed(of: Scenario): Run {
  const run = new Run(of);
  while (!run.extend(50_000));
  return run;
}

const whole = (run: Run) => JSON.stringify(run.window(0, run.end).facts);
const upTo = (run: Run, at: number) => JSON.stringify(run.window(0, at).facts);

/** When frames were dropped for that, µs. */
function drops(run: Run, cause: string): readonly number[] {
  const { facts } = run.window(0, run.end);
  const found: number[] = [];
  facts.kind.forEach((kind, i) => {
    const isIt = kind === FACT.dropped && DROP_CAUSES[facts.a[i] ?? -1] === cause;
    if (isIt) found.push((facts.time[i] as number) / PS_PER_US);
  });
  return found;
}

const cbr = { kind: 'cbr', pps: 100_000 };

describe('a VF that is set up otherwise in mid-run', () => {
  it.each([
    ['spoof-check', { ...cbr, source: 'foreign' }, { spoofCheck: false }, {}, false],
    ['spoof-check', { ...cbr, source: 'foreign' }, { spoofCheck: false }, {}, true],
    ['link-down', cbr, {}, { linkState: 'disable' }, false],
    ['link-down', { ...cbr, direction: 'rx' }, {}, { linkState: 'disable' }, true],
    ['vlan', { ...cbr, direction: 'rx' }, {}, { vlan: 5 }, false],
  ] as const)('%s: frames are dropped from then on', (cause, traffic, was, is, vfReset) => {
    const of = changed({ traffic, tuning: { vfReset } }, was, is);
    const [run, past] = [completed(of), completed(pastOf(of))];
    expect(upTo(run, AT)).toBe(upTo(past, AT));
    expect(drops(past, cause)).toEqual([]);
    const times = drops(run, cause);
    expect(times.length).toBeGreaterThan(50);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(1_200);
    expect(Math.min(...times)).toBeLessThan(1_215);
    // And the other way round: none after it.
    const back = drops(completed(changed({ traffic, tuning: { vfReset } }, is, was)), cause);
    expect(back.length).toBeGreaterThan(0);
    expect(Math.max(...back)).toBeLessThan(1_215);
  });

  it('is held to its rate from then on, and let go of at once', () => {
    const traffic = { ...cbr, packetBytes: 1500 };
    const wire = (of: Scenario) => {
      const run = completed(of);
      const sent = (at: number) => run.metricsAt(at).wire.bytesOut * 8;
      return [sent(AT), sent(run.end) - sent(AT)].map((bits, i) => bits / (i === 0 ? 1_200 : 600));
    };
    // Mbit/s, of 1,200.
    const [free = 0, held = 0] = wire(changed({ traffic }, {}, { maxTxRate: 100 }));
    expect(free).toBeGreaterThan(1_000);
    expect(held).toBeGreaterThan(60);
    expect(held).toBeLessThan(140);
    const [slow = 0, fast = 0] = wire(changed({ traffic }, { maxTxRate: 10 }, {}));
    expect(slow).toBeLessThan(60);
    // What waited goes out too: a frame a millisecond would have been the next.
    expect(fast).toBeGreaterThan(1_500);
  });

  it('is the same in pieces and visited, whatever is set and when', () => {
    const policy = fc.record({
      vlan: fc.constantFrom(0, 5, 7),
      qos: fc.constantFrom(0, 3),
      spoofCheck: fc.boolean(),
      linkState: fc.constantFrom('auto' as const, 'disable' as const),
      maxTxRate: fc.constantFrom(0, 20, 500),
      minTxRate: fc.constantFrom(0, 300),
    });
    const group = fc.record({
      count: fc.constantFrom(1, 2),
      traffic: fc.record({
        kind: fc.constantFrom('cbr', 'poisson'),
        pps: fc.constantFrom(50_000, 300_000),
        direction: fc.constantFrom('tx', 'rx', 'both'),
        source: fc.constantFrom('own', 'foreign'),
        vlan: fc.constantFrom(0, 5),
        destination: fc.constantFrom('peer', 'broadcast'),
      }),
      tuning: fc.record({ vfReset: fc.boolean(), queues: fc.constantFrom(1, 2) }),
    });
    const us = fc.integer({ min: 1, max: END_US - 1 });
    fc.assert(
      fc.property(group, policy, policy, us, us, fc.integer({ min: 1, max: 500 }), (...given) => {
        const [vms, was, is, at, seen, n] = given;
        const of = changed(vms, was, is, at * PS_PER_US);
        const [inOne, run] = [completed(of), new Run(of)];
        while (!run.extend(n));
        expect(whole(run)).toBe(whole(inOne));
        const t = seen * PS_PER_US;
        expect(run.metricsAt(t)).toEqual(inOne.metricsAt(t));
        const past = completed(pastOf(of));
        expect(upTo(inOne, at * PS_PER_US)).toBe(upTo(past, at * PS_PER_US));
      }),
      { numRuns: 25 },
    );
  });
});
