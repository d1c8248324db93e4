import type { NetFailover } from '../guest/net-failover';
import type { VfStart } from '../guest/vf-start';
import { FailoverPrimary } from '../host/failover-primary';
import { Hotplug } from '../host/hotplug';
import { FunctionStop } from '../hw/function-stop';
import type { Machine } from '../hw/machine';
import type { GuestDriver } from '../hw/ports';
import type { Scenario } from '../scenario/scenario';
import type { HostParts } from './host-parts';
import type { GuestPlan } from './io-path';
import type { PlannedVm } from './plan';
import { vhostNet } from './vhost-net';

/** The standby's two queues have the first vectors. */
const PRIMARY_VECTOR = 2;

/** Parts of the guests that have a VF and a standby; null where there is none. */
export interface FailoverParts {
  readonly master: NetFailover;
  readonly primary: FailoverPrimary;
  readonly hotplug: Hotplug;
}

type Parts = Omit<HostParts, 'migration' | 'failover'>;

/** A pair that has its function. */
export function hasPrimary({ config, fn }: PlannedVm): boolean {
  return config.failover && fn >= 0;
}

/** Where the driver of a guest's function stands: beside the standby's, in a pair. */
export function driverPlaceOf(machine: Machine, vm: PlannedVm): number {
  return hasPrimary(vm) ? machine.place('vf-driver', vm.index) : (machine.drivers[vm.index] ?? 0);
}

export function vectorOf(vm: PlannedVm | undefined): number {
  return vm !== undefined && hasPrimary(vm) ? PRIMARY_VECTOR : 0;
}

/** Its VF comes again in the run, at the other host. */
export function comesAgain({ migration }: Scenario, vm: PlannedVm): boolean {
  return (
    hasPrimary(vm) &&
    migration?.destinationVf === true &&
    migration.guest === `vm${String(vm.index)}`
  );
}

/** Builds what all pairs share, in front of the guests. `gone`: a guest is without its VF, and the card knows. */
export function buildFailover(
  { machine, cpus, kvm, vmm, nic, plan }: Parts,
  master: NetFailover,
  gone: (vm: number) => void,
): FailoverParts | null {
  if (!plan.vms.some(({ config }) => config.failover)) return null;
  const primary = new FailoverPrimary(machine, {
    hotplug: () => hotplug,
    stop: new FunctionStop(machine, nic),
    nicSwitch: nic.ports.switch,
    functionOf: (vm) => plan.vms[vm] ?? { fn: -1, port: 0 },
    gone,
  });
  const hotplug: Hotplug = new Hotplug(machine, cpus, kvm, vmm, {
    found: (vm, comes) => master.plugged(vm, comes),
    ejected: (vm) => primary.ejected(vm),
  });
  return { master, primary, hotplug };
}

/** The second device of a pair, the slot of the first, and the master over both; the driver that the stack uses. */
export function attachPair(
  parts: Parts,
  { master, primary, hotplug }: FailoverParts,
  vm: PlannedVm,
  guest: GuestPlan,
  start: VfStart | null,
): GuestDriver {
  const { vmm, vfDriver } = parts;
  vmm.addProcess(vm.index, vm.workerCpus[0] ?? 0);
  hotplug.addGuest(vm.index);
  const standby = vhostNet.attach(parts, guest);
  master.addGuest(vm.index, {
    standby,
    standbyCapacity: standby.txSpace(vm.index),
    primary: vfDriver,
    primaryCapacity: vm.fn < 0 ? 0 : vfDriver.txSpace(vm.index),
    primaryPlace: guest.driverPlace,
    hasPrimary: vm.fn >= 0,
    start: start?.serves(vm.index) === true ? start : null,
    removed: () => primary.removed(vm.index),
    eject: () => hotplug.eject(vm.index),
    probed: () => primary.opened(vm.index),
    isUp: () => primary.isBack(vm.index),
  });
  return master;
}
