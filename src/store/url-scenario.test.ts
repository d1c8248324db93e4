import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseScenario } from '../engine/scenario/parse';
import type { Issue } from '../engine/scenario/scenario';
import type { UrlState } from './url';
import { dropIssues, parameterOf, problemOf, readUrl } from './url';

/** Reads what writeUrl, or a person, has put behind the page's address. */
function read(address: string): Promise<UrlState> {
  const url = new URL(address, 'https://lab.example/page/');
  return readUrl(url.search, url.hash);
}

describe('what the check of the scenario refuses', () => {
  /** As the page does it: leave out what is refused until the rest is accepted. */
  function salvage(input: unknown): { issues: Issue[]; rest: unknown; rounds: number } {
    const issues: Issue[] = [];
    let rest = input;
    for (let rounds = 0; ; rounds++) {
      const result = parseScenario(rest);
      if (result.ok) return { issues, rest, rounds };
      issues.push(...result.issues);
      rest = dropIssues(rest, result.issues);
    }
  }

  test('is told by the name of the parameter, and the rest works', async () => {
    const state = await read('?path=magic&vfs=999&pps=abc&vms=3&packet=64');
    const { issues, rest } = salvage(state.scenarioInput);
    expect(issues.map((issue) => problemOf(issue).name).sort()).toEqual(['path', 'pps', 'vfs']);
    expect(problemOf(issues.find((issue) => issue.path.endsWith('pps'))!)).toMatchObject({
      name: 'pps',
      code: 'refused',
      found: '"abc"',
      allowed: '1 to 20000000',
    });
    expect(rest).toEqual({ vms: [{ count: 3, traffic: { packetBytes: 64 } }], nic: {} });
  });

  test('a direction to a guest that is not there is refused once, as a whole', async () => {
    const { issues, rest } = salvage((await read('?dir=vm9&pps=5')).scenarioInput);
    expect(issues.map((issue) => issue.path)).toEqual(['vms.0.traffic.direction.to']);
    expect(rest).toEqual({ vms: [{ traffic: { pps: 5 } }] });
  });

  test('every simple parameter is known by its path', () => {
    expect(parameterOf('vms.0.traffic.direction.to')).toBe('dir');
    expect(parameterOf('vms.0.count')).toBe('vms');
    expect(parameterOf('vms.1.count')).toBeNull();
    expect(parameterOf('seedling')).toBeNull();
    expect(parameterOf('host.cores')).toBeNull();
  });

  test('a refused default takes what encloses it along', () => {
    const { rest } = salvage({ seed: 5, host: { iommu: false }, vms: [{}] });
    expect(rest).toEqual({});
    expect(
      salvage({ seed: 5, vms: [{ count: 1, traffic: { direction: { to: 'vm9' } } }] }).rest,
    ).toEqual({
      seed: 5,
      vms: [{ count: 1, traffic: {} }],
    });
  });

  test('long keys and keys with dots are found again', () => {
    const long = 'k'.repeat(100);
    const input = { seed: 5, [long]: 1, 'a.b': 2, host: { 'c.d': 1, cores: 4 } };
    expect(salvage(input)).toMatchObject({ rest: { seed: 5, host: { cores: 4 } }, rounds: 1 });
  });

  test('a capture with a bad frame goes as a whole, and a hopeless scenario too', () => {
    const frames = Array.from({ length: 20 }, () => ({ at: -1 }));
    const traffic = { kind: 'replay', pps: 7, replay: { name: 'x', macs: [], guest: 0, frames } };
    const { rest, rounds } = salvage({ seed: 2, vms: [{ traffic }] });
    expect(rest).toEqual({});
    expect(rounds).toBe(1);
    const one = { ...traffic, replay: { ...traffic.replay, frames: frames.slice(0, 1) } };
    expect(salvage({ seed: 2, vms: [{ traffic: one }] }).rest).toEqual({
      seed: 2,
      vms: [{ traffic: { pps: 7 } }],
    });
    const keys = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i]));
    expect(salvage(keys).rounds).toBe(1);
  });

  test('leaving out ends with a scenario, whatever came in', () => {
    const keys = fc.constantFrom(
      'version',
      'seed',
      'host',
      'nic',
      'vms',
      'run',
      'x.y',
      '__proto__',
    );
    const groups = fc.array(
      fc.dictionary(fc.constantFrom('count', 'path', 'traffic', 'tuning', ''), fc.jsonValue()),
    );
    fc.assert(
      fc.property(fc.dictionary(keys, fc.oneof(fc.jsonValue(), groups)), (input) => {
        const { rest, rounds } = salvage(input);
        expect(parseScenario(rest).ok).toBe(true);
        expect(rounds).toBeLessThan(20);
      }),
      { numRuns: 500 },
    );
  });
});
