import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseScenarioText } from './parse';
import { SCENARIO_VERSION, upgraded } from './upgrade';

const file = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');

test('a file that says no version is one of the first', () => {
  const read = parseScenarioText(file('unversioned.json'));
  expect(read).toMatchObject({ ok: true, scenario: { version: 1, nic: { numVfs: 8 } } });
  expect(read).not.toHaveProperty('madeWith');
  expect(read).toEqual(
    parseScenarioText(JSON.stringify({ version: 1, ...JSON.parse(file('unversioned.json')) })),
  );
});

test('a file of version 1 opens, and says with which model it was made', () => {
  expect(parseScenarioText(file('version-1.json'))).toMatchObject({
    ok: true,
    madeWith: '0.1.0',
    scenario: { version: 1, vms: [{ path: 'virtio' }] },
  });
});

test('a newer file is refused by what it is, before its keys are', () => {
  const newer = JSON.stringify({ version: 2, hosts: [{}, {}] });
  expect(parseScenarioText(newer)).toEqual({
    ok: false,
    issues: [{ path: 'version', code: 'newer-version', found: '2', allowed: '1' }],
  });
});

test.each([0, -1, 1.5, '1', null, []])('%j is no version', (version) => {
  const read = parseScenarioText(JSON.stringify({ version }));
  expect(read).toMatchObject({ ok: false, issues: [{ path: 'version' }] });
});

test('each upgrade is taken once, in order, from where the file begins', () => {
  const upgrades = [1, 2, 3].map((to) => (input: Readonly<Record<string, unknown>>) => ({
    ...input,
    version: to,
    steps: [...((input['steps'] as number[] | undefined) ?? []), to],
  }));
  expect(upgraded({}, upgrades)).toEqual({ ok: true, input: { version: 3, steps: [1, 2, 3] } });
  expect(upgraded({ version: 2 }, upgrades)).toEqual({
    ok: true,
    input: { version: 3, steps: [3] },
  });
  expect(upgraded({ version: 4 }, upgrades).ok).toBe(false);
  expect(SCENARIO_VERSION).toBe(1);
});
