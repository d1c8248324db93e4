import { cyclesToPicos, nsToPicos, type Picos } from '../units';

/** One price of the model: its value, where it comes from, and the range it may be set to. */
export interface Cost {
  readonly value: number;
  readonly unit: 'cycles' | 'cycles/byte' | 'ns' | 'bytes' | 'share';
  readonly range: readonly [number, number];
  /** Ids of published measurements, or 'assumed' where no figure is known. */
  readonly source: string;
  readonly what: string;
}

/**
 * Every price. CPU work is in cycles and scales with the host's clock; 1 µs at the default
 * 2.7 GHz is 2,700 cycles. Figures that were published for another clock are kept in cycles.
 */
export const COSTS = {
  exitLight: {
    value: 2565,
    unit: 'cycles',
    range: [1300, 6750],
    source: 'dall17.x86.io_kernel',
    what: 'exit handled in the kernel: exit, handler, entry',
  },
  exitFastpath: {
    value: 1300,
    unit: 'cycles',
    range: [1000, 4050],
    source: 'dall16.x86.hypercall',
    what: 'exit handled with interrupts off',
  },
  exitEoi: {
    value: 1556,
    unit: 'cycles',
    range: [1000, 2700],
    source: 'dall16.x86.virq_completion',
    what: 'end-of-interrupt exit',
  },
  mmioEmul: {
    value: 2160,
    unit: 'cycles',
    range: [800, 5400],
    source: 'assumed (io-paths 1.3)',
    what: 'fetch, decode and complete one emulated MMIO instruction',
  },
  userRoundtrip: {
    value: 4167,
    unit: 'cycles',
    range: [3900, 21600],
    source: 'dall17.x86.io_user - dall17.x86.io_kernel',
    what: 'KVM_RUN returns to user space and is called again',
  },
  deviceRegister: {
    value: 10800,
    unit: 'cycles',
    range: [0, 32400],
    source: 'liangli21.ept_misconfig.avg, cloudatlas.io_instruction.avg',
    what: 'work of the device model for one register access',
  },
  deviceDescriptor: {
    value: 1080,
    unit: 'cycles',
    range: [540, 2700],
    source: 'assumed (io-paths 1.3)',
    what: 'one descriptor read, parsed, written back in software',
  },
  copyByte: {
    value: 0.416,
    unit: 'cycles/byte',
    range: [0.08, 0.6],
    source: 'lend.copy1500.cold',
    what: 'memcpy, cold',
  },
  copyFixed: {
    value: 135,
    unit: 'cycles',
    range: [0, 540],
    source: 'assumed (io-paths 1.3)',
    what: 'start of a copy',
  },
  syscall: {
    value: 540,
    unit: 'cycles',
    range: [270, 1620],
    source: 'assumed (io-paths 1.3)',
    what: 'system call entry and exit',
  },
  eventfd: {
    value: 405,
    unit: 'cycles',
    range: [270, 1080],
    source: 'assumed (io-paths 1.3)',
    what: 'eventfd_signal and wait queue walk',
  },
  kick: {
    value: 2619,
    unit: 'cycles',
    range: [700, 4200],
    source: 'makita18.derived.kick_cost - dall17.x86.io_kernel',
    what: 'ioeventfd matched and signalled, wake-up of the back end tried',
  },
  wakeup: {
    value: 4590,
    unit: 'cycles',
    range: [2700, 13500],
    source: 'lend.wakeup_roundtrip less contextSwitch',
    what: 'until a sleeping thread is runnable on its CPU',
  },
  contextSwitch: {
    value: 3240,
    unit: 'cycles',
    range: [1350, 8100],
    source: 'assumed (io-paths 1.3)',
    what: 'switch of a CPU to another thread',
  },
  ipi: {
    value: 1620,
    unit: 'cycles',
    range: [810, 4050],
    source: 'assumed (io-paths 1.3)',
    what: 'flight of an inter-processor interrupt',
  },
  posted: {
    value: 810,
    unit: 'cycles',
    range: [270, 2160],
    source: 'assumed (io-paths 1.3)',
    what: 'posted-interrupt notification processed by the CPU',
  },
  inject: {
    value: 270,
    unit: 'cycles',
    range: [135, 810],
    source: 'assumed (io-paths 1.3)',
    what: 'event injection at VM entry',
  },
  guestIsr: {
    value: 810,
    unit: 'cycles',
    range: [270, 2700],
    source: 'assumed (io-paths 1.3)',
    what: 'interrupt entry and exit in the guest, without device accesses',
  },
  guestStackTx: {
    value: 4050,
    unit: 'cycles',
    range: [1350, 10800],
    source: 'assumed (io-paths 1.3)',
    what: 'send call, TCP/IP and qdisc of the guest',
  },
  guestStackRx: {
    value: 4050,
    unit: 'cycles',
    range: [1350, 10800],
    source: 'assumed (io-paths 1.3)',
    what: 'TCP/IP and receive call of the guest',
  },
  guestDriverPacket: {
    value: 405,
    unit: 'cycles',
    range: [135, 1350],
    source: 'assumed (io-paths 1.3)',
    what: 'work of the guest driver for a packet',
  },
  hostIrq: {
    value: 2160,
    unit: 'cycles',
    range: [1080, 5400],
    source: 'assumed (io-paths 1.3)',
    what: 'host interrupt entry and handler',
  },
  softirqPacket: {
    value: 1080,
    unit: 'cycles',
    range: [540, 2700],
    source: 'assumed (io-paths 1.3)',
    what: 'host NIC driver, per packet',
  },
  bridge: {
    value: 810,
    unit: 'cycles',
    range: [270, 2700],
    source: 'assumed (io-paths 1.3)',
    what: 'bridge lookup and empty netfilter hooks',
  },
  nfHook: {
    value: 135,
    unit: 'cycles',
    range: [40, 540],
    source: 'assumed',
    what: 'netfilter hook with chains: nf_hook_slow, entry of nft_do_chain',
  },
  nfRule: {
    value: 40,
    unit: 'cycles',
    range: [10, 200],
    source: 'assumed',
    what: 'one rule of nf_tables',
  },
  tap: {
    value: 810,
    unit: 'cycles',
    range: [270, 2700],
    source: 'assumed (io-paths 1.3)',
    what: 'tun device, one frame in or out',
  },
  vhostPacket: {
    value: 864,
    unit: 'cycles',
    range: [400, 2160],
    source: 'wang18.vhost.tx.before',
    what: 'descriptor translation and used ring in the vhost worker',
  },
  pmdPacket: {
    value: 57,
    unit: 'cycles',
    range: [27, 540],
    source: 'ovsperf.pvp.64B.10flows less the copy',
    what: 'polling switch: descriptors and lookup of one frame, at each of its two ports',
  },
  pmdPoll: {
    value: 54,
    unit: 'cycles',
    range: [0, 540],
    source: 'assumed',
    what: 'polling switch: a look at one port',
  },
  mmioWriteCpu: {
    value: 270,
    unit: 'cycles',
    range: [50, 810],
    source: 'rizzo13.reg_access.native_range',
    what: 'posted write to a real device, on the CPU',
  },
  mmioWriteFlight: {
    value: 250,
    unit: 'ns',
    range: [100, 600],
    source: 'assumed (io-paths 1.3)',
    what: 'posted write on its way to the card',
  },
  dmaRead: {
    value: 600,
    unit: 'ns',
    range: [400, 1200],
    source: 'assumed (io-paths 1.3)',
    what: 'DMA read round trip without the transfer itself',
  },
  dmaWrite: {
    value: 300,
    unit: 'ns',
    range: [200, 600],
    source: 'assumed (io-paths 1.3)',
    what: 'posted DMA write until it is visible',
  },
  iotlbHit: {
    value: 20,
    unit: 'ns',
    range: [5, 50],
    source: 'assumed (io-paths 1.3)',
    what: 'IOTLB lookup',
  },
  iotlbWalkLevel: {
    value: 110,
    unit: 'ns',
    range: [30, 170],
    source: 'assumed (pcie18.iotlb.miss, recalled, over three levels)',
    what: 'one level of an IOMMU page walk',
  },
  irte: {
    value: 30,
    unit: 'ns',
    range: [10, 100],
    source: 'assumed (io-paths 1.3)',
    what: 'interrupt-remapping table lookup',
  },
  switchLookup: {
    value: 400,
    unit: 'ns',
    range: [200, 1000],
    source: 'assumed (io-paths 1.3)',
    what: 'lookup in the switch of the NIC',
  },
  flowWrite: {
    value: 13500,
    unit: 'cycles',
    range: [2700, 135000],
    source: 'assumed (5 µs; rule insertion rates of 10,000 to some 100,000 a second are reported)',
    what: 'the host makes a rule of what its bridge has learned and hands it to the card',
  },
  flowActive: {
    value: 10000,
    unit: 'ns',
    range: [1000, 1000000],
    source: 'assumed',
    what: 'from there until the card forwards by the rule',
  },
  peerTurnaround: {
    value: 5000,
    unit: 'ns',
    range: [0, 100000],
    source: 'assumed',
    what: 'the other machine answers a request',
  },
  hostThrottle: {
    value: 10000,
    unit: 'ns',
    range: [0, 125000],
    source: 'assumed (ixgbe low-latency class, 100,000/s)',
    what: 'interrupt throttle of the PF under the host driver',
  },
  tlpWrite: {
    value: 24,
    unit: 'bytes',
    range: [20, 28],
    source: 'pcie18.hdr.mwr64',
    what: 'PCIe overhead of a memory write TLP',
  },
  tlpRead: {
    value: 24,
    unit: 'bytes',
    range: [20, 28],
    source: 'pcie18.hdr.mrd64',
    what: 'PCIe size of a memory read request TLP',
  },
  tlpCompletion: {
    value: 20,
    unit: 'bytes',
    range: [16, 24],
    source: 'pcie18.hdr.cpld',
    what: 'PCIe overhead of a completion TLP',
  },
  maxPayload: {
    value: 256,
    unit: 'bytes',
    range: [128, 512],
    source: 'pcie18 (model of the authors)',
    what: 'largest TLP payload',
  },
  tlpShare: {
    value: 0.9185,
    unit: 'share',
    range: [0.85, 1],
    source: 'pcie18.gen3x8.tlp / pcie18.gen3x8.raw',
    what: 'part of the link rate left for TLPs beside DLLPs',
  },
} as const satisfies Readonly<Record<string, Cost>>;

export type CostId = keyof typeof COSTS;

/** Other values for some costs, in the unit of the table. */
export type CostOverrides = Readonly<Partial<Record<CostId, number>>>;

/** The table for one host: times in picoseconds, `copyByte` in picoseconds per byte, sizes in bytes. */
export type Prices = Readonly<Record<CostId, Picos>>;

/** Prices at `ghz`, with `overrides` in place of the table's values. Not range-checked: theory checks set some to 0. */
export function pricesAt(ghz: number, overrides: CostOverrides = {}): Prices {
  const entries = (Object.keys(COSTS) as CostId[]).map((id) => {
    const value = overrides[id] ?? COSTS[id].value;
    switch (COSTS[id].unit) {
      case 'cycles':
        return [id, cyclesToPicos(value, ghz)] as const;
      case 'cycles/byte':
        return [id, (value * 1000) / ghz] as const;
      case 'ns':
        return [id, nsToPicos(value)] as const;
      case 'bytes':
      case 'share':
        return [id, value] as const;
    }
  });
  return Object.fromEntries(entries) as Prices;
}
