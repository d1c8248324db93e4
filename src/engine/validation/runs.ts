import type { Metrics } from '../metrics';
import type { Check } from './check';
import { one, payloadMbps } from './scenarios';

/** Bytes of headers around a TCP segment with time stamps off, on a link with an MTU of 1500. */
const TCP_HEADERS = 54;
/** Between a request and the next, microseconds; a transaction is two packets. */
const turnUs = (m: Metrics) => 1e6 / (m.pps / 2);
/** Frames of 1514 bytes a second that fill 10 Gb/s. */
const FULL_LINK_PPS = 10e9 / ((1514 + 24) * 8);
/** pcie18.gen3x8.tlp. */
const GEN3_X8_GBPS = 57.88;
/** What the other machine of a scenario takes to answer. */
const PEER_US = 5;

const DEEP_IDLE =
  'Bare metal alone takes 33 µs on the same two hosts, presumably because CPUs have to leave deep idle states; the model has none.';

const SENDS = one(
  'sandy-bridge',
  'passthrough',
  { kind: 'bulk', direction: 'tx', packetBytes: 1514 },
  { tuning: { irqAffinity: 'same' } },
);

/** Figures of the other paths, read off a run. */
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
