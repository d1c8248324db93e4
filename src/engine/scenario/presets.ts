import { SLICE_PRESETS } from './presets-slices';
import type { ScenarioInput } from './schema';

/**
 * Scenarios by name, as a course would use them; what each shows is checked in presets.test.ts. A figure in one is a
 * choice of load, never a result.
 */
export const PRESETS = {
  'first-screen': {},
  // Two paths take a whole PF each and the host keeps one: four ports.
  'one-packet-each-path': {
    host: { cores: 16 },
    nic: { device: 'intel-x710', vfsPerPf: [4, 0, 0, 0] },
    vms: [
      { count: 1, path: 'emulated', traffic: { kind: 'single' } },
      { count: 1, path: 'emulated-rtl8139', traffic: { kind: 'single' } },
      { count: 1, path: 'virtio', traffic: { kind: 'single' } },
      { count: 1, path: 'vhost-net', traffic: { kind: 'single' } },
      { count: 1, path: 'vhost-user', traffic: { kind: 'single' } },
      { count: 1, path: 'passthrough', traffic: { kind: 'single' } },
      { count: 1, path: 'sriov', traffic: { kind: 'single' } },
      { count: 1, path: 'bare-metal', traffic: { kind: 'single' } },
    ],
    run: { until: '1ms' },
  },
  'exit-storm': {
    vms: [{ count: 2, path: 'emulated', traffic: { kind: 'cbr', pps: 5000 } }],
  },
  'virtio-kicks': {
    vms: [
      { count: 1, path: 'vhost-net', traffic: { kind: 'poisson', pps: 5000 } },
      { count: 1, path: 'vhost-net', traffic: { kind: 'poisson', pps: 500_000 } },
    ],
    run: { until: '5ms' },
  },
  'event-index-off': {
    vms: [
      { count: 1, path: 'virtio', traffic: { kind: 'poisson', pps: 400_000 } },
      {
        count: 1,
        path: 'virtio',
        traffic: { kind: 'poisson', pps: 400_000 },
        tuning: { eventIdx: false },
      },
    ],
    run: { until: '5ms' },
  },
  'four-queues': {
    host: { cores: 18 },
    vms: [
      {
        count: 1,
        path: 'vhost-net',
        traffic: { kind: 'bulk', packetBytes: 64, batch: 8 },
        tuning: { queues: 4 },
      },
      {
        count: 1,
        path: 'vhost-net',
        traffic: { kind: 'bulk', packetBytes: 64, batch: 8, flows: 4 },
        tuning: { queues: 4 },
      },
    ],
    run: { until: '2ms' },
  },
  'interrupts-posted': {
    vms: [
      {
        count: 2,
        path: 'sriov',
        traffic: { kind: 'poisson', pps: 20_000, direction: 'rx' },
        tuning: { idlePoll: true, irqAffinity: 'same' },
      },
    ],
  },
  'interrupts-remapped': {
    host: { postedInterrupts: false },
    vms: [
      {
        count: 2,
        path: 'sriov',
        traffic: { kind: 'poisson', pps: 20_000, direction: 'rx' },
        tuning: { idlePoll: true, irqAffinity: 'same' },
      },
    ],
  },
  'vf-to-vf': {
    vms: [
      { count: 1, path: 'sriov', traffic: { kind: 'cbr', pps: 20_000, direction: { to: 'vm1' } } },
      { count: 1, path: 'sriov', traffic: { kind: 'cbr', pps: 1000 } },
    ],
  },
  // To the VF frames go through PF and switch in the NIC; back, the card does not know the address.
  'bridge-and-vf': {
    vms: [
      {
        count: 1,
        path: 'vhost-net',
        traffic: { kind: 'cbr', pps: 5000, direction: { to: 'vm1' } },
      },
      { count: 1, path: 'sriov', traffic: { kind: 'cbr', pps: 5000, direction: { to: 'vm0' } } },
    ],
  },
  // The same rule for both: the bridge obeys, a VF's frames never come to it.
  'host-firewall': {
    host: {
      firewall: [
        'add table bridge filter',
        'add chain bridge filter forward { type filter hook forward priority filter; policy accept; }',
        'add rule bridge filter forward udp dport 9 counter drop',
      ],
    },
    nic: { numVfs: 1 },
    vms: [
      { count: 1, path: 'vhost-net', traffic: { kind: 'cbr', pps: 5000 } },
      { count: 1, path: 'sriov', traffic: { kind: 'cbr', pps: 5000 } },
    ],
  },
  // Eight senders outside call one address of the host; two guests behind its bridge serve it.
  'load-balancer': {
    host: {
      firewall: [
        'add table bridge lb',
        'add chain bridge lb to0',
        'add chain bridge lb to1',
        'add chain bridge lb prerouting { type filter hook prerouting priority dstnat; }',
        'add rule bridge lb to0 counter ether daddr set 52:54:00:00:00:00 accept',
        'add rule bridge lb to1 counter ether daddr set 52:54:00:00:00:01 accept',
        'add rule bridge lb prerouting ip daddr 192.0.2.200 jhash ip saddr . udp sport mod 2 seed 0x2 vmap { 0 : jump to0, 1 : jump to1 }',
      ],
    },
    vms: [
      {
        count: 2,
        path: 'vhost-net',
        traffic: {
          kind: 'poisson',
          pps: 20_000,
          direction: 'rx',
          destination: 'service',
          flows: 4,
        },
      },
    ],
  },
  // 64 bytes with FCS; 14.88 million of them fill 10 Gb/s, and each guest gets what one vCPU can take.
  'card-firewall': {
    nic: { numVfs: 2, flows: [{ match: { protocol: 'udp', dstIp: '192.0.2.10' } }] },
    vms: [
      { count: 2, path: 'sriov', traffic: { direction: 'rx', pps: 100_000, packetBytes: 300 } },
    ],
    run: { until: '2ms' },
  },
  switchdev: {
    nic: { device: 'nvidia-connectx5', numVfs: 2, eswitch: 'switchdev' },
    vms: [
      {
        count: 1,
        path: 'sriov',
        traffic: { direction: { to: 'vm1' }, pps: 20_000, packetBytes: 300 },
      },
      { count: 1, path: 'sriov', traffic: { direction: 'rx', kind: 'single' } },
    ],
    run: { until: '2ms' },
  },
  'full-ring': {
    nic: { numVfs: 2, dropEnable: false },
    vms: [
      {
        count: 1,
        path: 'sriov',
        traffic: { direction: 'rx', pps: 2_000_000, packetBytes: 60 },
      },
      { count: 1, path: 'sriov', traffic: { direction: 'rx', pps: 50_000, packetBytes: 300 } },
    ],
    run: { until: '5ms' },
  },
  'line-rate-64-bytes': {
    host: { cores: 40 },
    nic: { numVfs: 32 },
    vms: [
      {
        count: 32,
        path: 'sriov',
        traffic: { kind: 'cbr', direction: 'rx', packetBytes: 60, pps: 465_000 },
        tuning: { idlePoll: true },
      },
    ],
    run: { until: '1ms' },
  },
  overload: {
    vms: [
      {
        count: 1,
        path: 'vhost-net',
        traffic: { kind: 'cbr', direction: 'rx', pps: 1_000_000, packetBytes: 64 },
      },
      {
        count: 1,
        path: 'sriov',
        traffic: { kind: 'cbr', direction: 'rx', pps: 1_000_000, packetBytes: 64 },
      },
    ],
    run: { until: '5ms' },
  },
  'many-vfs': {
    host: { cores: 40 },
    nic: { device: 'intel-e810', numVfs: 32 },
    vms: [
      { count: 32, path: 'sriov', traffic: { kind: 'poisson', pps: 20_000, direction: 'both' } },
    ],
    run: { until: '2ms' },
  },
  ...SLICE_PRESETS,
  'rogue-guest': {
    vms: [
      {
        count: 1,
        path: 'sriov',
        traffic: { kind: 'cbr', pps: 50_000, direction: 'both' },
        tuning: { interruptThrottleUs: 100 },
        attack: { kind: 'dma-write', every: 2, target: 'neighbour' },
      },
      {
        count: 1,
        path: 'sriov',
        traffic: { kind: 'cbr', pps: 50_000, direction: 'both' },
        tuning: { interruptThrottleUs: 100 },
      },
    ],
    run: { until: '2ms' },
  },
  'rogue-guest-no-iommu': {
    host: { iommu: false, unsafeDma: true },
    vms: [
      {
        count: 1,
        path: 'sriov',
        traffic: { kind: 'cbr', pps: 50_000, direction: 'both' },
        tuning: { interruptThrottleUs: 100 },
        attack: { kind: 'dma-write', every: 2, target: 'neighbour' },
      },
      {
        count: 1,
        path: 'sriov',
        traffic: { kind: 'cbr', pps: 50_000, direction: 'both' },
        tuning: { interruptThrottleUs: 100 },
      },
    ],
    run: { until: '2ms' },
  },
  'failover-pair': {
    vms: [
      {
        count: 1,
        path: 'sriov',
        failover: true,
        traffic: { kind: 'cbr', direction: 'both', pps: 20_000 },
      },
    ],
    migration: {},
  },
  'card-saves-vf': {
    nic: { device: 'nvidia-connectx7' },
    vms: [
      {
        count: 1,
        path: 'sriov',
        vfioDriver: 'mlx5_vfio_pci',
        traffic: { kind: 'cbr', direction: 'both', pps: 20_000 },
      },
    ],
    migration: {},
  },
  'request-response': {
    vms: [
      { count: 1, path: 'emulated', traffic: { kind: 'request-response' } },
      { count: 1, path: 'vhost-net', traffic: { kind: 'request-response' } },
      { count: 1, path: 'sriov', traffic: { kind: 'request-response' } },
    ],
  },
} as const satisfies Readonly<Record<string, ScenarioInput>>;

export type PresetId = keyof typeof PRESETS;
export const PRESET_IDS = Object.keys(PRESETS) as readonly PresetId[];

/** The scenario of that name; null where there is none. */
export function presetOf(name: string): ScenarioInput | null {
  return Object.hasOwn(PRESETS, name) ? PRESETS[name as PresetId] : null;
}
