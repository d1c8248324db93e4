import type { Metrics } from '../metrics';
import type { ScenarioInput } from '../scenario/schema';
import type { Check } from './check';

/** Bytes of Ethernet, IP and UDP headers around the payload that a source counts. */
const UDP_HEADERS = 42;
/** The same around a TCP segment with time stamps off, on a link with an MTU of 1500. */
const TCP_HEADERS = 54;

const seconds = (m: Metrics) => m.simulatedNs / 1e9;
const payloadMbps = (m: Metrics, payload: number) => (m.pps * payload * 8) / 1e6;
/** Between a request and the next, microseconds; a transaction is two packets. */
const turnUs = (m: Metrics) => 1e6 / (m.pps / 2);
/** Frames of 1514 bytes a second that fill 10 Gb/s. */
const FULL_LINK_PPS = 10e9 / ((1514 + 24) * 8);
/** pcie18.gen3x8.tlp. */
const GEN3_X8_GBPS = 57.88;
/** What the other machine of a scenario takes to answer. */
const PEER_US = 5;

type Group = NonNullable<ScenarioInput['vms']>[number];
type Tuning = NonNullable<Group['tuning']>;
type Traffic = NonNullable<Group['traffic']>;

const one = (
  profile: NonNullable<ScenarioInput['host']>['profile'],
  path: NonNullable<Group['path']>,
  traffic: Traffic,
  more: Omit<ScenarioInput, 'vms'> & { readonly tuning?: Tuning } = {},
): ScenarioInput => {
  const { tuning, host, ...rest } = more;
  return {
    run: { until: '20ms' },
    ...rest,
    host: { ...host, ...(profile === undefined ? {} : { profile }) },
    vms: [{ count: 1, path, traffic, ...(tuning === undefined ? {} : { tuning }) }],
  };
};

const udp = (payload: number) => payload + UDP_HEADERS;

const DEEP_IDLE =
  'Bare metal alone takes 33 µs on the same two hosts, presumably because CPUs have to leave deep idle states; the model has none.';

const SENDS = one(
  'sandy-bridge',
  'passthrough',
  { kind: 'bulk', direction: 'tx', packetBytes: 1514 },
  { tuning: { irqAffinity: 'same' } },
);

const takesFromSwitch = (pps: number) =>
  one(
    'sandy-bridge',
    'vhost-user',
    { kind: 'cbr', direction: 'rx', packetBytes: udp(1472), pps },
    { nic: { device: 'intel-xl710' }, tuning: { eventIdx: false } },
  );

/** Figures read off a run. */
export const RUNS: readonly Check[] = [
  {
    figure: 'agesen12.e1000.exits_per_rtt',
    kind: 'exits',
    profile: 'sandy-bridge',
    how: 'exits of an emulated e1000 for a request and its answer of 64 bytes, the guest otherwise idle',
    why: 'The published monitor emulates part of the card where the exit happens and joins neighbouring exits; QEMU takes one exit for each register the driver touches, and an interrupt touches five.',
    probe: {
      type: 'run',
      scenario: one('sandy-bridge', 'emulated', {
        kind: 'request-response',
        direction: 'rx',
        packetBytes: 106,
      }),
      read: (m) => 2 * m.exits.perPacket,
    },
  },
  {
    figure: 'barber10.user.ping',
    kind: 'latency',
    profile: 'sandy-bridge',
    how: 'an echo of 56 bytes, back end in the VMM, the other machine’s 5 µs included',
    why: 'QEMU of 2010 held transmitted packets back by a timer of 150 to 250 µs in each direction; the model’s back end sends at once, as today’s does.',
    probe: {
      type: 'run',
      scenario: one('sandy-bridge', 'virtio', {
        kind: 'request-response',
        direction: 'tx',
        packetBytes: 98,
      }),
      read: turnUs,
    },
  },
  {
    figure: 'multinode25.user.lat',
    kind: 'latency',
    profile: 'recent',
    how: 'half a round trip of 64 bytes between two hosts: the virtual end’s part of it, back end in the VMM',
    why: DEEP_IDLE,
    probe: {
      type: 'run',
      scenario: one(
        'recent',
        'virtio',
        { kind: 'request-response', direction: 'rx', packetBytes: 106 },
        { nic: { device: 'intel-e810-4port' } },
      ),
      read: (m) => turnUs(m) - PEER_US,
    },
  },
  {
    figure: 'multinode25.bm.lat',
    kind: 'latency',
    profile: 'recent',
    how: 'half a round trip of 64 bytes between two hosts: one end’s part of it, on bare metal',
    why: DEEP_IDLE,
    probe: {
      type: 'run',
      scenario: one(
        'recent',
        'bare-metal',
        { kind: 'request-response', direction: 'rx', packetBytes: 106 },
        { nic: { device: 'intel-e810-4port' } },
      ),
      read: (m) => turnUs(m) - PEER_US,
    },
  },
  {
    figure: 'makita18.after.tput',
    kind: 'throughput',
    profile: 'skylake-mitigated',
    how: 'one guest sends 1472 bytes of UDP as fast as it can, worker polls 10 µs',
    isInput: true,
    probe: {
      type: 'run',
      scenario: one(
        'skylake-mitigated',
        'vhost-net',
        { kind: 'bulk', direction: 'tx', packetBytes: udp(1472) },
        { nic: { device: 'intel-xl710' }, tuning: { busyPollUs: 10 } },
      ),
      read: (m) => payloadMbps(m, 1472),
    },
  },
  {
    figure: 'makita18.after.kicks',
    kind: 'exits',
    profile: 'skylake-mitigated',
    how: 'doorbells a second of the same run',
    why: 'Both are less than one packet in a thousand: the published worker all but never ran dry; the model’s is a little faster than its guest and does, twenty times in 100 ms.',
    probe: {
      type: 'run',
      scenario: one(
        'skylake-mitigated',
        'vhost-net',
        { kind: 'bulk', direction: 'tx', packetBytes: udp(1472) },
        { nic: { device: 'intel-xl710' }, tuning: { busyPollUs: 10 }, run: { until: '100ms' } },
      ),
      read: (m) => (m.exits.byReason['EPT_MISCONFIG'] ?? 0) / seconds(m),
    },
  },
  ...(
    [
      ['kohler25.before.rate', 'throughput', (m: Metrics) => m.pps, 'datagrams a second'],
      [
        'kohler25.before.tput',
        'throughput',
        (m: Metrics) => payloadMbps(m, 1448) / 1000,
        'their payload',
      ],
      [
        'kohler25.before.exits',
        'exits',
        (m: Metrics) => (m.exits.byReason['EPT_MISCONFIG'] ?? 0) / seconds(m),
        'doorbells a second',
      ],
    ] as const
  ).map(([figure, kind, read, what]): Check => ({
    figure,
    kind,
    profile: 'recent',
    how: `one guest sends 1448 bytes of UDP to another as fast as it can: ${what}`,
    why: 'Hardware is not stated. The published worker is the slower side and sleeps between full batches; the model’s is faster than its guest, so it sleeps more often and carries more.',
    probe: {
      type: 'run',
      scenario: {
        host: { profile: 'recent' },
        vms: [
          {
            count: 1,
            path: 'vhost-net',
            traffic: { kind: 'bulk', direction: { to: 'vm1' }, packetBytes: udp(1448) },
          },
          { count: 1, path: 'vhost-net', traffic: { kind: 'cbr', pps: 1 } },
        ],
        run: { until: '20ms' },
      },
      read,
    },
  })),
  {
    figure: 'wang16.vhost.before',
    kind: 'throughput',
    profile: 'sandy-bridge',
    how: 'one guest sends the shortest frames as fast as it can, its stack at the least price (pktgen builds no packets)',
    why: 'The source does not say what the host did with the frames. In the model the worker’s own thread also takes them through bridge and card, more than half of its time.',
    probe: {
      type: 'run',
      scenario: one(
        'sandy-bridge',
        'vhost-net',
        { kind: 'bulk', direction: 'tx', packetBytes: 60 },
        { costs: { guestStackTx: 1350 }, host: { apicv: true } },
      ),
      read: (m) => m.pps / 1e6,
    },
  },
  {
    figure: 'ovsperf.kernel.vm_rx',
    kind: 'throughput',
    profile: 'skylake-mitigated',
    how: 'one guest takes the shortest frames from an overloaded port, its stack at the least price (testpmd has none)',
    why: 'The published host spread 1,000 flows over several queues and CPUs of the card; in the model one CPU takes the card’s interrupts and all host networking.',
    probe: {
      type: 'run',
      scenario: one(
        'skylake-mitigated',
        'vhost-net',
        { kind: 'bulk', direction: 'rx', packetBytes: 60 },
        { costs: { guestStackRx: 1350 } },
      ),
      read: (m) => m.pps,
    },
  },
  ...(
    [
      ['makita17.irq_rate', (m: Metrics) => m.interrupts.virtual / seconds(m), 'a second'],
      [
        'makita17.pkts_per_irq',
        (m: Metrics) => m.packets.delivered / m.interrupts.virtual,
        'in packets each announces',
      ],
    ] as const
  ).map(([figure, read, what]): Check => ({
    figure,
    kind: 'exits',
    profile: 'sandy-bridge',
    how: `one guest takes 389,738 messages of 1472 bytes a second from a polling back end without event index: interrupts ${what}`,
    probe: { type: 'run', scenario: takesFromSwitch(389_738), read },
  })),
  {
    figure: 'makita17.rx_rate',
    kind: 'throughput',
    profile: 'sandy-bridge',
    how: 'one guest is offered 546,053 messages of 1472 bytes a second by a polling back end without event index: those it takes',
    why: 'Hardware is not stated. The published guest loses more than a quarter of the messages; the stack of the model’s is fast enough for all.',
    probe: { type: 'run', scenario: takesFromSwitch(546_053), read: (m) => m.pps },
  },
  {
    figure: 'heng23.off.rate',
    kind: 'throughput',
    profile: 'recent',
    how: 'one guest takes 16 bytes of UDP as fast as it can from a device that writes into its rings',
    isInput: true,
    probe: {
      type: 'run',
      scenario: one(
        'recent',
        'sriov',
        { kind: 'bulk', direction: 'rx', packetBytes: 60 },
        { nic: { device: 'intel-xl710' } },
      ),
      read: (m) => m.pps,
    },
  },
  {
    figure: 'eli12.baseline_share',
    kind: 'throughput',
    profile: 'sandy-bridge',
    how: 'frames that one guest sends without APICv, its interrupts on its own CPU, as a share of those that a process sends on bare metal',
    why: 'At 100,000 exits a second the model takes what an exit itself costs; the published loss also holds the caches and TLBs that every exit leaves cold.',
    probe: {
      type: 'run',
      scenario: SENDS,
      beside: { ...SENDS, vms: (SENDS.vms ?? []).map((vm) => ({ ...vm, path: 'bare-metal' })) },
      read: (m, beside) => (100 * m.pps) / (beside?.pps ?? NaN),
    },
  },
  ...[10, 60].map((count): Check => ({
    figure: 'dong10.linerate',
    kind: 'throughput',
    profile: 'sandy-bridge',
    how: `${String(count)} guests with a VF each take what a full 10 Gb/s link brings: TCP payload of all together`,
    probe: {
      type: 'run',
      scenario: {
        host: { profile: 'sandy-bridge', cores: 64 },
        nic: { numVfs: count },
        vms: [
          {
            count,
            path: 'sriov',
            traffic: {
              kind: 'cbr',
              direction: 'rx',
              packetBytes: 1514,
              pps: Math.floor(FULL_LINK_PPS / count),
            },
            tuning: { interruptThrottleUs: 100 },
          },
        ],
        run: { until: '50ms' },
      },
      read: (m) => payloadMbps(m, 1514 - TCP_HEADERS) / 1000,
    },
  })),
  {
    figure: 'pcie18.nic.kernel64',
    kind: 'throughput',
    profile: 'lab',
    how: 'shortest frames both ways, 32 a doorbell and an interrupt: what a generation-3 link of 8 lanes would carry at the bytes on the link that one pair of frames took',
    probe: {
      type: 'run',
      scenario: one(
        'lab',
        'sriov',
        { kind: 'cbr', direction: 'both', packetBytes: 60, pps: 64_000, batch: 32 },
        { nic: { device: 'intel-xl710' }, tuning: { interruptThrottleUs: 250 } },
      ),
      read: (m) => {
        const pairs = m.packets.delivered / 2;
        return (GEN3_X8_GBPS * 64 * pairs) / Math.max(m.pcie.bytesUp, m.pcie.bytesDown);
      },
    },
  },
];
