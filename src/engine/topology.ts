import type { Place } from './costs/places';
import type { Thread } from './hw/threads';
import type { Card } from './pci/card';
import { vfLimits, type LimitId } from './pci/limits';
import { macOf } from './paths/conversation';
import type { HostParts } from './paths/host';
import type { FunctionKind } from './scenario/function-kinds';
import type { HeldFunction } from './scenario/held-function';
import type { PathId, Scenario } from './scenario/scenario';

export interface VmInfo {
  /** `vm0`, `vm1`, … over all groups in their order. */
  readonly name: string;
  readonly index: number;
  readonly group: number;
  readonly path: PathId;
  /** What of the card is its own, with paths that give it something. */
  readonly function: FunctionKind;
  /** Index into `card.functions` of the function given to it, or number of its slice beyond them; -1 where it has none. */
  readonly fn: number;
  /** Its VF has a standby behind the bridge. */
  readonly failover: boolean;
  /** True where path needs a function of its own and the card had none left. */
  readonly withoutDevice: boolean;
  /** A program in it drives its device itself, past the guest's kernel. */
  readonly polls: boolean;
  /** Port of the card that its frames take to the wire. */
  readonly port: number;
  readonly mac: string;
  /** Physical CPUs its vCPUs are pinned to, one for each queue pair of its device. */
  readonly cpus: readonly number[];
}

/** A thread of the host; its number is what hops name. */
export type ThreadInfo = Readonly<Pick<Thread, 'kind' | 'vm' | 'cpu'>>;

/** What stands still during a run: the things the picture is drawn from. */
export interface Topology {
  readonly places: readonly Place[];
  readonly vms: readonly VmInfo[];
  readonly threads: readonly ThreadInfo[];
  readonly card: Card;
  /** Functions of the card that the host's own drivers have, so that no guest can be given them. */
  readonly held: readonly HeldFunction[];
  readonly deviceName: string;
  readonly linkGbps: number;
  /** Port whose PF a process that polls drives; -1 without one. */
  readonly switchPort: number;
  /** Ports in switchdev mode, where VFs have representors. */
  readonly switchdev: readonly number[];
  readonly posted: boolean;
  readonly iommu: boolean;
  readonly apicv: boolean;
  /** How many VFs the card can have here, and what stops it there. */
  readonly vfMax: number;
  readonly vfBinding: LimitId;
}

export function topologyOf(scenario: Scenario, { machine, cpus, plan }: HostParts): Topology {
  const { card } = plan;
  const limits = vfLimits(card.device, scenario.host);
  return {
    places: machine.places,
    vms: plan.vms.map((vm) => {
      return {
        name: `vm${String(vm.index)}`,
        index: vm.index,
        group: vm.group,
        path: vm.config.path,
        function: vm.config.function,
        fn: vm.fn,
        failover: vm.config.failover,
        withoutDevice: vm.withoutDevice,
        port: vm.port,
        polls: vm.config.tuning.guestPolling,
        mac: macOf(vm),
        cpus: vm.cpus,
      };
    }),
    threads: cpus.s.threads.map(({ kind, vm, cpu }) => ({ kind, vm, cpu })),
    card,
    held: scenario.nic.held ?? [],
    deviceName: card.device.name,
    linkGbps: card.device.linkGbps,
    switchPort: plan.switchPort,
    switchdev: plan.switchdev,
    posted: scenario.host.postedInterrupts && scenario.host.apicv && scenario.host.iommu,
    iommu: scenario.host.iommu,
    apicv: scenario.host.apicv,
    vfMax: limits.max,
    vfBinding: limits.binding,
  };
}
