import { isVdpa } from './function-kinds';
import type { HostConfig, PathId, Tuning, VmGroup } from './scenario';
import { PATH_IDS } from './scenario';

/** Switches of the host that change what happens to packets. */
export type HostSwitch = 'apicv' | 'postedInterrupts' | 'iommu' | 'vcpusPerCore';
export type TuningId = keyof Tuning | HostSwitch;

type Group = Pick<VmGroup, 'path' | 'function' | 'tuning'>;

const GUESTS = PATH_IDS.filter((path) => path !== 'bare-metal');
const VIRTIO: readonly PathId[] = ['virtio', 'vhost-net', 'vhost-user'];
const ASSIGNED: readonly PathId[] = ['passthrough', 'sriov'];

/**
 * `vdpa`: its virtqueues are the card's, which logs no writes, and QEMU puts no shadow virtqueues in between (MODEL: it does
 * from 8.0 on where the device can be suspended).
 */
export type CannotMove = 'vfio' | 'vdpa' | 'no-guest';

/** Why QEMU refuses to move a guest while it runs; null where it does not. A failover pair gives its VF back first. */
export function cannotMove({
  path,
  function: kind,
  failover,
  vfioDriver,
}: Pick<VmGroup, 'path' | 'function' | 'failover' | 'vfioDriver'>): CannotMove | null {
  if (isVdpa(kind)) return 'vdpa';
  const reason = CANNOT_MOVE[path] ?? null;
  return reason === 'vfio' && (failover || vfioDriver !== 'vfio-pci') ? null : reason;
}

/** Why a guest of a path cannot be moved while it runs: a device the host cannot read or follow, or no guest at all. */
const CANNOT_MOVE: Readonly<Partial<Record<PathId, CannotMove>>> = {
  passthrough: 'vfio',
  sriov: 'vfio',
  'bare-metal': 'no-guest',
};

/** Paths on which a setting can make a difference; on others it is without effect. */
export const ACTS_ON: Readonly<Record<TuningId, readonly PathId[]>> = {
  apicv: GUESTS,
  postedInterrupts: ASSIGNED,
  iommu: [...ASSIGNED, 'vhost-user'],
  vcpusPerCore: PATH_IDS,
  eventIdx: VIRTIO,
  ioeventfd: ['virtio'],
  napiTx: VIRTIO,
  // Of vDPA devices alone: ON_VDPA.
  mappedDoorbell: [],
  busyPollUs: ['vhost-net'],
  queues: [...VIRTIO, ...ASSIGNED, 'bare-metal'],
  workerAffinity: ['emulated', 'emulated-rtl8139', 'virtio', 'vhost-net'],
  interruptThrottleUs: ['emulated', ...ASSIGNED, 'bare-metal'],
  interruptThrottle: ['emulated', ...ASSIGNED, 'bare-metal'],
  irqAffinity: [...ASSIGNED, 'bare-metal'],
  pages: ASSIGNED,
  promiscuous: ['sriov'],
  vfReset: ['sriov'],
  tso: PATH_IDS,
  mtu: PATH_IDS,
  // A card's vector masks itself until the driver is done, whichever way the driver works.
  napi: ['emulated', 'emulated-rtl8139', ...VIRTIO],
  pvEoi: GUESTS,
  idlePoll: GUESTS,
  haltPollUs: GUESTS,
  guestPolling: ['vhost-user', ...ASSIGNED],
};

/**
 * The same for a vDPA device, whatever its path: the guest has virtio-net and the card is the back end, which offers no
 * event index, holds no interrupt back and asks no PF.
 */
const ON_VDPA: readonly TuningId[] = [
  'apicv',
  'postedInterrupts',
  'iommu',
  'vcpusPerCore',
  'mappedDoorbell',
  'napi',
  'napiTx',
  'irqAffinity',
  'pages',
  'tso',
  'mtu',
  'pvEoi',
  'idlePoll',
  'haltPollUs',
  'guestPolling',
];

/** Whether a setting can make a difference to such a guest. */
export function actsOn(id: TuningId, { path, function: kind }: Group): boolean {
  return isVdpa(kind) ? ON_VDPA.includes(id) : ACTS_ON[id].includes(path);
}

/** Why a setting of a path it acts on makes no difference beside the others as they are. */
export type Overridden =
  'posted' | 'never-halts' | 'no-napi' | 'floor' | 'adaptive' | 'guest-polls' | 'has-apicv';

/** QEMU's e1000 holds interrupts back at least so long, in microseconds (hw/net/e1000.c, set_interrupt_cause). */
export const E1000_FLOOR_US = 128;

const OVERRIDES: Readonly<
  Partial<Record<TuningId, (host: HostConfig, group: Group) => Overridden | null>>
> = {
  irqAffinity: (host, { path }) =>
    host.postedInterrupts && path !== 'bare-metal' ? 'posted' : null,
  haltPollUs: (_, { tuning }) => (tuning.idlePoll ? 'never-halts' : null),
  napiTx: (_, { tuning }) => (tuning.napi ? null : 'no-napi'),
  interruptThrottleUs: (_, { path, tuning }) => {
    if (tuning.interruptThrottle === 'adaptive') return 'adaptive';
    return path === 'emulated' && tuning.interruptThrottleUs <= E1000_FLOOR_US ? 'floor' : null;
  },
  pvEoi: ({ apicv }) => (apicv ? 'has-apicv' : null),
};

/** Whose work a guest that polls does without: interrupts, notifications, halts. */
const UNUSED_BY_POLLING: readonly TuningId[] = [
  'apicv',
  'postedInterrupts',
  'eventIdx',
  'napiTx',
  'interruptThrottle',
  'interruptThrottleUs',
  'irqAffinity',
  'napi',
  'idlePoll',
  'haltPollUs',
];

export function overriddenBy(id: TuningId, host: HostConfig, group: Group): Overridden | null {
  if (group.tuning.guestPolling && UNUSED_BY_POLLING.includes(id)) return 'guest-polls';
  return OVERRIDES[id]?.(host, group) ?? null;
}
