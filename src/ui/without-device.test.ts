import { expect, it } from 'vitest';
import { Run } from '../engine/run';
import { parseScenario } from '../engine/scenario/parse';
import { english, loadMessages } from '../i18n';
import { withoutDeviceTexts } from './without-device';

function topologyOf(
  path: string,
  count: number,
  numVfs: number,
  device = 'intel-82599',
  given?: readonly (readonly number[])[],
) {
  const parsed = parseScenario({ nic: { device, numVfs }, vms: [{ path, count }] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const { scenario } = parsed;
  const nic = given === undefined ? scenario.nic : { ...scenario.nic, given };
  return new Run({ ...scenario, nic }).topology;
}

it('says nothing where each guest has its device', () => {
  expect(withoutDeviceTexts(english, topologyOf('sriov', 3, 3))).toEqual([]);
  expect(withoutDeviceTexts(english, topologyOf('emulated', 9, 0))).toEqual([]);
});

it('names the guests without a VF, and counts', () => {
  expect(withoutDeviceTexts(english, topologyOf('sriov', 3, 1))).toEqual([
    'VM1, VM2: no VF, so no network. 3 guests share out one VF; raise the number of VFs.',
  ]);
  expect(withoutDeviceTexts(english, topologyOf('sriov', 9, 0))[0]).toContain(
    'VM0, VM1, VM2 and 6 more: no VF',
  );
});

it('says why passthrough has no device for a guest', async () => {
  expect(withoutDeviceTexts(english, topologyOf('passthrough', 3, 0))[0]).toContain(
    'VM2: no device, so no network. Passthrough gives away a whole PF',
  );
  const taken = topologyOf('passthrough', 2, 4);
  const texts = withoutDeviceTexts(english, taken);
  expect(texts).toHaveLength(1);
  expect(texts[0]).toContain('VM1');
  expect(withoutDeviceTexts(await loadMessages('zh-CN'), taken)[0]).toContain('没有分到设备');
});

it('tells what was taken by hand from what there is not', async () => {
  const byHand = topologyOf('sriov', 2, 4, 'intel-82599', [[], [0x3b82]]);
  expect(withoutDeviceTexts(english, byHand)).toEqual([
    'VM0: no device, so no network. It was taken away on the host; there, virsh attach-device gives one back.',
  ]);
  expect(withoutDeviceTexts(await loadMessages('zh-CN'), byHand)[0]).toContain('收回');
  const pf = topologyOf('passthrough', 1, 0, 'intel-82599', [[]]);
  expect(withoutDeviceTexts(english, pf)[0]).toContain('virsh attach-device');
});
