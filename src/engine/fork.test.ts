import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACT } from './costs/facts';
import { Run } from './run';
import { pastOf } from './scenario/fork';
import { parseScenario } from './scenario/parse';
import type { PathId, Scenario } from './scenario/scenario';
import { scenarioToJson } from './scenario/to-json';
import { scenario } from './testing';
import { PS_PER_US } from './units';

const END_US = 700;
const AT_US = 300;

interface Case {
  readonly path?: PathId;
  readonly kind?: string;
  readonly place: `${'traffic' | 'tuning'}.${string}`;
  readonly was: number;
  readonly is: number;
}

function pair({ path = 'sriov', kind = 'cbr', place, was, is }: Case, more: object = {}) {
  const [part = '', key = ''] = place.split('.');
  const inputOf = (value: number, fork: object) => {
    const traffic = { kind, pps: 100_000 };
    const group = { path, traffic };
    const own = { ...(part === 'traffic' ? traffic : {}), [key]: value };
    const run = { until: `${String(END_US)}us` };
    return scenario({ vms: [{ ...group, [part]: own }], run, ...fork, ...more });
  };
  const fork = { at: `${String(AT_US)}us`, was: [{ place: `vms.0.${place}`, value: was }] };
  return { past: inputOf(was, {}), forked: inputOf(is, { fork }) };
}

function completed(of: Scenario): Run {
  const run = new Run(of);
  while (!run.extend(50_000));
  return run;
}

/** Everything that began before a moment, with what of it was over by then. */
function until(run: Run, at: number): unknown {
  const { hops, facts } = run.window(0, at);
  const rows = Array.from(hops.start, (start, i) => [
    start,
    hops.packet[i],
    hops.vm[i],
    hops.step[i],
    hops.from[i],
    hops.to[i],
    Math.min(hops.end[i] as number, at),
  ]);
  const told = Array.from(facts.time, (time, i) => [
    time,
    facts.kind[i],
    facts.vm[i],
    facts.packet[i],
    facts.b[i],
  ]);
  return [rows.filter(([start]) => (start as number) < at).toSorted(byAll), told];
}
const byAll = (a: readonly unknown[], b: readonly unknown[]) =>
  String(a).localeCompare(String(b), 'en');

const whole = (run: Run) => JSON.stringify(run.window(0, run.end));
const AT = AT_US * PS_PER_US;

describe('a run that forks', () => {
  it.each<Case>([
    { place: 'traffic.pps', was: 100_000, is: 400_000 },
    { place: 'traffic.pps', was: 100_000, is: 10_000, kind: 'poisson', path: 'virtio' },
    { place: 'traffic.packetBytes', was: 1500, is: 64, path: 'emulated' },
    { place: 'traffic.batch', was: 1, is: 8, path: 'vhost-net' },
    { place: 'tuning.haltPollUs', was: 0, is: 200, path: 'vhost-net' },
    { place: 'tuning.busyPollUs', was: 0, is: 50, path: 'vhost-net' },
    { place: 'tuning.interruptThrottleUs', was: 0, is: 80 },
    { place: 'tuning.interruptThrottleUs', was: 100, is: 0, path: 'passthrough' },
  ])('has the same past to the bit, and another future: $path $place', (given) => {
    const { past, forked } = pair(given);
    const [first, second] = [completed(past), completed(forked)];
    expect(until(second, AT - 1)).toEqual(until(first, AT - 1));
    expect(whole(second)).not.toBe(whole(first));
    expect(second.metricsAt(AT - 1)).toEqual(first.metricsAt(AT - 1));
    expect(second.metrics()).not.toEqual(first.metrics());
  });

  it('is from the fork on not the run that was so from the start', () => {
    const { forked } = pair({ place: 'traffic.pps', was: 100_000, is: 400_000 });
    const sent = (run: Run) => run.metrics().vms[0]?.packets.sent;
    expect(sent(completed(pastOf(forked)))).toBe(71);
    expect(sent(completed({ ...forked, fork: null }))).toBe(281);
    // 30 before, then 4 for each of the 40 that would have come.
    expect(sent(completed(forked))).toBeGreaterThan(185);
    expect(sent(completed(forked))).toBeLessThan(195);
  });

  it('is the same whether it is computed in one go, in pieces, or visited', () => {
    const { forked } = pair({ place: 'tuning.interruptThrottleUs', was: 0, is: 80 });
    const inOne = completed(forked);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 0, max: END_US }),
        (n, us) => {
          const run = new Run(forked);
          while (!run.extend(n));
          expect(whole(run)).toBe(whole(inOne));
          const at = us * PS_PER_US;
          expect(run.metricsAt(at)).toEqual(inOne.metricsAt(at));
        },
      ),
      { numRuns: 8 },
    );
  });

  it('is nothing else where nothing was otherwise', () => {
    const { past } = pair({ place: 'traffic.pps', was: 100_000, is: 100_000 });
    const fork = { at: AT, was: [], edits: null, earlier: [] };
    expect(whole(completed({ ...past, fork }))).toBe(whole(completed(past)));
  });

  it('is read from what long runs do not keep, across the fork', () => {
    const more = { run: { until: '20ms' } };
    const given = { place: 'traffic.pps', was: 300_000, is: 500_000 } as const;
    const { forked } = pair(given, {
      ...more,
      fork: { at: '10ms', was: [{ place: 'vms.0.traffic.pps', value: 300_000 }] },
    });
    const run = completed(forked);
    expect(run.log.dropped).toBeGreaterThan(0);
    const at = 10_000 * PS_PER_US;
    const births = (from: number, to: number) => {
      const { facts } = run.window(from, to);
      return Array.from(facts.kind).filter((kind) => kind === FACT.sent).length;
    };
    const around = 100 * PS_PER_US;
    expect(births(at, at + around)).toBeGreaterThan(births(at - around, at));
  });
});

describe('a fork of a fork', () => {
  const chain = (us: number) => {
    const was = (key: string, value: number) => ({ place: `vms.0.traffic.${key}`, value });
    const traffic = { kind: 'cbr', pps: 400_000, batch: 4 };
    const earlier = [{ at: '150us', was: [was('pps', 100_000)] }];
    const fork = { at: `${String(us)}us`, was: [was('batch', 1)], earlier };
    return scenario({
      vms: [{ path: 'sriov', traffic }],
      run: { until: `${String(END_US)}us` },
      fork,
    });
  };
  const forked = chain(AT_US);

  it('has the past of that, which has the past of the first', () => {
    const second = completed(forked);
    const first = completed(pastOf(forked));
    const trunk = completed(pastOf(pastOf(forked)));
    expect(pastOf(pastOf(forked)).fork).toBeNull();
    expect(until(second, AT - 1)).toEqual(until(first, AT - 1));
    expect(whole(second)).not.toBe(whole(first));
    expect(until(first, 150 * PS_PER_US - 1)).toEqual(until(trunk, 150 * PS_PER_US - 1));
    expect(first.metricsAt(AT - 1)).not.toEqual(trunk.metricsAt(AT - 1));
  });

  it('is the same in pieces and visited, whenever it forks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 151, max: END_US }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: END_US }),
        (fork, n, us) => {
          const [inOne, run] = [completed(chain(fork)), new Run(chain(fork))];
          while (!run.extend(n));
          expect(whole(run)).toBe(whole(inOne));
          expect(run.metricsAt(us * PS_PER_US)).toEqual(inOne.metricsAt(us * PS_PER_US));
        },
      ),
      { numRuns: 6 },
    );
  });

  it('is written and read back', () => {
    expect(scenario(scenarioToJson(forked))).toEqual(forked);
  });
});

describe('a fork in a scenario', () => {
  it('is written and read back', () => {
    const { forked } = pair({ place: 'traffic.pps', was: 100_000, is: 400_000 });
    expect(scenario(scenarioToJson(forked))).toEqual(forked);
  });

  it.each([
    [{ at: '1ms', was: [{ place: 'vms.0.path', value: 1 }] }, 'fork.was.0.place'],
    [{ at: '1ms', was: [{ place: 'vms.0.traffic.pps', value: 0.5 }] }, 'fork.was.0.value'],
    [{ at: '1ms', was: [{ place: 'vms.3.traffic.pps', value: 5 }] }, 'fork.was.0.place'],
    [{ at: '1ms', was: [{ place: '__proto__.traffic.pps', value: 5 }] }, 'fork.was.0.place'],
    [{ at: 5, was: [] }, 'fork.at'],
    [{ when: '1ms' }, 'fork.when'],
    [{ at: '1ms', earlier: [{ at: '1ms' }] }, 'fork.at'],
    [{ at: '3ms', earlier: [{ at: '2ms' }, { at: '1ms' }] }, 'fork.earlier.1.at'],
    [{ at: '3ms', earlier: [{ earlier: [] }] }, 'fork.earlier.0.earlier'],
    [
      { at: '3ms', earlier: [{ was: [{ place: 'vms.3.traffic.pps', value: 5 }] }] },
      'fork.earlier.0.was.0.place',
    ],
  ])('%j is refused at its place', (fork, path) => {
    const parsed = parseScenario({ fork });
    expect(parsed.ok ? [] : parsed.issues.map((issue) => issue.path)).toEqual([path]);
  });
});
