import { GUEST_PAGES } from '../store/vocabulary';
import type { HostSwitch, TuningId } from '../store/vocabulary';

/** How a setting is shown. `ari` decides about VFs and not about packets, so it acts on no path in particular. */
export type Knob = { readonly id: TuningId | 'ari' } & (
  | { readonly kind: 'check' }
  | { readonly kind: 'micros'; readonly max: number }
  | { readonly kind: 'count'; readonly min: number; readonly max: number }
  | { readonly kind: 'bytes'; readonly min: number; readonly max: number }
  | {
      readonly kind: 'choice';
      readonly options: readonly ('fixed' | 'adaptive' | 'same' | 'other' | Pages)[];
    }
);
type Pages = (typeof GUEST_PAGES)[number];

const SWITCHES: readonly (HostSwitch | 'ari')[] = ['apicv', 'postedInterrupts', 'iommu', 'ari'];
const HOST: readonly string[] = [...SWITCHES, 'vcpusPerCore'];
const MOST_US = 10_000;

/** Every setting, under what it belongs to, in the order of the page. */
export const KNOBS: Readonly<Record<'host' | 'virtio' | 'card' | 'guest', readonly Knob[]>> = {
  host: [
    ...SWITCHES.map((id) => ({ id, kind: 'check' }) as const),
    { id: 'vcpusPerCore', kind: 'count', min: 1, max: 16 },
  ],
  virtio: [
    { id: 'eventIdx', kind: 'check' },
    { id: 'ioeventfd', kind: 'check' },
    { id: 'workerAffinity', kind: 'choice', options: ['same', 'other'] },
    { id: 'napiTx', kind: 'check' },
    { id: 'busyPollUs', kind: 'micros', max: MOST_US },
  ],
  card: [
    { id: 'interruptThrottle', kind: 'choice', options: ['fixed', 'adaptive'] },
    { id: 'interruptThrottleUs', kind: 'micros', max: MOST_US },
    { id: 'irqAffinity', kind: 'choice', options: ['same', 'other'] },
    { id: 'pages', kind: 'choice', options: GUEST_PAGES },
  ],
  guest: [
    { id: 'napi', kind: 'check' },
    { id: 'tso', kind: 'check' },
    { id: 'mtu', kind: 'bytes', min: 576, max: 9000 },
    { id: 'pvEoi', kind: 'check' },
    { id: 'idlePoll', kind: 'check' },
    { id: 'guestPolling', kind: 'check' },
    { id: 'haltPollUs', kind: 'micros', max: MOST_US },
  ],
};

/** Where it stands in the scenario. */
export function placeOf(id: Knob['id']): string {
  return HOST.includes(id) ? `host.${id}` : `vms.0.tuning.${id}`;
}
