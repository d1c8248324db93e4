import { expect, it } from 'vitest';
import { readLanes, writeLanes } from './url-lanes';

it('reads lanes of other cards and other functions, and writes them as they were', () => {
  const text =
    'sriov*function.vf*device.intel-e810,sriov*function.adi*device.intel-e810*scalableMode.on,sriov*function.vdpa-vf*device.nvidia-connectx7';
  const lanes = readLanes(text);
  if (lanes === null || lanes === 'futures') throw new Error('no lanes');
  expect(lanes.map(({ set }) => set['vms.0.function'])).toEqual(['vf', 'adi', 'vdpa-vf']);
  expect(lanes[1]?.set).toEqual({
    'vms.0.function': 'adi',
    'nic.device': 'intel-e810',
    'host.scalableMode': true,
  });
  expect(writeLanes(lanes)).toBe(text);
});

it('has words for a fork of the first guests, and what they send before and after it', () => {
  const text =
    'sriov*fork.none*packetBytes.1500,sriov*packetBytes.64*pps.90000*fork.3ms*was-packetBytes.1500*was-pps.10000';
  const lanes = readLanes(text);
  if (lanes === null || lanes === 'futures') throw new Error('no lanes');
  expect(lanes.map(({ set }) => set)).toEqual([
    { fork: null, 'vms.0.traffic.packetBytes': 1500 },
    {
      'vms.0.traffic.packetBytes': 64,
      'vms.0.traffic.pps': 90_000,
      fork: {
        at: '3000000000ps',
        was: [
          { place: 'vms.0.traffic.packetBytes', value: 1500 },
          { place: 'vms.0.traffic.pps', value: 10_000 },
        ],
      },
    },
  ]);
  expect(writeLanes(lanes)).toBe(text);
});

it.each([
  'sriov*fork.soon,sriov',
  'sriov*fork.3,sriov',
  'sriov*was-turbo.1,sriov',
  'futures,sriov',
])('%s is no lanes', (text) => {
  expect(readLanes(text)).toBeNull();
});
