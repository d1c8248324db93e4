import type { Place } from '../engine/costs/places';
import type { FunctionKind } from '../engine/scenario/function-kinds';
import type { PathId } from '../engine/scenario/scenario';
import type { Topology } from '../engine/topology';
import type { Messages } from '../i18n';
import { isSwitchdev, sliceName } from '../i18n/place-name';
import { isFunction, isVdpa } from '../store/vocabulary';

/** Words for the picture; every list is longest first. */
export interface StageLabels {
  /** Full name of a place, for tooltips, lists and screen readers; where its picture has more to say, with that. */
  readonly fullName: (place: Place, inPicture?: string) => string;
  readonly place: (place: Place) => readonly string[];
  /** Second line of a box: the driver's name, the Routing ID, what watches there. */
  readonly detail: (place: Place) => readonly string[];
  readonly detailIsMono: (place: Place) => boolean;
  readonly guest: (vm: number) => readonly string[];
  readonly warning: (vm: number) => readonly string[];
  readonly tip: (place: Place, used: boolean) => string;
  /** Of the lane through the host. */
  readonly lane: readonly string[];
  readonly stage: Messages['stage'];
}

/** A guest's path, or what came after SR-IOV where it was given that. */
export function wayOf(
  { paths, given }: Messages['stage'],
  path: PathId,
  kind: FunctionKind = 'vf',
): string {
  return kind === 'vf' ? paths[path] : given[kind];
}

export function stageLabels(m: Messages['stage'], topology: Topology): StageLabels {
  const functionOf = (place: Place) => topology.card.functions[place.fn];
  const pathOf = (vm: number) => topology.vms[vm]?.path;
  const functionName = (place: Place): string => {
    const fn = functionOf(place);
    if (fn === undefined) return sliceName(m, topology, place.fn) || m.places[place.kind].short;
    if (fn.kind === 'pf') return m.pf(fn.pf);
    return topology.card.functions.some((f) => f.kind === 'vf' && f.pf !== fn.pf)
      ? `${m.pf(fn.pf)} ${m.vf(fn.index)}`
      : m.vf(fn.index);
  };
  const lookup = (table: Readonly<Record<string, string>>, key: string | undefined) =>
    key === undefined ? undefined : table[key];

  const place = (p: Place): readonly string[] => {
    const { long, short } = m.places[p.kind];
    if (isFunction(p.kind)) {
      const fn = functionOf(p);
      const name = functionName(p);
      return fn === undefined || fn.kind === 'pf'
        ? [name]
        : [name, m.vf(fn.index), String(fn.index)];
    }
    if (p.kind === 'port' && topology.card.pfs.length > 1)
      return [m.port(p.fn), short, String(p.fn)];
    if (p.kind === 'switch') {
      const full = isSwitchdev(topology, p) ? m.switchdev.switch : long;
      return [full, short, m.switchShortest];
    }
    return long === short ? [long] : [long, short];
  };

  const detail = (p: Place): readonly string[] => {
    if (p.kind === 'adi' || p.kind === 'sf') {
      const owner = topology.vms.find((vm) => vm.fn === p.fn);
      const pf = topology.card.functions[owner?.port ?? -1];
      return p.kind === 'adi'
        ? [`PASID ${String((owner?.index ?? 0) + 1)}`]
        : [`RID ${pf?.bdf ?? ''}`];
    }
    if (isFunction(p.kind)) return [functionOf(p)?.bdf ?? ''];
    if (p.kind === 'pf-driver') {
      return [topology.card.functions.find((f) => f.kind === 'pf')?.driver ?? ''];
    }
    const isPair = topology.vms[p.vm]?.failover === true;
    const pairs = topology.vms[p.vm]?.cpus.length ?? 1;
    if ((p.kind === 'vhost' || p.kind === 'tap') && pairs > 1) return [`×${String(pairs)}`];
    if (p.kind === 'driver' && isPair) return [m.driverOf['vhost-net']];
    if (p.kind === 'driver' || p.kind === 'vf-driver') {
      const vm = topology.vms[p.vm];
      if (vm !== undefined && vm.fn >= 0 && isVdpa(vm.function)) return [m.driverOf.virtio];
      const given = topology.card.functions[vm?.fn ?? -1];
      const adi = vm?.function === 'adi' ? topology.card.device.driverVf : undefined;
      const name = given?.driver ?? adi ?? lookup(m.driverOf, pathOf(p.vm)) ?? '';
      return pairs === 1 ? [name] : [`${name} · ${m.queues(pairs)}`, `${name} ×${String(pairs)}`];
    }
    if (p.kind === 'vmm') return [lookup(m.modelOf, pathOf(p.vm)) ?? ''];
    if (p.kind === 'bridge') return [m.observers, m.observersShort];
    return [];
  };

  const fullName = (p: Place, inPicture = ''): string => {
    const name = isFunction(p.kind)
      ? `${functionName(p)} ${functionOf(p)?.bdf ?? ''}`.trim()
      : (place(p)[0] ?? '');
    const own = inPicture.startsWith(name) ? inPicture : name;
    return p.vm >= 0 ? m.placeOf(own, m.guest(p.vm)) : own;
  };

  return {
    fullName,
    place,
    detail,
    detailIsMono: (p) => isFunction(p.kind) || p.kind === 'driver' || p.kind === 'vf-driver',
    guest: (vm) => {
      const path = pathOf(vm);
      const name = m.guest(vm);
      if (path === undefined) return [name];
      const full = m.guestWithPath(vm, wayOf(m, path, topology.vms[vm]?.function));
      const vcpus = topology.vms[vm]?.cpus.length ?? 1;
      const counted = vcpus === 1 || path === 'bare-metal' ? [] : [`${full} · ${m.vcpus(vcpus)}`];
      return [...counted, full, name, String(vm)];
    },
    warning: (vm) =>
      pathOf(vm) === 'sriov'
        ? [m.withoutDevice.vf(vm), m.withoutDevice.short]
        : [m.withoutDevice.pf(vm), m.withoutDevice.shortPf],
    tip: (p, used) => {
      if (used) return m.tips[p.kind];
      if (p.kind === 'iommu') return m.tips.iommuOff;
      return p.kind === 'vf' ? m.tips.freeVf : `${m.tips[p.kind]} ${m.tips.unused}`;
    },
    lane: topology.vms.some(
      ({ fn, port }) =>
        topology.card.functions[fn]?.kind === 'vf' && topology.switchdev.includes(port),
    )
      ? [m.switchdev.lane, m.lane.short]
      : [m.lane.long, m.lane.medium, m.lane.short],
    stage: m,
  };
}
