/** Kinds of facts; the order is the numbering in `FactColumns.kind`. */
export const FACT_KINDS = [
  /** a = exit reason number (Intel SDM vol. 3, appendix C), b = index into EXIT_CLASSES, + 16 where idling caused it, + 256 · vCPU of the guest, c = index into REGISTERS or -1. */
  'vm-exit',
  /** The matching entry. a = reason number; b = duration of the exit in ns (saturating), c = vCPU of the guest. */
  'vm-entry',
  /** A guest access to a device register, trapped or not. a = index into REGISTERS, b = value written or read, c = 1 write, 0 read, +2 when it trapped. */
  'register',
  /** a = bytes, b = step index of the copy. */
  'copy',
  /** A message-signalled or wired interrupt left a device. a = vector, b = function index or -1. */
  'irq-raised',
  /** A device wanted an interrupt and was held back. a = index into SUPPRESSIONS. */
  'irq-suppressed',
  /** The host's CPU took it. a = cpu. */
  'irq-host',
  /** The IOMMU wrote it into the vCPU's posted-interrupt descriptor. a = vector. */
  'irq-posted',
  /** The guest's handler starts. a = vector. */
  'irq-injected',
  /** Driver told the device. a = 1 if a notification was needed, 0 if suppressed; b = ring index. */
  'kick',
  /** a = thread index, b = cpu. */
  'thread-wake',
  'thread-sleep',
  /** a = cpu. */
  'context-switch',
  /** a = domain, b = page number (low 31 bits). */
  'iotlb-hit',
  'iotlb-miss',
  /**
   * The packet was created by its source. a = bytes, b = what `packing.ts` packs (bit 0: 0 tx, 1 rx), c = frames that the
   * same side has sent before on account of this guest.
   */
  'sent',
  /** It reached its destination. a = latency in ns. */
  'delivered',
  /** a = index into DROP_CAUSES, b = place index, c = bytes. */
  'dropped',
  /** The switch in the NIC decided. a = bit mask of destinations (1 = wire, 2 = a local function), b = function index or -1, c = VLAN ID it was looked up with. */
  'switched',
  /** A host packet tap saw the frame. a = place index, b = index into TAP_WAYS, c = bytes. */
  'tapped',
  /** The frame came out of another packet. a = id of that packet, b = its number where it was cut, or -1 for a copy that a switch made, c = bytes. */
  'derived',
  /** The IOMMU stopped an access or an interrupt message. a = fault reason, b = 2 · level of the table + 1 for a write, c = page, or index of the interrupt entry. */
  'iommu-fault',
  /** A device reached memory that is not its guest's. a = 2 · index into OWNERS + 1 for a write, b = guest whose it is or -1, c = page of the host. */
  'stray-dma',
  /** A forged interrupt message hit somebody. a = guest, or -1 for the host. */
  'irq-forged',
  /** The frame got a VLAN tag, another one, or lost it: its sender wrote one, or the card did. a = TCI now, b = TCI before; 0 = none. */
  'retagged',
  /** A VF's driver asked its PF, or was answered. a = number of the message (hw/vf-mailbox.ts), b = function index, c = 0 asked, 1 ACK, 2 NACK. */
  'mailbox',
  /** Which flow of its guest's the frame belongs to, and which queue pair it took. a = flow, b = queue pair or -1, c = index into STEERINGS. */
  'flow',
  /** Netfilter of the host has looked at it. a = index into POINTS (netfilter/program.ts), b = 1 dropped, 0 let through, c = rules looked at. */
  'filtered',
  /** A MAC address was written over on the way. a = whom it is for now, b = before, as in hw/packets.ts. */
  'readdressed',
  /** In scalable mode the IOMMU read a PASID-table entry that its cache did not have. a = PASID, b = requester ID. */
  'pasid-miss',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** Classes of VM exits, cheapest first: handled with interrupts off; in the kernel; in the kernel with the instruction decoded; in user space. */
export const EXIT_CLASSES = ['LF', 'L', 'LX', 'H'] as const;
export type ExitClass = (typeof EXIT_CLASSES)[number];

/** Names as `perf kvm stat` prints them (arch/x86/include/uapi/asm/vmx.h), by number. */
export const EXIT_REASONS = {
  1: 'EXTERNAL_INTERRUPT',
  7: 'INTERRUPT_WINDOW',
  12: 'HLT',
  30: 'IO_INSTRUCTION',
  32: 'MSR_WRITE',
  44: 'APIC_ACCESS',
  45: 'EOI_INDUCED',
  48: 'EPT_VIOLATION',
  49: 'EPT_MISCONFIG',
  52: 'PREEMPTION_TIMER',
} as const;
export type ExitReason = keyof typeof EXIT_REASONS;

export const DROP_CAUSES = [
  'ring-full',
  'tap-full',
  'no-device',
  'spoof-check',
  'no-receiver',
  'wire-full',
  'mtu',
  'migration-downtime',
  'iommu-fault',
  'stray-write',
  'overwritten',
  'vlan',
  'link-down',
  'no-hairpin',
  'switch-acl',
  'not-bridged',
  'fifo-full',
  'unplugged',
  'standby',
  'firewall',
] as const;
export type DropCause = (typeof DROP_CAUSES)[number];

export const SUPPRESSIONS = ['throttle', 'masked', 'event-idx', 'merged'] as const;

/**
 * What sets a frame's flow on a queue: nothing yet; XPS, by the CPU that sends; RSS, by hash and indirection table; a tap's
 * table of flows, or the hash where the guest has not sent on the flow (tun_automq_select_queue); a switch process's hash.
 */
export const STEERINGS = ['none', 'xps', 'rss', 'tun-flow', 'tun-hash', 'switch-hash'] as const;
export type Steering = (typeof STEERINGS)[number];

/** How a frame passes an interface of the host: into the host, out of it, or through a bridge to another port. */
export const TAP_WAYS = ['in', 'out', 'through'] as const;
export type TapWay = (typeof TAP_WAYS)[number];

/** Device registers and notification addresses that drivers touch, as their specifications spell them. */
export const REGISTERS = [
  { name: 'TDT', device: 'e1000', offset: 0x3818 },
  { name: 'RDT', device: 'e1000', offset: 0x2818 },
  { name: 'ICR', device: 'e1000', offset: 0x00c0 },
  { name: 'IMC', device: 'e1000', offset: 0x00d8 },
  { name: 'IMS', device: 'e1000', offset: 0x00d0 },
  { name: 'STATUS', device: 'e1000', offset: 0x0008 },
  { name: 'ITR', device: 'e1000', offset: 0x00c4 },
  { name: 'queue notify (tx)', device: 'virtio-net', offset: 0x3004 },
  { name: 'queue notify (rx)', device: 'virtio-net', offset: 0x3000 },
  { name: 'VFTDT', device: 'vf', offset: 0x2018 },
  { name: 'VFRDT', device: 'vf', offset: 0x1018 },
  { name: 'VTEIMS', device: 'vf', offset: 0x0108 },
  { name: 'TDT', device: 'pf', offset: 0x6018 },
  { name: 'RDT', device: 'pf', offset: 0x1018 },
  { name: 'EIMS', device: 'pf', offset: 0x0880 },
  { name: 'EOI', device: 'lapic', offset: 0x00b0 },
  { name: 'TSC_DEADLINE', device: 'msr', offset: 0x06e0 },
  { name: 'TxPoll', device: 'rtl8139', offset: 0x00d9 },
  { name: 'IntrStatus', device: 'rtl8139', offset: 0x003e },
  { name: 'IntrMask', device: 'rtl8139', offset: 0x003c },
  { name: 'VTEITR', device: 'vf', offset: 0x0820 },
  { name: 'EITR', device: 'pf', offset: 0x0820 },
  { name: 'VFMAILBOX', device: 'vf', offset: 0x02fc },
  { name: 'VFGEN_RSTAT', device: 'adi', offset: 0x8800 },
] as const;

/** Index into `REGISTERS`. */
export const REG = {
  e1000Tdt: 0,
  e1000Rdt: 1,
  e1000Icr: 2,
  e1000Imc: 3,
  e1000Ims: 4,
  e1000Status: 5,
  e1000Itr: 6,
  virtioNotifyTx: 7,
  virtioNotifyRx: 8,
  vfTdt: 9,
  vfRdt: 10,
  vfEims: 11,
  pfTdt: 12,
  pfRdt: 13,
  pfEims: 14,
  eoi: 15,
  tscDeadline: 16,
  rtlTxPoll: 17,
  rtlIntrStatus: 18,
  rtlIntrMask: 19,
  vfEitr: 20,
  pfEitr: 21,
  vfMailbox: 22,
  vfResetStatus: 23,
} as const;

/** Index into `TAP_WAYS`. */
export const TAP_WAY: Readonly<Record<TapWay, number>> = { in: 0, out: 1, through: 2 };

/** Index into `FACT_KINDS`. */
export const FACT = Object.fromEntries(FACT_KINDS.map((kind, i) => [kind, i])) as Readonly<
  Record<FactKind, number>
>;

export const DROP = Object.fromEntries(DROP_CAUSES.map((cause, i) => [cause, i])) as Readonly<
  Record<DropCause, number>
>;
