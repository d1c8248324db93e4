import { expect, it } from 'vitest';
import { COSTS } from '../engine/costs/costs';
import { CURVES } from '../engine/validation/curves';
import { CHECKS, validate } from '../engine/validation/validate';
import { createReference } from './reference';

const reference = createReference();

it('gives every price of a host beside its profile’s own', () => {
  const lines = reference.prices('sandy-bridge', 2.7, { wakeup: 9000 });
  expect(lines.map(({ now }) => now.id)).toEqual(Object.keys(COSTS));
  const changed = lines.filter(({ now, own }) => now.value !== own.value);
  expect(changed).toHaveLength(1);
  expect(changed[0]).toMatchObject({
    now: { id: 'wakeup', value: 9000, basis: 'set' },
    own: { id: 'wakeup', value: 4590, basis: 'derived' },
  });
});

it('checks one figure at a time, as the command line does', () => {
  const { checks, curves } = reference.counts();
  expect([checks, curves]).toEqual([CHECKS.length, CURVES.length]);
  const [first] = CHECKS;
  expect(first && validate(first)).toEqual(reference.check(0));
  expect(() => reference.check(checks)).toThrow('There is no number');
});

it('names a figure for every silence and every check', () => {
  const known = new Set(reference.figures().map(({ id }) => id));
  const named = [
    ...reference.silent().flatMap(({ figures }) => figures),
    ...CHECKS.map(({ figure }) => figure),
  ];
  expect(named.filter((id) => !known.has(id))).toEqual([]);
});

it('sends a packet each way on every path and tells what it met', () => {
  const ways = reference.ways();
  expect(ways).toHaveLength(16);
  const way = (path: string, direction: string) =>
    ways.find((each) => each.path === path && each.direction === direction);
  expect(way('sriov', 'tx')).toMatchObject({ copies: 0, exits: [] });
  expect(way('sriov', 'tx')?.places).toEqual(
    expect.arrayContaining(['app', 'driver', 'vf', 'switch', 'port', 'peer']),
  );
  expect(way('emulated', 'tx')?.exits.map(({ register }) => register)).toEqual(
    expect.arrayContaining(['TDT', 'ICR', 'IMC', 'IMS']),
  );
  expect(way('emulated', 'rx')?.places[0]).toBe('peer');
});
