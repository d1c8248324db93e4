import type { Metrics } from '../metrics';
import type { Check } from './check';
import { one, payloadMbps, seconds, udp } from './scenarios';

const takesFromSwitch = (pps: number) =>
  one(
    'sandy-bridge',
    'vhost-user',
    { kind: 'cbr', direction: 'rx', packetBytes: udp(1472), pps },
    { nic: { device: 'intel-xl710' }, tuning: { eventIdx: false } },
  );

/** Figures of vhost-net and vhost-user, read off a run. */
export const VHOST_RUNS: readonly Check[] = [
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
    figure: 'makita17.tx_rate',
    kind: 'throughput',
    profile: 'sandy-bridge',
    how: 'one guest sends 1472 bytes of UDP as fast as it can through a polling back end without event index, no interrupt at the end of a transmission (napi_tx off)',
    probe: {
      type: 'run',
      scenario: one(
        'sandy-bridge',
        'vhost-user',
        { kind: 'bulk', direction: 'tx', packetBytes: udp(1472) },
        { nic: { device: 'intel-xl710' }, tuning: { eventIdx: false, napiTx: false } },
      ),
      read: (m) => m.pps,
    },
  },
  {
    figure: 'makita17.rx_rate',
    kind: 'throughput',
    profile: 'sandy-bridge',
    how: 'one guest is offered 546,053 messages of 1472 bytes a second by a polling back end without event index: those it takes',
    why: 'Hardware is not stated. The published guest loses more than a quarter of the messages; the stack of the model’s is fast enough for all.',
    probe: { type: 'run', scenario: takesFromSwitch(546_053), read: (m) => m.pps },
  },
];
