import { expect, test } from 'vitest';
import { Run } from '../engine/run';
import { parseScenario } from '../engine/scenario/parse';
import { PART, partOf, selectionOf } from './part';

function topology() {
  const parsed = parseScenario({});
  if (!parsed.ok) throw new Error('the first screen is a scenario');
  return new Run(parsed.scenario).topology;
}

test('every part of the picture has a name of its own, which leads back to it', () => {
  const host = topology();
  const names = host.places.map((_, place) => {
    const selected = { kind: 'place', place } as const;
    const name = partOf(selected, host) ?? '';
    expect(name).toMatch(PART);
    expect(selectionOf(name, host)).toEqual(selected);
    return name;
  });
  expect(new Set(names).size).toBe(names.length);
});

test('a name without a guest is the first part of the kind; what the host has not is nothing', () => {
  const host = topology();
  const first = host.places.findIndex(({ kind }) => kind === 'driver');
  expect(selectionOf('driver', host)).toEqual({ kind: 'place', place: first });
  expect(selectionOf('driver.vm63', host)).toBeNull();
  expect(partOf({ kind: 'packet', packet: 1 }, host)).toBeNull();
  expect(partOf(null, host)).toBeNull();
});
