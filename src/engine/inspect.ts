import { faultStatus } from './hw/iommu-faults';
import { inspectAddresses, type Addresses, type MemoryAccess } from './inspect-addresses';
import { inspectSlice, inspectVdpa } from './inspect-slices';
import { RING } from './hw/queue-pair';
import { hasVdpa } from './paths/guest-queues';
import {
  e1000Rings,
  e1000Rows,
  hex,
  rtl8139Rings,
  rtl8139Rows,
  numbered,
  virtioRings,
  cardRings,
} from './inspect-rings';
import { inspectFilter, type RuleCount } from './inspect-filter';
import { word, type InspectionText } from './inspect-text';
import {
  functionRows,
  guestStateRows,
  kvmRows,
  migrationRows,
  portRows,
  remapRows,
  threadRows,
  vhostRows,
  virtioRows,
} from './inspect-state';
import { inspectPacket } from './inspect-packet';
import { inspectSwitch } from './inspect-switch';
import type { HostParts } from './paths/host';

export type Selection =
  | {
      readonly kind: 'place';
      readonly place: number;
      /** Packet that is asked about where the place has something to say of one; 0 = none. */
      readonly packet?: number;
    }
  | {
      readonly kind: 'function';
      readonly fn: number;
      /** The access to memory that is asked about; else its next frame. */
      readonly access?: MemoryAccess;
    }
  | { readonly kind: 'packet'; readonly packet: number };

export interface RingView {
  readonly name: string;
  readonly size: number;
  /** Entries of [head, tail) are in use; `tail` may lie up to `size` beyond `head`, which is below `size`. */
  readonly head: number;
  readonly tail: number;
  readonly marks: readonly { readonly name: string; readonly at: number }[];
}

export interface InspectionRow {
  readonly name: InspectionText;
  readonly value: InspectionText;
}

/** The inside of one part at one instant, as registers and rings; names as the specifications spell them. */
export interface Inspection {
  readonly title: string;
  readonly rows: readonly InspectionRow[];
  readonly rings: readonly RingView[];
  /** Where addresses are translated: the IOMMU, and a guest's own function. */
  readonly addresses?: Addresses;
  /** Of the host's netfilter. */
  readonly rules?: readonly RuleCount[];
}

type Rows = InspectionRow[];

/** What can be read at the selected part of a host; null where there is nothing to read. */
export function inspect(host: HostParts, selection: Selection): Inspection | null {
  switch (selection.kind) {
    case 'function':
      return inspectFunction(host, selection.fn, selection.access);
    case 'packet':
      return inspectPacket(host, selection.packet);
    case 'place': {
      const place = host.machine.places[selection.place];
      if (!place) return null;
      const { kind, vm, fn } = place;
      switch (kind) {
        case 'pf':
        case 'vf':
        case 'sf':
        case 'adi':
          return inspectFunction(host, fn);
        case 'app':
        case 'stack':
          return inspectVcpu(host, vm);
        case 'driver':
          return inspectDriver(host, vm, host.failover?.master.has(vm) === true);
        case 'vf-driver':
          return inspectDriver(host, vm, false);
        case 'vmm':
          return inspectVmm(host, vm);
        case 'vhost':
          return {
            title: `vhost ${String(vm)}`,
            rows: [...vhostRows(host, vm), ...virtioRows(host, vm)],
            rings: virtioRings(host, vm),
          };
        case 'process':
          return {
            title: `process ${String(vm)}`,
            rows: [
              ...host.machine.channels
                .of(vm)
                .flatMap((ch) => threadRows(host, host.processes.threadOf(ch))),
              waitingRow('waiting-to-send', host, vm, (ch) => host.guestNet.waiting(ch)),
            ],
            rings: [],
          };
        case 'switch-process':
          return inspectSwitchProcess(host);
        case 'tap':
          return {
            title: `tap${String(vm)}`,
            rows: [waitingRow('frames-waiting', host, vm, (ch) => host.net.waiting(ch))],
            rings: [],
          };
        case 'iommu':
          return {
            title: 'IOMMU',
            rows: [
              { name: 'IOTLB', value: `${String(host.iommu.entries)} / 64` },
              { name: 'FSTS', value: hex(faultStatus(host.iommu.s.faults), 8) },
            ],
            rings: [],
            addresses: inspectAddresses(host, -1),
          };
        case 'kvm':
          return { title: 'KVM', rows: kvmRows(host), rings: [] };
        case 'vfio':
          return { title: 'VFIO', rows: remapRows(host, false), rings: [] };
        case 'vhost-vdpa':
          return { title: 'vhost-vdpa', rows: remapRows(host, true), rings: [] };
        case 'pf-driver':
          return inspectFunction(host, host.plan.uplink);
        case 'port':
          return { title: `port ${String(fn)}`, rows: portRows(host, fn), rings: [] };
        case 'representor':
          return inspectFunction(host, host.plan.vms[vm]?.fn ?? -1);
        case 'bridge':
          return inspectFilter(host, 'br0');
        case 'host-stack':
          return inspectFilter(host, 'netfilter');
        case 'peer':
        case 'vdcm':
          return null;
        case 'switch':
          return inspectSwitch(host, fn, selection.packet ?? 0);
      }
    }
  }
}

function inspectVcpu(host: HostParts, vm: number): Inspection {
  const channels = host.machine.channels.of(vm);
  const rows = channels.map((ch, n): Rows => {
    const { vcpu, mode } = host.kvm.describe(ch);
    const named = (name: string) => numbered(name, n, channels.length);
    return [
      { name: channels.length === 1 ? word('mode') : `vCPU ${String(n)}`, value: word(mode) },
      ...(n === 0 ? guestStateRows(host, vm) : []),
      { name: named('RFLAGS.IF'), value: vcpu.interruptible ? '1' : '0' },
      { name: named('IRR'), value: hex(vcpu.irr) },
      { name: named('halt_poll_ns'), value: String(vcpu.pollTime / 1000) },
    ];
  });
  return {
    title: `vm${String(vm)} vCPU`,
    rows: [
      ...rows.flat(),
      waitingRow('waiting-to-send', host, vm, (ch) => host.guestNet.waiting(ch)),
    ],
    rings: [],
  };
}

/** Frames in front of the queues of a guest, of 1,000 each. */
function waitingRow(
  name: 'waiting-to-send' | 'frames-waiting',
  { machine }: HostParts,
  vm: number,
  waiting: (ch: number) => number,
): InspectionRow {
  const each = machine.channels.of(vm).map((ch) => `${String(waiting(ch))} / 1000`);
  return { name: word(name), value: each.join(' · ') };
}

/** `isStandby`: the virtio-net half of a pair. */
function inspectDriver(host: HostParts, vm: number, isStandby: boolean): Inspection | null {
  const planned = host.plan.vms[vm];
  if (planned && planned.fn >= 0 && !isStandby) return inspectFunction(host, planned.fn);
  const rows = [...inspectVcpu(host, vm).rows];
  if (host.e1000.serves(vm))
    return { title: 'e1000', rows: [...e1000Rows(host, vm), ...rows], rings: e1000Rings(host, vm) };
  if (host.rtl8139.serves(vm)) {
    const own = rtl8139Rows(host, vm);
    return { title: '8139cp', rows: [...own, ...rows], rings: rtl8139Rings(host, vm) };
  }
  if (planned?.withoutDevice) return { title: 'virtio-net', rows, rings: [] };
  rows.unshift(...virtioRows(host, vm));
  return { title: 'virtio-net', rows, rings: virtioRings(host, vm) };
}

function inspectVmm(host: HostParts, vm: number): Inspection {
  const { holder, waiters } = host.vmm.describe(vm);
  const [e1000, rtl8139] = [host.e1000.serves(vm), host.rtl8139.serves(vm)];
  return {
    title: 'QEMU',
    rows: [
      ...threadRows(host, host.vmm.threadOf(vm)),
      ...migrationRows(host, vm),
      {
        name: word('lock-holder'),
        value: word(
          holder < 0 ? 'free' : host.cpus.s.threads[holder]?.kind === 'vcpu' ? 'vcpu' : 'main-loop',
        ),
      },
      { name: word('lock-waiters'), value: String(waiters.length) },
      ...(e1000 ? e1000Rows(host, vm) : []),
      ...(rtl8139 ? rtl8139Rows(host, vm) : []),
    ],
    rings: e1000 ? e1000Rings(host, vm) : rtl8139 ? rtl8139Rings(host, vm) : virtioRings(host, vm),
  };
}

function inspectSwitchProcess(host: HostParts): Inspection {
  const served = host.plan.vms.filter((vm) => host.switchProcess?.ports.serves(vm.index) === true);
  const uplink = inspectFunction(host, host.plan.switchPort);
  return {
    title: 'PMD',
    rows: host.switchProcess === null ? [] : threadRows(host, host.switchProcess.thread),
    rings: [
      ...(uplink?.rings ?? []),
      ...served.flatMap(({ index }) =>
        virtioRings(host, index).map((r) => ({ ...r, name: `vm${String(index)} ${r.name}` })),
      ),
    ],
  };
}

function inspectFunction(host: HostParts, fn: number, access?: MemoryAccess): Inspection | null {
  const f = host.plan.card.functions[fn];
  const user = host.plan.vms.find((vm) => vm.fn === fn);
  if (!f) return user === undefined ? null : inspectSlice(host, user);
  const rows: Rows = [
    { name: 'Routing ID', value: `${hex(f.rid, 4)} = ${f.bdf}` },
    { name: 'Device ID', value: hex(f.deviceId, 4) },
    { name: word('driver'), value: f.driver },
    { name: 'MSI-X', value: f.msix === null ? word('not-known') : String(f.msix) },
    { name: word('queue-pairs'), value: f.queues === null ? word('not-known') : String(f.queues) },
    ...f.bars.map((b) => ({
      name: `BAR${String(b.index)}`,
      value: `${String(b.sizeBytes / 1024)} KiB`,
    })),
  ];
  if (!host.nic.isInUse(fn)) return { title: f.bdf, rows, rings: [] };
  if (user && hasVdpa(user)) return inspectVdpa(host, user, f.bdf, rows);
  const { queues } = host.nic.wiring(fn);
  const rings: RingView[] = [];
  queues.forEach((queue, n) => {
    const named = (name: string) => numbered(name, n, queues.length);
    const q = host.nic.queue(queue);
    rows.push(
      { name: named('TDH'), value: String(q.txHead % RING) },
      { name: named('TDT'), value: String(q.txDoorbell % RING) },
      { name: named('RDH'), value: String(q.rxHead % RING) },
      { name: named('RDT'), value: String(q.rxTail % RING) },
      { name: named('EIMS'), value: host.nic.msix.vector(queue).masked ? '0' : '1' },
    );
    rows.push(...functionRows(host, queue));
    rings.push(...cardRings(q).map((ring) => ({ ...ring, name: named(ring.name) })));
  });
  const owner = host.nic.wiring(fn).vm;
  return {
    title: f.bdf,
    rows,
    ...(owner < 0 ? {} : { addresses: inspectAddresses(host, owner, access) }),
    rings,
  };
}
