import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ParseResult } from './parse';
import { MAX_ISSUES, parseScenario, parseScenarioText } from './parse';

/** What is wrong with an answer; nothing should be, whatever came in. */
function faultsOf(result: ParseResult): string[] {
  const claims: [string, boolean][] = result.ok
    ? [
        ['some guests', result.scenario.vms.length > 0],
        ['an end in whole picoseconds', Number.isSafeInteger(result.scenario.run.until)],
      ]
    : [
        ['some issues, not too many', isBetween(result.issues.length, 1, MAX_ISSUES)],
        ['short findings', result.issues.every((issue) => issue.found.length < 100)],
        ['short paths', result.issues.every((issue) => issue.path.length < 400)],
        ['a way out', result.issues.every((issue) => issue.allowed !== '')],
      ];
  return claims.filter(([, holds]) => !holds).map(([claim]) => claim);
}

function isBetween(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}

const faults = (input: unknown) => faultsOf(parseScenario(input));
const textFaults = (text: string) => faultsOf(parseScenarioText(text));

const odd = fc.oneof(
  fc.constantFrom(
    'NaN',
    'Infinity',
    '1e309',
    '',
    '10ms',
    '-0',
    null,
    NaN,
    Infinity,
    -Infinity,
    -0,
    1e308,
    2 ** 53,
    [],
    {},
    [[]],
    { to: {} },
    { to: '__proto__' },
    undefined,
  ),
  fc.jsonValue(),
);

const valid = {
  version: 1,
  seed: 7,
  host: { cores: 4, cpuGHz: 3, iommu: true, apicv: true, ari: false, mmioWindow: '1GiB' },
  nic: { device: 'intel-82599', numVfs: 8 },
  vms: [
    { count: 2, path: 'sriov', traffic: { kind: 'bulk', direction: { to: 'vm2' } } },
    {
      count: 1,
      path: 'virtio',
      traffic: {
        kind: 'replay',
        replay: {
          name: 'x',
          macs: ['52:54:00:00:00:01'],
          guest: 0,
          frames: [{ at: 0, bytes: 60, src: 0, dst: 0 }],
        },
      },
      tuning: { napi: false },
    },
  ],
  run: { until: '1ms' },
};

/** Every place of the valid scenario, as keys. */
function places(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [
    [...path],
    ...Object.entries(value).flatMap(([key, each]) => places(each, [...path, key])),
  ];
}

function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const record = copy as Record<string, unknown>;
  record[key] = replaced(record[key], rest, by);
  return copy;
}

describe('whatever comes in, a scenario or its issues come out', () => {
  test('any JSON value', () => {
    fc.assert(
      fc.property(odd, (input) => {
        expect(faults(input)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('objects with the right keys and anything in them', () => {
    const keys = ['version', 'seed', 'host', 'nic', 'vms', 'run', '__proto__', 'toString'];
    const objects = fc.dictionary(fc.constantFrom(...keys), odd);
    fc.assert(
      fc.property(objects, (input) => {
        expect(faults(input)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('a valid scenario with a few places overwritten', () => {
    expect(parseScenario(valid).ok).toBe(true);
    const edit = fc.tuple(fc.constantFrom(...places(valid)), odd);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let input: unknown = valid;
        for (const [path, by] of edits) {
          // An earlier edit may have taken the place away.
          try {
            input = replaced(input, path, by);
          } catch {
            continue;
          }
        }
        expect(faults(input)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('any text, and valid text with characters changed', () => {
    const text = JSON.stringify(valid, null, 1);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (input) => {
        expect(textFaults(input)).toEqual([]);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(5), fc.string({ maxLength: 5 }), (at, cut, put) => {
        expect(textFaults(text.slice(0, at) + put + text.slice(at + cut))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('nesting of a hundred thousand levels, closed or not', () => {
    const depth = 100_000;
    expect(textFaults('['.repeat(depth))).toEqual([]);
    expect(textFaults('['.repeat(depth) + ']'.repeat(depth))).toEqual([]);
    expect(textFaults('{"vms":['.repeat(depth) + ']}'.repeat(depth))).toEqual([]);
    expect(textFaults('{"a":'.repeat(depth))).toEqual([]);
    let deep: unknown = 1;
    for (let i = 0; i < depth; i++) deep = { vms: [deep], to: deep };
    expect(faults(deep)).toEqual([]);
  });

  test('a scenario of megabytes is answered at once', () => {
    expect(textFaults(`{"vms":[${'0,'.repeat(2_000_000)}0]}`)).toEqual([]);
    expect(textFaults(`{"seed":${'9'.repeat(4_000_000)}}`)).toEqual([]);
    const frames = `${'{"at":-1,"bytes":"x","src":9,"y":2},'.repeat(20_000)}0`;
    expect(textFaults(`{"vms":[{"traffic":{"replay":{"frames":[${frames}]}}}]}`)).toEqual([]);
  });
});
