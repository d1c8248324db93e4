import { FACT_KINDS } from '../engine/costs/facts';
import type { Place } from '../engine/costs/places';
import { STEP_IDS } from '../engine/costs/steps';
import type { StepId } from '../engine/costs/steps';
import type { Metrics, MetricsBody } from '../engine/metrics';
import { plugCard } from '../engine/pci/card';
import { deviceById } from '../engine/pci/devices';
import { vfLimits } from '../engine/pci/limits';
import type { PathId, Scenario } from '../engine/scenario/scenario';
import type { Topology } from '../engine/topology';
import type { RunWindow } from './api';

/** Every guest sends one hand-made journey again and again, this far apart. */
export const EVERY = 100e6;
const JOURNEYS: Record<'host' | 'direct', readonly (readonly [StepId, number, number, number])[]> =
  {
    // Step, from place, to place, duration in ns.
    host: [
      ['app-send', 0, 1, 800],
      ['driver-xmit', 1, 2, 300],
      ['exit-light', 2, 3, 500],
      ['to-user', 3, 4, 900],
      ['copy-guest-to-model', 2, 4, 700],
      ['copy-to-tap', 4, 5, 1200],
      ['to-kernel', 4, 3, 900],
      ['entry-light', 3, 2, 500],
      ['bridge-forward', 5, 6, 400],
      ['pf-xmit', 6, 7, 600],
    ],
    direct: [
      ['app-send', 0, 1, 800],
      ['driver-xmit', 1, 2, 300],
      ['direct-write', 2, 2, 100],
      ['doorbell', 2, 8, 300],
      ['dma-read', 2, 8, 900],
    ],
  };

export interface FakeRun {
  readonly scenario: Scenario;
  readonly topology: Topology;
  reached: number;
}

export function topologyOf(scenario: Scenario, beside: PathId | null): Topology {
  const device = deviceById(scenario.nic.device) as NonNullable<ReturnType<typeof deviceById>>;
  const card = plugCard(device, scenario.nic.numVfs, scenario.host);
  const limits = vfLimits(device, scenario.host);
  const own = scenario.vms[0] as Scenario['vms'][number];
  const paths = [
    ...Array.from({ length: own.count }, () => own.path),
    ...(beside === null ? [] : [beside]),
  ];
  const vmPlaces = (vm: number): Place[] => [
    { kind: 'app', vm, fn: -1 },
    { kind: 'stack', vm, fn: -1 },
    { kind: 'driver', vm, fn: -1 },
    { kind: 'kvm', vm: -1, fn: -1 },
    { kind: 'vmm', vm, fn: -1 },
    { kind: 'tap', vm, fn: -1 },
    { kind: 'bridge', vm: -1, fn: -1 },
    { kind: 'pf-driver', vm: -1, fn: -1 },
    { kind: 'vf', vm: -1, fn: card.pfs.length + vm },
  ];
  return {
    places: paths.flatMap((_, vm) => vmPlaces(vm)),
    vms: paths.map((path, index) => ({
      name: `vm${String(index)}`,
      index,
      group: index < own.count ? 0 : 1,
      path,
      function: 'vf' as const,
      fn: path === 'sriov' ? card.pfs.length + index : -1,
      failover: false,
      withoutDevice: false,
      port: 0,
      polls: false,
      mac: '52:54:00:00:00:00',
      cpus: [index],
    })),
    card,
    held: [],
    deviceName: device.name,
    linkGbps: 10,
    threads: [],
    switchPort: -1,
    switchdev: [],
    posted: true,
    iommu: true,
    apicv: true,
    vfMax: limits.max,
    vfBinding: limits.binding,
  };
}

/** Guest `vm`'s packet number k has the id k * guests + vm + 1. */
export function windowOf(run: FakeRun, from: number, to: number, only: number): RunWindow {
  const { vms } = run.topology;
  const hops: number[][] = [];
  const facts: number[][] = [];
  const first = Math.max(0, Math.floor(from / EVERY) - 1);
  const end = Math.min(to, run.scenario.run.until);
  for (let k = first; k * EVERY <= end; k++) {
    for (const { index, path } of vms) {
      const packet = k * vms.length + index + 1;
      if (only !== 0 && packet !== only) continue;
      let t = k * EVERY + index * 1000;
      if (t >= from && t <= end) facts.push([t, FACT_KINDS.indexOf('sent'), index, packet]);
      for (const [step, a, b, ns] of JOURNEYS[
        path === 'sriov' || path === 'passthrough' ? 'direct' : 'host'
      ]) {
        const hop = [
          t,
          t + ns * 1000,
          packet,
          index,
          STEP_IDS.indexOf(step),
          index * 9 + a,
          index * 9 + b,
        ];
        t += ns * 1000;
        if (t > from && (hop[0] as number) < end) hops.push(hop);
      }
    }
  }
  const column = (rows: number[][], i: number) => rows.map((row) => row[i] as number);
  return {
    from,
    to: end,
    cut: false,
    hops: {
      count: hops.length,
      start: Float64Array.from(column(hops, 0)),
      end: Float64Array.from(column(hops, 1)),
      packet: Int32Array.from(column(hops, 2)),
      vm: Int16Array.from(column(hops, 3)),
      step: Uint16Array.from(column(hops, 4)),
      from: Uint16Array.from(column(hops, 5)),
      to: Uint16Array.from(column(hops, 6)),
      thread: new Int16Array(hops.length).fill(-1),
    },
    facts: {
      count: facts.length,
      time: Float64Array.from(column(facts, 0)),
      kind: Uint8Array.from(column(facts, 1)),
      vm: Int16Array.from(column(facts, 2)),
      packet: Int32Array.from(column(facts, 3)),
      a: new Int32Array(facts.length),
      b: new Int32Array(facts.length),
      c: new Int32Array(facts.length),
    },
  };
}

export function metricsOf(run: FakeRun, at: number): Metrics {
  const delivered = Math.floor(at / EVERY);
  const body = (host: boolean): MetricsBody => ({
    simulatedNs: at / 1000,
    packets: { sent: delivered + 1, delivered, dropped: {}, inFlight: 1, replicated: 0 },
    throughputGbps: host ? 0.62 : 9.41,
    pps: 1e4,
    latencyNs: { min: 1, p50: host ? 47_100 : 3_120, p90: 9, p99: 9, p999: 9, max: 9, mean: 9 },
    exits: {
      total: host ? delivered * 6 : 0,
      perPacket: host ? 6.1 : 0,
      perSecond: 0,
      byReason: {},
      time: {},
      byClass: { LF: 0, L: 0, LX: 0, H: 0 },
      background: { total: delivered * 2, perSecond: 0, byReason: {}, time: {} },
    },
    interrupts: { physical: 0, virtual: 0, posted: 0, suppressed: 0 },
    copies: { count: host ? delivered * 2 : 0, bytes: 0, perPacket: 0 },
    contextSwitches: 0,
    cpu: {
      guest: 0.1,
      kvm: host ? 1 : 0,
      vmm: host ? 0.7 : 0.04,
      vhost: 0,
      pmd: 0,
      softirq: 0,
      idle: 6,
    },
    pcie: { bytesUp: 0, bytesDown: 0, utilisation: 0 },
    wire: { bytesOut: 0, bytesIn: 0, utilisation: 0 },
    iotlb: { hits: 0, misses: 0, pasidMisses: 0 },
  });
  return {
    ...body(false),
    vms: run.topology.vms.map(({ name, path }) => ({
      ...body(path !== 'sriov' && path !== 'passthrough'),
      name,
      path,
    })),
  };
}
