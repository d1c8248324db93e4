import { expect, it } from 'vitest';
import { parseScenario } from '../engine/scenario/parse';
import { withReceiver } from './receiver';

const groupsOf = (input: object) => {
  const parsed = parseScenario(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.scenario.vms.map(({ path, count, traffic, tuning }) => ({
    path,
    count,
    direction: traffic.direction,
    mtu: tuning.mtu,
  }));
};

it('sends to a guest that the scenario has', () => {
  expect(groupsOf(withReceiver({ vms: [{ path: 'virtio', count: 2 }] }, 'vm1', null))).toEqual([
    { path: 'virtio', count: 2, direction: { to: 'vm1' }, mtu: 9000 },
  ]);
});

it('makes the guest beside one of the scenario, like the first and silent', () => {
  const input = { vms: [{ path: 'vhost-net', count: 1, tuning: { mtu: 1400 } }] };
  expect(groupsOf(withReceiver(input, 'vm1', 'sriov'))).toEqual([
    { path: 'vhost-net', count: 1, direction: { to: 'vm1' }, mtu: 1400 },
    { path: 'sriov', count: 1, direction: 'rx', mtu: 1400 },
  ]);
});

it('does so where the scenario says nothing of its guests', () => {
  const [first, second] = groupsOf(withReceiver({}, 'vm1', 'emulated'));
  expect(first).toMatchObject({ direction: { to: 'vm1' } });
  expect(second).toMatchObject({ path: 'emulated', count: 1 });
});
