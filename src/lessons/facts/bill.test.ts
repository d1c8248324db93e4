import { expect, test } from 'vitest';
import { instanceBills } from '../../engine/pci/instances/bill';
import { Run } from '../../engine/run';
import { evidenceAt, wholeRun } from '../headless';
import { explainFact, readFact } from './names';

type Steps = readonly (string | number)[];

function on(
  device: string,
  vms: readonly object[] = [{ count: 1 }],
  host: object = {},
  numVfs = 4,
) {
  const whole = wholeRun(
    { host, nic: { device, numVfs }, vms, run: { until: '20us' } },
    (scenario) => new Run(scenario),
  );
  const evidence = evidenceAt(whole, whole.run.end);
  return {
    bills: instanceBills(whole.run.topology.card.device, whole.run.scenario.host),
    read: (...steps: Steps) => {
      expect(explainFact(steps)).toBeNull();
      return readFact(steps, evidence);
    },
  };
}

test('what instances take is what the engine’s bill says', () => {
  const { bills, read } = on('nvidia-connectx7');
  for (const { kind, most, binding, absent } of bills) {
    expect([read('bill', kind, 'most'), read('bill', kind, 'binding')]).toEqual([most, binding]);
    expect(read('bill', kind, 'there')).toBe(absent === null);
  }
  expect(read('bill', 'vf', 7, 'routing-ids')).toBe(7);
  expect(read('bill', 'sf', 400, 'routing-ids')).toBe(0);
  // Claimed for all, whatever the number.
  expect(read('bill', 'vf', 1, 'bar')).toBe(read('bill', 'vf', 9, 'bar'));
  // Ports of a bridge are none of its resources.
  expect(read('bill', 'sf', 1, 'bridge-ports')).toBeNull();
});

test('on a card that has none of a kind', () => {
  const { read } = on('intel-82599');
  expect([read('bill', 'sf', 'there'), read('bill', 'sf', 'most')]).toEqual([false, null]);
  expect(read('bill', 'sf', 1, 'routing-ids')).toBeNull();
});

test('a name that is none is refused', () => {
  expect(explainFact(['bill', 'vf', 'routing-ids'])).not.toBeNull();
  expect(explainFact(['bill', 'routing-ids', 1, 'vf'])).not.toBeNull();
  expect(explainFact(['bill', 'nosuch', 'most'])).not.toBeNull();
});

test('what a guest was given, and whose Routing ID its accesses carry', () => {
  const { read } = on('nvidia-connectx7', [
    { count: 1, path: 'sriov' },
    { count: 1, path: 'sriov', function: 'vdpa-vf' },
    { count: 1, path: 'sriov', function: 'vdpa-sf' },
    { count: 1, path: 'bare-metal', function: 'sf' },
    { count: 1, path: 'bare-metal' },
    { count: 1, path: 'vhost-net' },
  ]);
  const all = [0, 1, 2, 3, 4, 5, 6];
  expect(all.map((n) => read('vms', n, 'function'))).toEqual([
    'vf',
    'vdpa-vf',
    'vdpa-sf',
    'sf',
    'pf',
    null,
    null,
  ]);
  expect(all.map((n) => read('vms', n, 'requester'))).toEqual([
    'vf',
    'vf',
    'pf',
    'pf',
    'pf',
    'pf',
    null,
  ]);
});

test('an ADI is told apart by its PASID, at the PF’s Routing ID', () => {
  const { read } = on('intel-e810', [{ count: 1, path: 'sriov', function: 'adi' }], {
    scalableMode: true,
  });
  expect([read('vms', 0, 'function'), read('vms', 0, 'requester')]).toEqual(['adi', 'pf']);
});

test('a guest that got nothing has nothing', () => {
  const { read } = on('qemu-igb', [{ count: 2, path: 'passthrough' }], {}, 0);
  expect([read('vms', 0, 'function'), read('vms', 1, 'function')]).toEqual(['pf', null]);
  expect(read('vms', 1, 'requester')).toBeNull();
});
