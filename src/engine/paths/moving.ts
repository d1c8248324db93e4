import { Announcer } from '../host/announcer';
import { bytesOf, stateOf, VF_STATE } from '../host/device-state';
import { PAGE } from '../host/memory-log';
import { Migration } from '../host/migration';
import type { Movable, Primary } from '../host/migration-state';
import { VfioMigration } from '../host/vfio-migration';
import { ANNOUNCE, EVERYBODY } from '../hw/packets';
import { FunctionStop } from '../hw/function-stop';
import { PAGE_SHIFT } from '../hw/host-memory';
import { takesVf } from '../pci/variant-drivers';
import { cannotMove } from '../scenario/effects';
import type { MigrationPlan } from '../scenario/migration-plan';
import type { GuestPages, PathId, Scenario, VmGroup } from '../scenario/scenario';
import { announcesItself } from './conversation';
import { hasPrimary } from './failover';
import type { HostParts } from './host';

export type { Migration };

type Parts = Omit<HostParts, 'migration'>;

/** Length of a gratuitous ARP or RARP frame, without FCS. */
const ANNOUNCEMENT = 60;

/** The migration that a scenario asks for, wired to the guest's parts. Null without one. */
export function buildMigration({ migration }: Scenario, parts: Parts): Migration | null {
  const vm = migration === null ? -1 : Number(migration.guest.slice(2));
  const planned = parts.plan.vms[vm];
  if (migration === null || planned === undefined) return null;
  const { config, fn } = planned;
  const own = takesVf(config.vfioDriver, parts.plan.card.device) ? config.vfioDriver : 'vfio-pci';
  const blocker =
    planned.withoutDevice || (fn < 0 && config.failover)
      ? null
      : cannotMove({ ...config, vfioDriver: own });
  const device =
    blocker === null && fn >= 0 && own !== 'vfio-pci' ? saver(parts, fn, migration.gbps) : null;
  const settings = {
    vm,
    at: migration.at,
    blocker,
    pages: Math.ceil(migration.memory / PAGE),
    gbps: migration.gbps,
    rate: migration.dirtyPagesPerSecond,
    workingSet: Math.max(1, Math.ceil(migration.workingSet / PAGE)),
    downtimeLimit: migration.downtimeLimit,
    autoConverge: migration.autoConverge,
    dmaTracking: migration.dmaTracking,
    destinationVf: migration.destinationVf,
    deviceBytes: bytesOf(stateOf(statePath(config), planned.cpus.length)),
    dmaPages: device === null ? 1 : dmaPages(migration.dmaTracking, config.tuning.pages),
  };
  const made = new Migration(
    parts.machine,
    settings,
    movableOf(parts, vm, config.path, device !== null),
    primaryOf(parts, vm, migration.destinationVf),
    device,
  );
  const gone = (guest: number, packet: number) => made.isGone(guest, packet);
  parts.net.gone = gone;
  if (device !== null) parts.nic.ports.gone = gone;
  if (parts.switchProcess !== null) parts.switchProcess.gone = gone;
  made.start();
  return made;
}

/** The path whose state moves with the guest: a pair moves as its standby. */
function statePath({ path, failover }: VmGroup): string {
  return failover ? 'vhost-net' : path;
}

/** Pages that one dirty bit stands for: of the device's log one, of the IOMMU a leaf of its table. */
function dmaPages(tracking: MigrationPlan['dmaTracking'], pages: GuestPages): number {
  if (tracking === 'none') return 0;
  return tracking === 'device' ? 1 : 2 ** (PAGE_SHIFT[pages] - PAGE_SHIFT['4KiB']);
}

function saver({ machine, nic }: Parts, fn: number, gbps: number): VfioMigration {
  const [initialBytes, stopBytes] = [bytesOf(VF_STATE.ready), bytesOf(VF_STATE.rest)];
  const stop = new FunctionStop(machine, nic);
  return new VfioMigration(machine, { fn, initialBytes, stopBytes, gbps }, stop);
}

/** The primary of the guest's pair as the migration has to deal with it. */
function primaryOf({ failover, plan }: Parts, vm: number, comes: boolean): Primary | null {
  const planned = plan.vms[vm];
  if (failover === null || planned === undefined || !hasPrimary(planned)) return null;
  const { master, primary } = failover;
  return {
    isIn: () => master.stateOf(vm) !== 'absent',
    unplug: () => primary.unplug(vm),
    plug: () => {
      if (comes) primary.plug(vm);
    },
  };
}

function movableOf(parts: Parts, vm: number, path: PathId, hasFunction: boolean): Movable {
  const { machine: m, cpus, kvm, vmm, vhost, net, switchProcess, workload, guestNet } = parts;
  const { fn, port } = parts.plan.vms[vm] ?? { fn: -1, port: 0 };
  const functions = new FunctionStop(m, parts.nic);
  const channels = m.channels.of(vm);
  const vcpus = channels.map((ch) => kvm.vcpuThreadOf(ch));
  const polled = switchProcess?.ports.serves(vm) === true ? switchProcess : null;
  const workers = channels.map((ch) => vhost.threadOf(ch));
  const threads = [...vcpus, vmm.threadOf(vm), ...workers].filter((thread) => thread >= 0);
  const isEmulated = !announcesItself(path);
  const at = isEmulated ? vmm.placeOf(vm) : guestNet.appPlace(vm);
  const from = hasFunction ? m.place('port', -1, port) : at;
  const frame = () => m.create(vm, vm, EVERYBODY, ANNOUNCEMENT, ANNOUNCE, from);
  // A guest whose driver knows VIRTIO_NET_S_ANNOUNCE says it itself; for any other its VMM does.
  const announcer = isEmulated ? new Announcer(m, cpus, vmm, net) : null;
  if (announcer !== null) vmm.addHandler(vm, announcer);
  return {
    holdVcpus: () => vcpus.forEach((vcpu) => cpus.hold(vcpu)),
    letGoVcpus: () => vcpus.forEach((vcpu) => cpus.letGo(vcpu)),
    stop: () => {
      workload.stop(vm);
      for (const thread of threads) cpus.hold(thread);
      polled?.stop(vm);
    },
    isQuiet: () =>
      threads.every((thread) => cpus.isParked(thread)) && (polled === null || polled.s.isQuiet),
    leave: () => {
      if (net.hasTap(vm)) net.closeTap(vm);
    },
    resume: () => {
      if (hasFunction) functions.goOn(fn);
      polled?.stop(-1);
      for (const thread of threads) cpus.letGo(thread);
      workload.resume(vm);
    },
    announce: () => {
      if (parts.plan.vms[vm]?.withoutDevice === true) return;
      // MODEL: nobody says it for a VF, neither its driver nor QEMU; the management of the host there does, past the VF.
      if (hasFunction) parts.nic.ports.emit(port, frame());
      else if (announcer !== null) announcer.send(vm, frame());
      else {
        guestNet.announce(vm, frame());
        kvm.idle.poke(vm);
      }
    },
  };
}
