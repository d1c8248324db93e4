import { expect, it } from 'vitest';
import type { PfSwitch, VfPolicy } from './scenario/scenario';
import { USUAL_POLICY } from './paths/card-switch';
import { Run } from './run';
import { completeRun, scenario } from './testing';

const MS = 1e9;

/** Lines of a run on a card whose VF 0 has this policy: `12.000 text`, in milliseconds. */
function lines(
  device: string,
  traffic: object,
  policy: Partial<VfPolicy> = {},
  { vfReset = false, count = 1, until = '5ms' } = {},
) {
  const vfs = Array.from({ length: 2 }, () => ({ ...USUAL_POLICY, ...policy }));
  const switches: readonly PfSwitch[] = [{ mode: 'veb', vfs }];
  const plain = scenario({
    nic: { device, numVfs: 2 },
    vms: [
      {
        count,
        path: 'sriov',
        traffic: { kind: 'cbr', pps: 10_000, direction: 'tx', ...traffic },
        tuning: { vfReset },
      },
    ],
    run: { until },
  });
  const run = new Run({ ...plain, nic: { ...plain.nic, switches } });
  while (!run.extend(100_000));
  const at = (end: number) =>
    run.printed(end).map(({ at: time, text }) => [Math.round(time / MS), text] as const);
  return { run, at, all: at(run.end) };
}

const RELOAD = 'Reload the VF driver to resume operations';
const SPOOFS = { source: 'foreign' };

it('ixgbe counts what it stopped at its watchdog, all VFs of a port together', () => {
  const { all, at, run } = lines('intel-82599', SPOOFS, {}, { count: 2 });
  expect(all.map(([ms, text]) => [ms, text.replace(/: \d+ /u, ': N ')])).toEqual([
    [2, 'ixgbe 0000:3b:00.0: N Spoofed packets detected'],
    [4, 'ixgbe 0000:3b:00.0: N Spoofed packets detected'],
  ]);
  const told = all.reduce((sum, [, text]) => sum + Number(/: (\d+) /u.exec(text)?.[1]), 0);
  // The rest is stopped after the last look.
  const { dropped } = run.metricsAt(4 * MS).packets;
  expect(told).toBe(dropped['spoof-check']);
  expect(told).toBeGreaterThan(50);
  // The moment decides, and going back takes lines away again.
  expect(at(3 * MS)).toHaveLength(1);
  expect(at(1 * MS)).toEqual([]);
  expect(run.printed(run.end)[0]).toMatchObject({ level: 4, interfaceOf: 0 });
});

it('igb names the VF and no number, and its interface has no part in it', () => {
  const { all, run } = lines('intel-82576', SPOOFS, {}, { count: 2 });
  expect(all).toEqual(
    [2, 2, 4, 4].map((ms, n) => [
      ms,
      `igb 0000:3b:00.0: Spoof event(s) detected on VF ${String(n % 2)}`,
    ]),
  );
  expect(run.printed(run.end).every(({ interfaceOf }) => interfaceOf === -1)).toBe(true);
});

it.each(['intel-e810', 'nvidia-connectx5'])('%s says nothing of it', (device) => {
  expect(lines(device, SPOOFS, { spoofCheck: true }).all).toEqual([]);
});

it('nothing is said where nothing is stopped, nor with the check off', () => {
  expect(lines('intel-82599', {}).all).toEqual([]);
  expect(lines('intel-82599', SPOOFS, { spoofCheck: false }).all).toEqual([]);
});

const OWN = { source: 'changed' };
const SET = { mac: '52:54:00:aa:bb:00' };

it.each([
  ['intel-82599', 'ixgbe', 'MAC address', OWN, SET],
  ['intel-82576', 'igb', 'MAC address', OWN, SET],
  ['intel-82599', 'ixgbe', 'VLAN configuration', { vlan: 10 }, { vlan: 20 }],
  ['intel-82576', 'igb', 'VLAN tag', { vlan: 10 }, { vlan: 20 }],
] as const)('%s: %s refuses a %s', (device, driver, what, traffic, policy) => {
  const words = [
    `${driver} 0000:3b:00.0: VF 0 attempted to override administratively set ${what}`,
    RELOAD,
  ];
  const texts = (reset: boolean) =>
    lines(device, traffic, { ...policy, spoofCheck: false }, { vfReset: reset });
  // A driver that was up before was refused before.
  expect(texts(false).all).toEqual(words.map((text) => [0, text]));
  const { run, all } = texts(true);
  expect(all.map(([, text]) => text)).toEqual(words);
  const [first] = run.printed(run.end);
  expect(first?.at).toBeGreaterThan(0);
  expect(run.printed((first?.at ?? 0) - 1)).toEqual([]);
});

it('i40e and ice have words of their own, and a trusted VF is not refused', () => {
  const own =
    'VF attempting to override administratively set MAC address, bring down and up the VF interface to resume normal operation';
  expect(lines('intel-x710', OWN, SET).all).toEqual([[0, `i40e 0000:3b:00.0: ${own}`]]);
  expect(lines('intel-e810', OWN, SET).all).toEqual([[0, `ice 0000:3b:00.0: ${own}`]]);
  expect(lines('intel-82599', OWN, { ...SET, trust: true }).all).toEqual([]);
});

it('a watchdog that has nothing to look at is no event', () => {
  const usual = { vms: [{ count: 1, path: 'sriov' }], run: { until: '10ms' } };
  const { host } = { host: completeRun(usual).hostAt(10 * MS) };
  expect(host.pfWatch.s).toEqual({ noticed: [], stopped: [], isDue: false });
});
