import { GUEST_PAGES } from './scenario';
import { about, choice, flag, number, object, whole } from './schema-parts';

export const MAX_QUEUES = 8;

/** Settings of a guest's drivers and of what serves them. */
export const tuning = object({
  eventIdx: about(flag(), 'VIRTIO_F_EVENT_IDX negotiated'),
  interruptThrottleUs: about(
    number(0, 10_000),
    'Shortest distance of two interrupts of a NIC queue, microseconds; 0 = none',
  ),
  interruptThrottle: about(
    choice(['fixed', 'adaptive']),
    'Whether the throttle stays as set, or the driver adapts it to its traffic (dynamic ITR)',
  ),
  napi: about(
    flag(),
    'The guest driver polls after an interrupt instead of one interrupt per packet',
  ),
  busyPollUs: about(
    number(0, 10_000),
    'How long the vhost worker polls an empty ring before it sleeps, microseconds',
  ),
  idlePoll: about(flag(), 'The guest never halts (idle=poll)'),
  guestPolling: about(flag(), 'A program in the guest drives its device itself and polls (DPDK)'),
  workerAffinity: about(
    choice(['same', 'other']),
    'Where the thread of the back end runs: on the CPU of the vCPU or on another',
  ),
  irqAffinity: about(
    choice(['same', 'other']),
    'Where the host interrupt of the device arrives: on the CPU of the vCPU or on another',
  ),
  ioeventfd: about(flag(), 'Notifications of a virtio device end in the kernel; off: in the VMM'),
  mappedDoorbell: about(
    flag(),
    'The notify page of a vDPA device is mapped into the guest; off: kicks end in the kernel',
  ),
  napiTx: about(flag(), 'virtio-net frees sent buffers after an interrupt; off: at the next send'),
  haltPollUs: about(
    number(0, 10_000),
    'How long KVM polls at most before a halted vCPU sleeps, microseconds; 0 = not at all',
  ),
  queues: about(
    whole(1, MAX_QUEUES),
    'vCPUs of the guest and queue pairs of its device, one for each',
  ),
  pvEoi: about(flag(), 'End of interrupt through shared memory; only without APICv'),
  tso: about(flag(), 'The stack hands super-packets of up to 64 KiB to its driver (TSO, GSO)'),
  mtu: about(whole(576, 9000), 'Of the guest’s interface and what leads to it, bytes'),
  pages: about(choice(GUEST_PAGES), 'Pages that back the memory of the guest, and its IOMMU table'),
  promiscuous: about(flag(), 'The guest’s interface takes frames for others too'),
  vfReset: about(flag(), 'The VF driver starts with the run and asks its PF over the mailbox'),
});
