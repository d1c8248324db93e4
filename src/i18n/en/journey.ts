import type { Link, Root } from '../../engine/tell/trigger-rules';

export const journey = {
  label: 'The journey of one packet',
  table: {
    row: 'row',
    at: 'at µs',
    lasts: 'lasts µs',
    packet: 'packet',
    exit: 'VM exit',
    copied: 'copied',
    cause: 'because',
    what: 'where: what happens',
  },
  /** In place of `isr` where it is the guest's own timer. */
  timer: {
    short: (guest: string) => `${guest}’s timer has expired: its application has something to do.`,
    first: (guest: string) =>
      `The alarm clock of ${guest} rings: its application wants to do something now.`,
    os: (guest: string) =>
      `${guest} runs the handler of its local APIC timer, which wakes the application.`,
    kernel: () => 'sysvec_apic_timer_interrupt → hrtimer_interrupt → hrtimer_wakeup.',
  },
  depth: {
    label: 'Told for',
    first: 'first course',
    os: 'OS course',
    kernel: 'kernel functions',
  },
  scale: {
    label: 'Time',
    stretched: 'stretched',
    true: 'to scale',
  },
  guest: 'Guest',
  packet: 'Packet',
  previous: 'Previous packet of this guest',
  next: 'Next packet of this guest',
  ofGuest: (guest: string) => `of ${guest}`,
  fromWire: 'from the wire',
  noSuch: (packet: number) => `This run has no packet ${packet}, or not yet.`,
  none: 'No packet is followed.',
  choose: 'Follow a packet',
  loading: 'Following the packet …',
  diagram: (packet: number, bytes: string, lasts: string) =>
    `Packet ${packet}, ${bytes}, ${lasts} from first to last row. Arrow keys move from row to row.`,
  rows: 'What happens, in order',
  bands: {
    guest: 'guest',
    'host-user': 'host, user space',
    'host-kernel': 'host kernel',
    hardware: 'hardware',
    wire: 'wire',
  },
  exitLine: 'exit line',
  nothingFor: (time: string) => `${time}: nothing for this packet`,
  gap: (time: string) => `${time} later`,
  other: (packet: number) => `of packet ${packet}`,
  capped: (count: string) => `The packet’s first ${count} rows are drawn.`,
  selected: 'The selected row',
  selectHint: 'Select a row to read what happens, what it costs and why it happens.',
  moment: (at: string) => `at ${at}`,
  lasts: (time: string) => `lasts ${time}`,
  cost: 'What the time is for',
  free: 'Takes no time.',
  exit: (reason: string, weight: string) => `VM exit ${reason}: ${weight}`,
  during: (reason: string, register: string) =>
    register === '' ? `During the VM exit ${reason}` : `During the VM exit ${reason} (${register})`,
  copied: (bytes: string) => `A CPU copies ${bytes}.`,
  iotlb: (hits: number, misses: number) =>
    misses > 0
      ? 'IOTLB miss: the IOMMU walks its table.'
      : hits > 0
        ? 'IOTLB hit: the translation is at hand.'
        : '',
  why: 'Why: back to where it began',
  steps: (count: number) => `${count} steps earlier on the same CPU`,
  address: 'The address behind it: GVA → GPA → HPA',
  also: 'The packet itself waited since',
  heldBy: {
    throttle: (from: string, to: string) =>
      `Held back by the card’s interrupt throttle from ${from} to ${to}.`,
    masked: (from: string, to: string) =>
      `Held back from ${from} until the driver enabled the interrupt again at ${to}.`,
  },
  announced: (packet: number) => `Another packet’s doing: packet ${packet}.`,
  links: {
    after: 'went on after',
    moved: 'came from',
    triggered: 'triggered by',
    raised: 'interrupt from',
    found: 'found by polling after',
  } satisfies Record<Link, string>,
  roots: {
    application: 'Here it begins: the application, or its timer.',
    wire: 'Here it begins: the frame arrives from the wire.',
    timer: 'Here it begins: the emulated card’s own timer (interrupt mitigation).',
    polls: 'Here it begins: a process that polls all the time.',
    earlier: 'It began earlier than what was looked at.',
  } satisfies Record<Root, string>,
};
