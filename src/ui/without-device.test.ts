import { expect, it } from 'vitest';
import { Run } from '../engine/run';
import { parseScenario } from '../engine/scenario/parse';
import { english, loadMessages } from '../i18n';
import { withoutDeviceTexts } from './without-device';

function topologyOf(path: string, count: number, numVfs: number, device = 'intel-82599') {
  const parsed = parseScenario({ nic: { device, numVfs }, vms: [{ path, count }] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return new Run(parsed.scenario).topology;
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
