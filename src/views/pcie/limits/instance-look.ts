import type { InstanceKind, ResourceId } from '../../../store/vocabulary';

/** Lines of the chart differ by colour and dash. */
interface Look {
  readonly colour: string;
  readonly dash: string;
}

export const KIND_LOOKS: Readonly<Record<InstanceKind, Look>> = {
  vf: { colour: 'var(--hardware)', dash: '' },
  sf: { colour: 'var(--packet-0)', dash: '' },
  adi: { colour: 'var(--packet-4)', dash: '7 4' },
  'vdpa-vf': { colour: 'var(--packet-2)', dash: '2 4' },
  'vdpa-sf': { colour: 'var(--packet-3)', dash: '3 3' },
  virtio: { colour: 'var(--packet-1)', dash: '9 3 2 3' },
  emulated: { colour: 'var(--wire)', dash: '1 3' },
};

export const RESOURCE_LOOKS: Readonly<Record<ResourceId, Look>> = {
  instances: { colour: 'var(--hardware)', dash: '' },
  'routing-ids': { colour: 'var(--packet-0)', dash: '7 4' },
  bar: { colour: 'var(--packet-3)', dash: '2 4' },
  'bar-32': { colour: 'var(--packet-3)', dash: '' },
  'queue-pairs': { colour: 'var(--packet-4)', dash: '' },
  vectors: { colour: 'var(--packet-1)', dash: '3 3' },
  'interrupt-entries': { colour: 'var(--packet-1)', dash: '9 3 2 3' },
  pasids: { colour: 'var(--packet-2)', dash: '' },
  'bridge-ports': { colour: 'var(--packet-5)', dash: '' },
  'pinned-memory': { colour: 'var(--wire)', dash: '1 3' },
  'config-space': { colour: 'var(--wire)', dash: '' },
  'config-emulated': { colour: 'var(--wire)', dash: '' },
};
