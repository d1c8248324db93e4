import { expect, test } from 'vitest';
import { Run } from '../../engine/run';
import { evidenceAt, wholeRun } from '../headless';
import { readFact } from './names';

const quiet = (path: string) => ({ count: 1, path, traffic: { kind: 'poisson', pps: 1 } });

/** Facts of a run of 300 µs at its end, or at a moment in µs. */
function factsOf(scenario: object, at?: number) {
  const whole = wholeRun({ ...scenario, run: { until: '300us' } }, (each) => new Run(each));
  const evidence = evidenceAt(whole, at === undefined ? whole.run.end : at * 1_000_000);
  return (...steps: (string | number)[]) => readFact(steps, evidence);
}

test('from VF to VF a packet turns round in the switch, and the host sees nothing', () => {
  const vms = [{ count: 2, path: 'sriov', traffic: { kind: 'single', direction: { to: 'vm1' } } }];
  const read = factsOf({ nic: { numVfs: 2 }, vms });
  expect(read('packet', 1, 'furthest')).toBe('switch');
  expect(read('packet', 1, 'seen')).toBeNull();
  expect(read('packet', 1, 'lost')).toBeNull();
  expect(read('packet', 2, 'furthest')).toBeNull();
  expect([read('host', 'frames'), read('switched', 'inside'), read('switched', 'wire')]).toEqual([
    0, 1, 0,
  ]);
});

test('a packet has come no further than its moment', () => {
  const vms = [{ count: 1, path: 'sriov', traffic: { kind: 'single' } }];
  const setting = { nic: { numVfs: 1 }, vms };
  expect(factsOf(setting, 1)('packet', 1, 'furthest')).toBe('app');
  expect(factsOf(setting, 5.5)('packet', 1, 'furthest')).toBe('driver');
  expect(factsOf(setting)('packet', 1, 'furthest')).toBe('peer');
});

test('a program of the host sees what the switch gives to the PF', () => {
  const vms = [
    { count: 1, path: 'sriov', traffic: { kind: 'single', direction: { to: 'vm1' } } },
    quiet('bare-metal'),
  ];
  const read = factsOf({ nic: { numVfs: 1 }, vms });
  expect(read('packet', 1, 'seen')).toBe('pf-driver');
  expect(read('host', 'frames')).toBe(1);
});

test('a broadcast that passes three interfaces of the host is one packet, and goes both ways', () => {
  const vms = [
    { count: 1, path: 'sriov', traffic: { kind: 'single', destination: 'broadcast' } },
    quiet('sriov'),
    quiet('vhost-net'),
  ];
  const setting = { nic: { numVfs: 2 }, vms };
  const read = factsOf(setting);
  expect(['pf0', 'br0', 'vnet2'].map((tap) => read('tap', tap, 'frames'))).toEqual([1, 1, 1]);
  expect(read('host', 'frames')).toBe(1);
  expect(read('vms', 0, 'host', 'frames')).toBe(1);
  expect(read('vms', 1, 'host', 'frames')).toBe(0);
  expect(read('vms', 9, 'host', 'frames')).toBeNull();
  expect([read('switched', 'inside'), read('switched', 'wire')]).toEqual([1, 1]);
  const before = factsOf(setting, 9);
  expect([before('packet', 1, 'seen'), before('host', 'frames')]).toEqual([null, 0]);
});

test('a packet is lost where a rule stands', () => {
  const firewall = [
    'add table bridge filter',
    'add chain bridge filter forward { type filter hook forward priority filter; policy accept; }',
    'add rule bridge filter forward udp dport 9 counter drop',
  ];
  const vms = [{ count: 1, path: 'vhost-net', traffic: { kind: 'single' } }];
  const read = factsOf({ host: { firewall }, vms });
  expect(read('packet', 1, 'lost')).toBe('bridge');
  expect(read('packet', 1, 'furthest')).toBe('bridge');
  expect(read('packet', 1, 'seen')).toBe('tap');
  const foreign = { kind: 'single', source: 'foreign' };
  const spoofed = factsOf({ vms: [{ count: 1, path: 'sriov', traffic: foreign }] });
  expect(spoofed('packet', 1, 'lost')).toBe('switch');
});

test('in switchdev mode it is a representor that the host sees a first frame at', () => {
  const stream = { kind: 'cbr', pps: 20_000, direction: { to: 'vm1' } };
  const vms = [{ count: 1, path: 'sriov', traffic: stream }, quiet('sriov')];
  const nic = { device: 'nvidia-connectx5', numVfs: 2, eswitch: 'switchdev' };
  const read = factsOf({ nic, vms });
  expect(read('packet', 1, 'seen')).toBe('representor');
  expect([read('packet', 1, 'furthest'), read('packet', 4, 'furthest')]).toEqual([
    'switch',
    'switch',
  ]);
  expect(read('host', 'frames')).toBe(1);
});
