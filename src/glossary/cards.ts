import type { PlaceKind } from '../engine/costs/places';
import type { StepId } from '../engine/costs/steps';
import type { TermId } from './terms';

/** One word of the field, where it is in the picture. */
export interface Card {
  readonly term: TermId;
  /** The part that is highlighted. */
  readonly part: PlaceKind;
  /** The moment: the first time this guest's packet is at that step. */
  readonly vm: number;
  readonly step: StepId;
}

/** One packet each from an emulated card, from virtio and from a VF, on one host. */
export const CARDS_SCENARIO = {
  nic: { device: 'intel-82599', numVfs: 1 },
  vms: [
    { count: 1, path: 'emulated', traffic: { kind: 'single' }, tuning: { idlePoll: true } },
    { count: 1, path: 'vhost-net', traffic: { kind: 'single' }, tuning: { idlePoll: true } },
    { count: 1, path: 'sriov', traffic: { kind: 'single' }, tuning: { idlePoll: true } },
  ],
  run: { until: '150us' },
};

/** What one should have met before the first lesson: a minute's worth. */
export const CARDS: readonly [Card, ...Card[]] = [
  { term: 'vm-exit', part: 'kvm', vm: 0, step: 'exit-light' },
  { term: 'vmm', part: 'vmm', vm: 0, step: 'device-register' },
  { term: 'eoi', part: 'kvm', vm: 0, step: 'exit-eoi' },
  { term: 'virtqueue', part: 'vhost', vm: 1, step: 'vhost-get-desc' },
  { term: 'vf', part: 'vf', vm: 2, step: 'dma-writeback' },
  { term: 'doorbell', part: 'vf', vm: 2, step: 'doorbell' },
  { term: 'iommu', part: 'iommu', vm: 2, step: 'dma-read' },
  { term: 'posted-interrupts', part: 'iommu', vm: 2, step: 'posted-delivery' },
  { term: 'pf', part: 'pf', vm: 1, step: 'dma-read' },
];
