import { GUEST_PAGES } from '../store/vocabulary';
import type { HostSwitch, TuningId } from '../store/vocabulary';

/** Settings of the host that decide what is there, not what happens to packets: they act on no path in particular. */
export type HostOnly = 'ari' | 'busesPerRootPort' | 'interruptRemapping' | 'unsafeDma';

/** How a setting is shown. */
export type Knob = { readonly id: TuningId | HostOnly } & (
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

const SWITCHES: readonly (HostSwitch | HostOnly)[] = [
  'apicv',
  'postedInterrupts',
  'iommu',
  'interruptRemapping',
  'unsafeDma',
  'ari',
];
const HOST: readonly string[] = [...SWITCHES, 'busesPerRootPort', 'vcpusPerCore'];
const HOST_ONLY: readonly string[] = [
  'ari',
  'busesPerRootPort',
  'interruptRemapping',
  'unsafeDma',
] satisfies readonly HostOnly[];
const MOST_US = 10_000;

/** Every setting, under what it belongs to, in the order of the page. */
export const KNOBS: Readonly<Record<'host' | 'virtio' | 'card' | 'guest', readonly Knob[]>> = {
  host: [
    ...SWITCHES.map((id) => ({ id, kind: 'check' }) as const),
    { id: 'busesPerRootPort', kind: 'count', min: 1, max: 256 },
    { id: 'vcpusPerCore', kind: 'count', min: 1, max: 16 },
  ],
  virtio: [
    { id: 'eventIdx', kind: 'check' },
    { id: 'ioeventfd', kind: 'check' },
    { id: 'workerAffinity', kind: 'choice', options: ['same', 'other'] },
    { id: 'mappedDoorbell', kind: 'check' },
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
    { id: 'queues', kind: 'count', min: 1, max: 8 },
    { id: 'napi', kind: 'check' },
    { id: 'tso', kind: 'check' },
    { id: 'mtu', kind: 'bytes', min: 576, max: 9000 },
    { id: 'pvEoi', kind: 'check' },
    { id: 'idlePoll', kind: 'check' },
    { id: 'guestPolling', kind: 'check' },
    { id: 'haltPollUs', kind: 'micros', max: MOST_US },
  ],
};

/** Does it decide about the host alone? */
export function isHostOnly(id: Knob['id']): id is HostOnly {
  return HOST_ONLY.includes(id);
}

/** Where it stands in the scenario, of the guests of which group. */
export function placeOf(id: Knob['id'], group: number): string {
  return HOST.includes(id) ? `host.${id}` : `vms.${String(group)}.tuning.${id}`;
}
