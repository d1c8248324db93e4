import { formatCount } from '../format';

/** Why a number of the page is what it is. */
export const why = {
  close: 'Close',
  loading: 'Adding it up …',
  at: (moment: string) => `Counted from the start of the run to ${moment}.`,
  nothing: 'Nothing has been delivered yet, so there is no number.',
  counted: 'counted',
  countedText: 'Counted in this run, event by event.',
  priced: 'priced',
  pricedText: 'A sum of prices from the cost table of this host.',
  basis: {
    measured: 'measured',
    derived: 'derived',
    assumed: 'assumed',
    set: 'set by you',
  },
  basisText: {
    measured: 'A published measurement.',
    derived: 'Computed from published measurements; the formula says how.',
    assumed: 'No published figure is known; the range says how unsure it is.',
    set: 'This scenario puts it in place of the table’s value.',
  },
  toPrices: 'All prices',
  toPrice: (name: string) => `${name}: in the table of prices`,
  toClaims: 'What the model leaves out',
  column: {
    what: 'For what',
    times: 'Times',
    each: 'Each',
    time: 'Time',
    share: 'Share',
    known: 'Known how',
    reason: 'Reason',
    count: 'Count',
    perPacket: 'A packet',
    step: 'Step',
    account: 'Who pays',
    cores: 'Cores',
    place: 'Where',
  },
  sum: 'Sum',
  due: {
    wire: 'bits on the wire, one after the other',
    link: 'the PCIe link: bytes to carry, and waiting for it',
    poll: 'polling or idling on purpose: no price, it lasts as long as nothing comes',
    waiting: 'waiting: nothing is done for the packet',
  },
  bytes: (n: number) => `${formatCount(n)} B`,
  each: {
    time: (text: string) => text,
    perByte: (text: string) => `${text} a byte`,
  },
  parts: 'Parts of it, the largest first',
  way: (count: number) => `Its way, step by step: ${formatCount(count)} stretches`,
  latency: {
    title: 'Latency',
    what: (count: string, p50: string) =>
      `${p50} is the median of ${count} delivered packets, from the sender’s call to the receiver’s end.`,
    spread: (min: string, p99: string, max: string) =>
      `Least ${min}, 99 of 100 below ${p99}, most ${max}.`,
    packet: (packet: number, time: string, bytes: string, which: string) =>
      `Packet ${packet} (${bytes}) took ${time}. ${which} This is where its time went:`,
    isFollowed: 'It is the followed packet.',
    isLatest:
      'It is the last one delivered by then; follow another in the inspector to see its time.',
    waiting:
      'While a packet waits, the page shows what it waits for, back to the event that set it going; where other packets are served first, it only waits.',
  },
  exits: {
    title: 'VM exits a packet',
    what: (total: string, delivered: string) =>
      `${total} exits that I/O caused, divided by ${delivered} delivered packets.`,
    background: (count: string) =>
      `Not in it: ${count} exits that an idle guest takes anyway (HLT, its timer).`,
    receiver: (perPacket: string, guest: string) =>
      `Not in it: ${perPacket} exits a packet at the receiver, ${guest}; they are counted there.`,
    none: 'No exit was caused by I/O: the guest’s register writes go straight to the card, and its interrupts are posted.',
    noneHost: 'There is no guest: on the bare host nothing can exit.',
  },
  throughput: {
    title: 'Throughput',
    what: (packets: string, bytes: string, time: string) =>
      `${packets} frames delivered, ${bytes} in ${time}.`,
    offered: (sent: string, perSecond: string) => `Sent: ${sent}, ${perSecond} on average.`,
    inFlight: (count: string) => `Under way at this moment: ${count}.`,
    dropped: (count: string, cause: string) => `Dropped: ${count}, ${cause}.`,
    lostNone: 'Nothing was dropped.',
    link: (used: string, gbps: string) =>
      `The wire carries ${gbps}; the busier direction of the card’s PCIe link was used at ${used}.`,
  },
  cpu: {
    title: 'Host CPU',
    what: (cores: string) =>
      `${cores} cores on average: everything the host’s CPUs did for this guest outside the guest itself.`,
    accounts: {
      kvm: 'KVM',
      vmm: 'QEMU',
      vhost: 'vhost worker',
      pmd: 'switch process',
      softirq: 'interrupts and softirq',
    },
    shared:
      'Softirqs are charged to the guest of the packet they work on; what they do for no packet is nobody’s. A switch process that polls is shared out equally.',
    steps: 'By step',
    done: (count: string) => `${count} times`,
  },
  copies: {
    title: 'Copies a packet',
    what: (perPacket: string, delivered: string) =>
      `A CPU of the host copied the payload of each of ${delivered} delivered packets ${perPacket} times on average.`,
    none: 'No CPU of the host copied a payload: the card reads and writes the guest’s memory by itself.',
    total: (count: string, bytes: string) =>
      `Since the start: ${count} copies, ${bytes}, those of packets under way or lost included.`,
  },
  hop: {
    title: (time: string) => `Why ${time}?`,
    packet: (packet: number) => `Packet ${packet}`,
    function: (ref: string) => `Follows: ${ref}.`,
    longer:
      'It lasts longer than its prices come to: something with a better claim to the CPU came between.',
  },
  limits: {
    title: 'How many VFs: why not more?',
    what: (max: string, device: string) =>
      `${device} can have ${max} VFs here: the lowest of these.`,
    known: 'Known from',
    basis: {
      'device-total': 'the card’s data sheet',
      'total-vfs': 'TotalVFs in the SR-IOV capability of the card’s configuration space',
      'driver-max': 'the driver’s source: what it calls pci_sriov_set_totalvfs with',
      'ari-reach': 'the PCIe specification: function numbers that fit without ARI',
      'bus-numbers': 'the host: bus numbers its root port was given',
      'memory-window': 'the host: the window above 4 GiB against the sizes of the VF BARs',
      'memory-window-32': 'the host: the window below 4 GiB against the sizes of the VF BARs',
      'queue-pairs': 'the card’s data sheet: queue pairs shared out',
      'msix-vectors': 'the card’s data sheet: MSI-X vectors shared out',
      'functions-per-bus': 'the PCIe specification: 256 functions a bus',
      'num-vfs-register': 'the PCIe specification: NumVFs is a field of 16 bits',
    },
    more: 'The PCIe view shows them on one scale, and what lifts each.',
  },
};
