import { expect, it } from 'vitest';
import { journeyOf } from '../../engine/tell/journey';
import { completeRun } from '../../engine/testing';
import { bandsOf, exitLineBefore, lanesOf } from './lanes';

const lanes = (path: string) => {
  const run = completeRun({
    vms: [{ count: 1, path, traffic: { kind: 'single', direction: 'tx' } }],
    run: { until: '300us' },
  });
  return lanesOf(journeyOf(run, 1).rows, run.topology.places);
};

it('has a lane for what the packet meets and none for what it passes by', () => {
  const kinds = (path: string) => lanes(path).map(({ kind }) => kind);
  expect(kinds('emulated')).toEqual([
    'app',
    'stack',
    'driver',
    'kvm',
    'vmm',
    'tap',
    'bridge',
    'pf-driver',
    'iommu',
    'pf',
    'switch',
    'port',
    'peer',
  ]);
  // No host software but KVM, which enters the guest again.
  expect(kinds('sriov')).toEqual([
    'app',
    'stack',
    'driver',
    'kvm',
    'iommu',
    'vf',
    'switch',
    'port',
    'peer',
  ]);
});

it('puts the exit line between the guest and the host, and nowhere where there is no guest', () => {
  expect(exitLineBefore(lanes('vhost-net'))).toBe(3);
  expect(exitLineBefore(lanes('bare-metal'))).toBe(-1);
});

it('joins neighbours of one band', () => {
  expect(bandsOf(lanes('emulated'))).toEqual([
    { band: 'guest', first: 0, count: 3 },
    { band: 'host-kernel', first: 3, count: 1 },
    { band: 'host-user', first: 4, count: 1 },
    { band: 'host-kernel', first: 5, count: 3 },
    { band: 'hardware', first: 8, count: 4 },
    { band: 'wire', first: 12, count: 1 },
  ]);
});
