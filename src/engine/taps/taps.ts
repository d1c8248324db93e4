import { isVdpa } from '../scenario/function-kinds';
import type { PathId } from '../scenario/scenario';
import type { Topology, VmInfo } from '../topology';

/** Where frames can be watched, in the order of a packet's way from a guest to the wire. */
export const TAP_KINDS = [
  'guest',
  'virtqueue',
  'tap',
  'bridge',
  'mirror',
  'pf',
  'representor',
  'switch',
  'wire',
] as const;
export type TapKind = (typeof TAP_KINDS)[number];

/** One place of a run at which frames can be watched. */
export interface Tap {
  readonly kind: TapKind;
  /** `vm0:eth0`, `vnet0`, `br0`, `pf0`, `wire0`: unique in the run. */
  readonly name: string;
  /** Guest it belongs to; -1 for shared ones. */
  readonly vm: number;
  /** Port of the card; -1 where it has none. */
  readonly port: number;
}

/** Why frames of a guest do not pass a tap. */
export const ABSENCES = [
  'no-device',
  'host-program',
  'guest-polls',
  'emulated-rings',
  'device-rings',
  'dma',
  'unbound',
  'shared-memory',
  'polled',
  'own-stack',
  'legacy-mode',
  'offloaded',
  'no-switch',
  'elsewhere',
] as const;
export type Absence = (typeof ABSENCES)[number];

const VIRTIO: readonly PathId[] = ['virtio', 'vhost-net', 'vhost-user'];

/** All taps of a run: the guests' own, then what they share. Those that nothing can pass are among them. */
export function tapsOf(topology: Topology): readonly Tap[] {
  const { vms, card, switchPort } = topology;
  const ports = [...new Set(vms.map(({ port }) => port))].toSorted((a, b) => a - b);
  const own = vms.flatMap(({ index: vm, fn }): Tap[] => {
    const vf = card.functions[fn]?.kind === 'vf' ? card.functions[fn] : undefined;
    const firstVf = card.functions.findIndex((f) => f.kind === 'vf' && f.pf === vf?.pf);
    const representor = `pf${String(vf?.pf)}vf${String(fn - firstVf)}`;
    return [
      { kind: 'guest', name: `vm${String(vm)}:eth0`, vm, port: -1 },
      { kind: 'virtqueue', name: `vm${String(vm)}:virtqueue`, vm, port: -1 },
      { kind: 'tap', name: `vnet${String(vm)}`, vm, port: -1 },
      ...(vf === undefined
        ? []
        : [{ kind: 'representor', name: representor, vm, port: vf.pf } as const]),
    ];
  });
  const shared: readonly Tap[] = [
    { kind: 'bridge', name: 'br0', vm: -1, port: -1 },
    ...(switchPort < 0 ? [] : [{ kind: 'mirror', name: 'pmd0', vm: -1, port: -1 } as const]),
    ...(['pf', 'switch', 'wire'] as const).flatMap((kind) =>
      ports.map((port) => ({ kind, name: `${kind}${String(port)}`, vm: -1, port })),
    ),
  ];
  const rank = ({ kind, vm, port }: Tap) =>
    (TAP_KINDS.indexOf(kind) * 1000 + Math.max(vm, 0)) * 100 + Math.max(port, 0);
  return [...own, ...shared].toSorted((a, b) => rank(a) - rank(b));
}

/**
 * Why the tap sees nothing of what guest `vm` and the wire exchange, or with `offloaded` not all of it; null where it sees it
 * (io-paths.md 7.1).
 */
export function absenceAt(topology: Topology, tap: Tap, vm: number): Absence | null {
  const guest = topology.vms[vm];
  if (guest === undefined) return 'elsewhere';
  if (guest.withoutDevice) return 'no-device';
  if (tap.vm >= 0 && tap.vm !== vm) return 'elsewhere';
  if (tap.port >= 0 && tap.port !== guest.port) return 'elsewhere';
  return ON_THE_WAY[tap.kind](guest, topology);
}

/** Where a path's frames go in the host; decides between reasons that differ only in words. */
const HOST_SIDE: Readonly<Record<PathId, Absence | null>> = {
  emulated: null,
  'emulated-rtl8139': null,
  virtio: null,
  'vhost-net': null,
  'vhost-user': 'shared-memory',
  passthrough: 'dma',
  sriov: 'dma',
  'bare-metal': 'own-stack',
};

/** In switchdev mode the host sees what the card has no rule for, and nothing else. */
const isRepresented = ({ path, port }: VmInfo, switchdev: readonly number[]) =>
  path === 'sriov' && switchdev.includes(port);
/** A pair's frames pass the host while its standby carries them. */
const hostSide = ({ path, failover }: VmInfo) => (failover ? null : HOST_SIDE[path]);

const ON_THE_WAY: Readonly<Record<TapKind, (guest: VmInfo, topology: Topology) => Absence | null>> =
  {
    guest: ({ path, polls }) =>
      path === 'bare-metal' ? 'host-program' : polls ? 'guest-polls' : null,
    virtqueue: ({ path, fn, failover, function: kind }) => {
      if (path === 'bare-metal') return 'host-program';
      if (VIRTIO.includes(path) || failover || isVdpa(kind)) return null;
      return fn >= 0 ? 'device-rings' : 'emulated-rings';
    },
    tap: hostSide,
    bridge: (guest, { switchdev }) =>
      isRepresented(guest, switchdev) ? 'offloaded' : hostSide(guest),
    mirror: ({ path }) => (path === 'vhost-user' ? null : 'elsewhere'),
    pf: (guest, { switchdev }) => {
      const { path, failover } = guest;
      if (isRepresented(guest, switchdev)) return 'offloaded';
      if (failover) return null;
      if (path === 'vhost-user') return 'polled';
      if (path === 'passthrough') return 'unbound';
      return path === 'sriov' ? 'dma' : null;
    },
    representor: (guest, { switchdev }) =>
      isRepresented(guest, switchdev) ? 'offloaded' : 'legacy-mode',
    // A scalable function or assignable interface is a port of the switch too.
    switch: ({ port }, { card, vms }) =>
      (card.pfs[port]?.numVfs ?? 0) > 0 ||
      vms.some((vm) => vm.port === port && vm.fn >= card.functions.length)
        ? null
        : 'no-switch',
    wire: () => null,
  };
