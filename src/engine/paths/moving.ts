import { Announcer } from '../host/announcer';
import { bytesOf, stateOf } from '../host/device-state';
import { PAGE } from '../host/memory-log';
import { Migration } from '../host/migration';
import type { Movable } from '../host/migration-state';
import { ANNOUNCE, EVERYBODY } from '../hw/packets';
import { CANNOT_MOVE } from '../scenario/effects';
import type { PathId, Scenario } from '../scenario/scenario';
import type { HostParts } from './host';

export type { Migration };

/** Length of a gratuitous ARP or RARP frame, without FCS. */
const ANNOUNCEMENT = 60;

/** The migration that a scenario asks for, wired to the guest's parts. Null without one. */
export function buildMigration(
  { migration }: Scenario,
  parts: Omit<HostParts, 'migration'>,
): Migration | null {
  const vm = migration === null ? -1 : Number(migration.guest.slice(2));
  const planned = parts.plan.vms[vm];
  if (migration === null || planned === undefined) return null;
  const { path } = planned.config;
  const blocker = planned.withoutDevice ? null : (CANNOT_MOVE[path] ?? null);
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
    deviceBytes: bytesOf(stateOf(path)),
  };
  const made = new Migration(parts.machine, settings, movable(parts, vm, path));
  const gone = (guest: number, packet: number) => made.isGone(guest, packet);
  parts.net.gone = gone;
  if (parts.switchProcess !== null) parts.switchProcess.gone = gone;
  made.start();
  return made;
}

function movable(parts: Omit<HostParts, 'migration'>, vm: number, path: PathId): Movable {
  const { machine: m, cpus, kvm, vmm, vhost, net, switchProcess, workload, guestNet } = parts;
  const vcpu = kvm.vcpuThreadOf(vm);
  const polled = switchProcess?.serves(vm) === true ? switchProcess : null;
  const threads = [vcpu, vmm.threadOf(vm), vhost.threadOf(vm)].filter((thread) => thread >= 0);
  const isEmulated = path === 'emulated' || path === 'emulated-rtl8139';
  const from = isEmulated ? vmm.placeOf(vm) : guestNet.appPlace(vm);
  const frame = () => m.create(vm, vm, EVERYBODY, ANNOUNCEMENT, ANNOUNCE, from);
  // A guest whose driver knows VIRTIO_NET_S_ANNOUNCE says it itself; for any other its VMM does.
  const announcer = isEmulated ? new Announcer(m, cpus, vmm, net) : null;
  if (announcer !== null) vmm.addHandler(vm, announcer);
  return {
    holdVcpu: () => cpus.hold(vcpu),
    letGoVcpu: () => cpus.letGo(vcpu),
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
      polled?.stop(-1);
      for (const thread of threads) cpus.letGo(thread);
      workload.resume(vm);
    },
    announce: () => {
      if (parts.plan.vms[vm]?.withoutDevice === true) return;
      if (announcer !== null) announcer.send(vm, frame());
      else {
        guestNet.announce(vm, frame());
        kvm.idle.poke(vm);
      }
    },
  };
}
