import fc from 'fast-check';
import { plugCard } from '../../engine/pci/card';
import { deviceById } from '../../engine/pci/devices';
import type { PathId } from '../../engine/scenario/scenario';
import { en } from '../../i18n/en';
import { zhCn } from '../../i18n/zh-cn';
import { stageLabels } from '../labels';
import { layoutStage } from '../layout';
import { topologyOf } from '../testing';
import type { StageLayout } from './stage-layout';

export function cardWith(numVfs: number, device = 'intel-82599') {
  const profile = deviceById(device);
  if (profile === undefined) throw new Error(device);
  return plugCard(profile, numVfs, { ari: true, busesPerRootPort: 8 });
}

export const sizes = [
  [908, 730],
  [988, 540],
  [820, 640],
  [390, 357],
  [1500, 900],
  [320, 320],
  [752, 284],
  [640, 330],
] as const;

export const paths = fc.constantFrom<PathId>(
  'emulated',
  'virtio',
  'vhost-net',
  'vhost-user',
  'passthrough',
  'sriov',
  'bare-metal',
);
export const stages = fc.record({
  guests: fc.array(paths, { minLength: 1, maxLength: 12 }),
  more: fc.record({ path: paths, count: fc.constantFrom(0, 0, 5, 52) }),
  numVfs: fc.constantFrom(0, 1, 4, 8, 63, 126),
  size: fc.constantFrom(...sizes),
  chinese: fc.boolean(),
});

export function stage(
  guests: readonly PathId[],
  numVfs: number,
  [width, height]: readonly [number, number],
  { chinese = false, device = 'intel-82599', iommu = true, posted = true } = {},
): StageLayout {
  const topology = { ...topologyOf(guests, cardWith(numVfs, device)), iommu, posted };
  const labels = stageLabels((chinese ? zhCn : en).stage, topology);
  return layoutStage(topology, width, height, { labels, besideVm: guests.length - 1 });
}
