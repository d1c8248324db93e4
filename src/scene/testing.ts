import {
  EXIT_CLASSES,
  FACT_KINDS,
  type FactKind,
  STEP_IDS,
  type StepId,
} from '../store/vocabulary';
import type { Place, PlaceKind } from '../engine/costs/places';
import type { Card } from '../engine/pci/card';
import type { PathId } from '../engine/scenario/scenario';
import type { Topology, VmInfo } from '../engine/topology';
import type { Recorded } from './timeline';

/** A host with guests on the given paths, its places in the order a run has them. For tests only. */
export function topologyOf(paths: readonly PathId[], card: Card): Topology {
  const free = card.functions.flatMap((f, i) => (f.kind === 'vf' ? [i] : []));
  const freePfs = card.functions.flatMap((f, i) => (f.kind === 'pf' && f.pf > 0 ? [i] : []));
  const vms = paths.map((path, index): VmInfo => {
    const pool = path === 'sriov' ? free : path === 'passthrough' ? freePfs : null;
    const fn = pool?.shift() ?? -1;
    return {
      name: `vm${index}`,
      index,
      group: 0,
      path,
      function: 'vf',
      fn,
      failover: false,
      withoutDevice: pool !== null && fn < 0,
      port: 0,
      polls: false,
      mac: '52:54:00:00:00:00',
      cpus: [index],
    };
  });
  const places: Place[] = [];
  const add = (kind: PlaceKind, vm = -1, fn = -1) => places.push({ kind, vm, fn });
  for (const vm of vms) {
    if (vm.path === 'bare-metal') {
      add('process', vm.index);
      continue;
    }
    for (const kind of ['app', 'stack', 'driver'] as const) add(kind, vm.index);
    if (vm.path !== 'vhost-user') add('vmm', vm.index);
    if (vm.path === 'vhost-net') add('vhost', vm.index);
    if (vm.path === 'emulated' || vm.path === 'virtio' || vm.path === 'vhost-net')
      add('tap', vm.index);
  }
  if (paths.includes('vhost-user')) add('switch-process');
  if (paths.includes('bare-metal')) add('host-stack');
  for (const kind of ['kvm', 'bridge', 'pf-driver', 'vfio', 'iommu'] as const) add(kind);
  card.functions.forEach((f, i) => {
    add(f.kind, -1, i);
  });
  for (const { index: port } of card.pfs)
    for (const kind of ['switch', 'port', 'peer'] as const) add(kind, -1, port);
  return {
    places,
    vms,
    threads: [],
    card,
    held: [],
    deviceName: card.device.name,
    linkGbps: card.device.linkGbps,
    switchPort: paths.includes('vhost-user') ? Math.min(1, card.pfs.length - 1) : -1,
    switchdev: [],
    posted: true,
    iommu: true,
    apicv: true,
    vfMax: 63,
    vfBinding: 'total-vfs' as Topology['vfBinding'],
  };
}

interface Row {
  readonly start: number;
  readonly end: number;
  readonly packet: number;
  readonly vm: number;
  readonly step: StepId;
  readonly from: number;
  readonly to: number;
}

interface FactRow {
  readonly time: number;
  readonly kind: FactKind;
  readonly vm: number;
  readonly packet?: number;
  readonly a?: number;
  readonly b?: number;
  readonly c?: number;
}

export function recorded(hops: readonly Row[], facts: readonly FactRow[], to: number): Recorded {
  return {
    from: 0,
    to,
    hops: {
      count: hops.length,
      start: Float64Array.from(hops, (h) => h.start),
      end: Float64Array.from(hops, (h) => h.end),
      packet: Int32Array.from(hops, (h) => h.packet),
      vm: Int16Array.from(hops, (h) => h.vm),
      step: Uint16Array.from(hops, (h) => STEP_IDS.indexOf(h.step)),
      from: Uint16Array.from(hops, (h) => h.from),
      to: Uint16Array.from(hops, (h) => h.to),
      thread: new Int16Array(hops.length).fill(-1),
    },
    facts: {
      count: facts.length,
      time: Float64Array.from(facts, (f) => f.time),
      kind: Uint8Array.from(facts, (f) => FACT_KINDS.indexOf(f.kind)),
      vm: Int16Array.from(facts, (f) => f.vm),
      packet: Int32Array.from(facts, (f) => f.packet ?? 0),
      a: Int32Array.from(facts, (f) => f.a ?? 0),
      b: Int32Array.from(facts, (f) => f.b ?? 0),
      c: Int32Array.from(facts, (f) => f.c ?? -1),
    },
  };
}

type Leg = readonly [
  step: StepId,
  from: PlaceKind,
  to: PlaceKind,
  nanos: number,
  register?: number,
];

const HEAVY_WRITE = (register: number): readonly Leg[] => [
  ['exit-light', 'driver', 'kvm', 420, register],
  ['mmio-decode', 'kvm', 'kvm', 300],
  ['to-user', 'kvm', 'vmm', 600],
  ['device-register', 'vmm', 'vmm', 300],
];
const BACK: readonly Leg[] = [
  ['to-kernel', 'vmm', 'kvm', 600],
  ['entry-light', 'kvm', 'driver', 420],
];
const TO_WIRE: readonly Leg[] = [
  ['bridge-forward', 'tap', 'bridge', 400],
  ['pf-xmit', 'bridge', 'pf-driver', 500],
  ['doorbell', 'pf-driver', 'pf', 300],
  ['dma-read-descriptor', 'pf-driver', 'pf', 500],
  ['dma-read', 'pf-driver', 'pf', 700],
  ['switching', 'pf', 'switch', 200],
  ['to-port', 'switch', 'port', 200],
  ['wire-tx', 'port', 'peer', 1230],
];
const EMULATED: readonly Leg[] = [
  ['app-send', 'app', 'stack', 700],
  ['driver-xmit', 'stack', 'driver', 400],
  ...HEAVY_WRITE(0),
  ['fetch-descriptor', 'vmm', 'vmm', 200],
  ['copy-guest-to-model', 'driver', 'vmm', 500],
  ['copy-to-tap', 'vmm', 'tap', 600],
  ...TO_WIRE,
  ['raise-irq-line', 'vmm', 'kvm', 300],
  ...BACK,
  ['inject', 'kvm', 'driver', 300],
  ...[2, 3, 5, 4, 5].flatMap((register) => [...HEAVY_WRITE(register), ...BACK]),
];
const VF: readonly Leg[] = [
  ['app-send', 'app', 'stack', 700],
  ['driver-xmit', 'stack', 'driver', 400],
  ['direct-write', 'driver', 'driver', 80],
  ['doorbell', 'driver', 'vf', 300],
  ['dma-read-descriptor', 'driver', 'vf', 600],
  ['dma-read', 'driver', 'vf', 900],
  ['switching', 'vf', 'switch', 200],
  ['to-port', 'switch', 'port', 200],
  ['wire-tx', 'port', 'peer', 1230],
  ['dma-writeback', 'vf', 'driver', 400],
  ['msix', 'vf', 'iommu', 200],
  ['posted-delivery', 'iommu', 'driver', 300],
];

/** A hand-made journey of `packets` packets from every guest, legs one after another. */
export function journeys(topology: Topology, packets: number, spacingNs = 3000): Recorded {
  const hops: Row[] = [];
  const facts: FactRow[] = [];
  let id = 0;
  let last = 0;
  for (let n = 0; n < packets; n += 1) {
    for (const vm of topology.vms) {
      if (vm.withoutDevice) continue;
      id += 1;
      const at = (kind: PlaceKind) =>
        topology.places.findIndex(
          (p) =>
            p.kind === kind &&
            (p.vm === vm.index || p.vm === -1) &&
            (kind !== 'vf' || p.fn === vm.fn),
        );
      let time = (n * spacingNs + vm.index * 500) * 1000;
      facts.push({ time, kind: 'sent', vm: vm.index, packet: id, a: 1500 });
      for (const [step, from, to, nanos, register] of vm.fn >= 0 ? VF : EMULATED) {
        const end = time + nanos * 1000;
        if (step === 'exit-light') {
          const b = EXIT_CLASSES.indexOf('H');
          facts.push({
            time,
            kind: 'vm-exit',
            vm: vm.index,
            packet: id,
            a: 49,
            b,
            c: register ?? -1,
          });
        }
        if (step === 'direct-write') {
          facts.push({ time, kind: 'register', vm: vm.index, packet: id, a: 9, b: 0, c: 1 });
        }
        hops.push({ start: time, end, packet: id, vm: vm.index, step, from: at(from), to: at(to) });
        if (step === 'wire-tx')
          facts.push({ time: end, kind: 'delivered', vm: vm.index, packet: id });
        time = end;
      }
      last = Math.max(last, time);
    }
  }
  return recorded(hops, facts, last + 1_000_000);
}
