import type { StepId } from '../costs/steps';

/** How one thing follows from another. */
export const LINKS = [
  /** The same thread went on with its next piece of work. */
  'after',
  /** The packet, or the descriptor of it, came from there. */
  'moved',
  /** A write or an event made another unit start. */
  'triggered',
  /** An interrupt on its way. */
  'raised',
  /** Somebody who polls found it. */
  'found',
] as const;
export type Link = (typeof LINKS)[number];

/** Where a chain of causes begins. */
export const ROOTS = [
  /** The application hands a frame over, or its timer expires. */
  'application',
  /** A frame starts to arrive at the port. */
  'wire',
  /** A device model's own timer. */
  'timer',
  /** A thread that looks again and again by itself. */
  'polls',
  /** It began before what was looked at. */
  'earlier',
] as const;
export type Root = (typeof ROOTS)[number];

/** What cause and effect must have in common. Places are those of the two hops. */
export type Match =
  | 'packet'
  | 'guest'
  /** The cause ends where the effect begins. */
  | 'place'
  /** Both end at the same function of the card. */
  | 'target'
  /** The same packet, and the same guest: a frame between two guests makes interrupts at both. */
  | 'delivery'
  | 'thread';

export interface Trigger {
  readonly on: readonly StepId[];
  /** `at`: it ended at the instant the effect began; `before`: the last that had ended by then. */
  readonly when: 'at' | 'before';
  readonly match: Match;
  readonly link: Link;
}

/** Work at whose end an interrupt is asked for. All but the last four end at KVM. */
export const SIGNALS = [
  'raise-irq-line',
  'signal-msi',
  'vhost-signal',
  'pmd-call',
  'vfio-irq',
  'vdpa-irq',
  'pi-wakeup',
] as const satisfies readonly StepId[];

/** What a thread of the VMM has just done when it lets go of the big lock and the next is woken (`Vmm.release`). */
const UNLOCKS = [
  'to-kernel',
  'raise-irq-line',
  'signal-msi',
  'copy-model-to-guest',
  'copy-tap-to-vmm',
  'virtqueue-pop',
  'pf-xmit',
  'bridge-forward',
  'nf-hook',
  'nf-rules',
  'tap-enqueue',
] as const;
const MMIO = [
  'direct-write',
  'mailbox-write',
  'vdpa-kick',
  'pf-xmit',
  'host-mmio',
  'pmd-mmio',
] as const;
const ARRIVED = ['switching', 'dma-read', 'wire-rx'] as const;

/** A vector that is pending is delivered with the packet of the message that set it (`Kvm.setPending`). */
const DELIVERY: readonly Trigger[] = [
  { on: ['inject'], when: 'at', match: 'thread', link: 'raised' },
  { on: ['posted-delivery'], when: 'at', match: 'guest', link: 'raised' },
  { on: [...SIGNALS, 'msix'], when: 'before', match: 'delivery', link: 'raised' },
];
/** `HostIrqs.raise`: a handler runs with the packet of its message. */
const HOST_IRQ: readonly Trigger[] = [
  { on: ['msix'], when: 'before', match: 'packet', link: 'raised' },
];
/** `Kvm.inject` of a vCPU that is in the guest. */
const NOTIFICATION: readonly Trigger[] = [
  { on: SIGNALS, when: 'at', match: 'place', link: 'raised' },
  { on: ['msix'], when: 'at', match: 'place', link: 'raised' },
];

/**
 * Which step can start which, where it is not the thread's own next piece of work. The first rule that finds
 * something holds; a step without rules, or for which none finds anything, follows from its thread.
 */
export const TRIGGERS: Partial<Record<StepId, readonly Trigger[]>> = {
  // Cpus.wake: at the end of the work that signalled, from the place where that was done.
  'thread-wake': [
    { on: ['ioeventfd'], when: 'at', match: 'place', link: 'triggered' },
    { on: ['ioeventfd'], when: 'at', match: 'guest', link: 'triggered' },
    { on: ['tap-enqueue'], when: 'at', match: 'place', link: 'triggered' },
    { on: SIGNALS, when: 'at', match: 'place', link: 'raised' },
    // Without ioeventfd, at a full receive ring's refill, or when the big lock is handed on.
    {
      on: ['device-register', 'main-loop', 'copy-model-to-guest'],
      when: 'at',
      match: 'place',
      link: 'triggered',
    },
    { on: UNLOCKS, when: 'at', match: 'guest', link: 'triggered' },
    // Processes.cleaned: a sender that waited for room.
    { on: ['napi-tx-clean'], when: 'at', match: 'guest', link: 'triggered' },
  ],
  isr: DELIVERY,
  inject: DELIVERY.slice(1),
  'posted-delivery': NOTIFICATION,
  'kick-ipi': NOTIFICATION,
  'host-irq': HOST_IRQ,
  'vfio-irq': HOST_IRQ,
  'vdpa-irq': HOST_IRQ,
  'pi-wakeup': HOST_IRQ,
  // Nic.mmio: the write leaves the CPU at the end of the instruction.
  doorbell: [{ on: MMIO, when: 'at', match: 'place', link: 'triggered' }],
  // Nic.fetch: by the doorbell, or one fetch after the other.
  'dma-read-descriptor': [
    { on: ['vring-entries'], when: 'at', match: 'target', link: 'triggered' },
    { on: ['doorbell'], when: 'at', match: 'target', link: 'triggered' },
    { on: ['dma-read-descriptor'], when: 'at', match: 'target', link: 'triggered' },
    { on: ['doorbell'], when: 'before', match: 'target', link: 'triggered' },
  ],
  // Nic.readData: the descriptor is there; else the limit on reads, or room in the transmit FIFO, had to be waited for.
  'dma-read': [
    { on: ['dma-read-descriptor'], when: 'at', match: 'target', link: 'moved' },
    { on: ['dma-read'], when: 'at', match: 'target', link: 'triggered' },
    { on: ['dma-read-descriptor'], when: 'before', match: 'target', link: 'moved' },
  ],
  // VirtioQueues: a kick, or the end of what was read before; then one read after the other.
  'vring-index': [
    { on: ['doorbell', 'vring-index'], when: 'at', match: 'target', link: 'triggered' },
    { on: ['vring-entries'], when: 'at', match: 'target', link: 'triggered' },
  ],
  'vring-entries': [
    { on: ['vring-index', 'vring-entries'], when: 'at', match: 'target', link: 'triggered' },
  ],
  'vring-used': [{ on: ['dma-read', 'dma-write'], when: 'at', match: 'packet', link: 'triggered' }],
  'vring-used-index': [{ on: ['vring-used'], when: 'at', match: 'packet', link: 'triggered' }],
  'vring-flags': [
    { on: ['vring-used-index'], when: 'at', match: 'packet', link: 'triggered' },
    { on: ['vring-flags'], when: 'at', match: 'target', link: 'triggered' },
  ],
  'dma-writeback': [
    { on: ['dma-read', 'dma-write'], when: 'at', match: 'packet', link: 'triggered' },
  ],
  switching: [{ on: ['dma-read', 'wire-rx'], when: 'at', match: 'packet', link: 'moved' }],
  // A frame for several ports leaves the switch as replicas with numbers of their own.
  'to-function': [
    { on: ['switching'], when: 'at', match: 'packet', link: 'moved' },
    { on: ['switching'], when: 'at', match: 'place', link: 'moved' },
  ],
  'to-port': [
    { on: ARRIVED, when: 'at', match: 'packet', link: 'moved' },
    { on: ['switching'], when: 'at', match: 'place', link: 'moved' },
  ],
  // Out at one port and in at another, by the switch outside.
  'wire-rx': [{ on: ['wire-tx'], when: 'before', match: 'packet', link: 'moved' }],
  'wire-tx': [{ on: ['to-port'], when: 'before', match: 'packet', link: 'moved' }],
  'dma-write': [{ on: ['to-function', 'to-port'], when: 'at', match: 'packet', link: 'moved' }],
  // Msix.request: for the first descriptor that was written back since the last message.
  msix: [
    { on: ['vring-flags'], when: 'at', match: 'target', link: 'triggered' },
    { on: ['dma-writeback'], when: 'before', match: 'delivery', link: 'triggered' },
    // Mailbox: the REQ bit raises the PF's vector for other causes.
    { on: ['doorbell'], when: 'at', match: 'packet', link: 'triggered' },
  ],
  'mailbox-ack': [{ on: ['pf-mailbox'], when: 'at', match: 'packet', link: 'triggered' }],
  'mailbox-nack': [{ on: ['pf-mailbox'], when: 'at', match: 'packet', link: 'triggered' }],
  // A process that polls finds what lies in the ring.
  'guest-pmd-rx': [
    { on: ['pmd-enqueue', 'dma-writeback'], when: 'before', match: 'packet', link: 'found' },
  ],
  'guest-pmd-round': [
    { on: ['pmd-enqueue', 'dma-writeback'], when: 'at', match: 'guest', link: 'found' },
  ],
  'pmd-dequeue': [
    { on: ['driver-xmit', 'guest-pmd-tx'], when: 'before', match: 'packet', link: 'found' },
  ],
  'pmd-rx': [{ on: ['dma-writeback'], when: 'before', match: 'packet', link: 'found' }],
  'pmd-round': [
    { on: ['driver-xmit', 'guest-pmd-tx'], when: 'at', match: 'guest', link: 'found' },
    { on: ['dma-writeback'], when: 'at', match: 'place', link: 'found' },
  ],
};

/** What ends the polling of a halted vCPU (`Idle.rouse`). */
export const ROUSES: readonly Trigger[] = [
  { on: SIGNALS, when: 'at', match: 'place', link: 'raised' },
  { on: ['msix'], when: 'at', match: 'guest', link: 'raised' },
];

/** What throws a guest out by an interrupt for the host's CPU (exit reason 1). */
export const INTERRUPTS: readonly Trigger[] = [
  { on: ['kick-ipi'], when: 'at', match: 'guest', link: 'raised' },
  { on: ['msix'], when: 'at', match: 'packet', link: 'raised' },
];

/** Pieces of work that begin something on a thread: a batch of packets follows from the last of these. */
export const STARTERS = [
  'thread-wake',
  'context-switch',
  'main-loop',
  'host-irq',
  'isr',
  'inject',
  'vfio-irq',
  'vdpa-irq',
  'pi-wakeup',
  'pmd-round',
  'pmd-poll',
  'guest-pmd-round',
  'entry-light',
  'entry-fast',
  'entry-eoi',
  'halt-poll',
  'guest-idle',
  'vhost-busy-poll',
  'ioeventfd',
  'device-register',
] as const satisfies readonly StepId[];
