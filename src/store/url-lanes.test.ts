import { expect, it } from 'vitest';
import { readLanes, writeLanes } from './url-lanes';

it('reads lanes of other cards and other functions, and writes them as they were', () => {
  const text =
    'sriov*function.vf*device.intel-e810,sriov*function.adi*device.intel-e810*scalableMode.on,sriov*function.vdpa-vf*device.nvidia-connectx7';
  const lanes = readLanes(text);
  expect(lanes?.map(({ set }) => set['vms.0.function'])).toEqual(['vf', 'adi', 'vdpa-vf']);
  expect(lanes?.[1]?.set).toEqual({
    'vms.0.function': 'adi',
    'nic.device': 'intel-e810',
    'host.scalableMode': true,
  });
  expect(writeLanes(lanes ?? [])).toBe(text);
});
