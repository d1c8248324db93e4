import type { Kernel, NetDevice } from '../engine/linux/kernel';
import { guestAddress } from '../engine/hw/addresses';
import type { Plan, PlannedVm } from '../engine/paths/plan';
import { formatBdf } from '../engine/pci/routing';
import { isSlice, isVdpa } from '../engine/scenario/function-kinds';
import { settleRepresentors } from './card-state';
import { devlinkState, isUsed, type SubFunction } from './commands/devlink/state';
import type { PciNames } from './command';
import { createShell } from './session';

/** UUID that the assignable interface of a guest has. */
export const mdevUuid = (guest: number): string =>
  `5a0e810d-0000-4000-8000-${guest.toString(16).padStart(12, '0')}`;

interface Wanted {
  readonly vm: PlannedVm;
  /** Handle of what makes it. */
  readonly manager: string;
}

const namedAt = ([, name = '', at = '']: RegExpExecArray) => [name, at] as const;

/** From vfio-pci, where a guest had the VF before. */
const backToItsDriver = (bdf: string) => `
cd /sys/bus/pci/devices/${bdf}
if [ "$(basename "$(readlink driver)")" = vfio-pci ]; then
  echo > driver_override; echo ${bdf} > driver/unbind; echo ${bdf} > /sys/bus/pci/drivers_probe
fi`;

const isSf = ({ config: { function: kind } }: PlannedVm) => isSlice(kind) && kind !== 'adi';

/**
 * Scalable functions and vDPA devices of those who have one in the run, as a unit of the host makes them before its guests
 * start. What is typed by hand stands beside them and keeps their numbers and names in mind.
 */
export class Slices {
  private readonly kernel: Kernel;
  private readonly pfs: readonly string[];
  private readonly names: PciNames;
  /** Those that were made here, by guest. */
  private readonly vdpa = new Map<number, { readonly name: string; readonly manager: string }>();

  constructor(kernel: Kernel, pfs: readonly string[], names: PciNames) {
    this.kernel = kernel;
    this.pfs = pfs;
    this.names = names;
  }

  /** Exactly those of this plan are there. True where something was made or taken away. */
  settle({ card, vms }: Pick<Plan, 'card' | 'vms'>): boolean {
    const wanted = vms.filter((vm) => !vm.withoutDevice && isSf(vm));
    let worked = this.dropSubFunctions(wanted);
    for (const vm of wanted) worked = this.addSubFunction(vm) || worked;
    if (worked) settleRepresentors(this.kernel);
    const devices = vms.flatMap((vm): Wanted[] => {
      if (vm.withoutDevice || !isVdpa(vm.config.function)) return [];
      const rid = card.functions[vm.fn]?.rid;
      const sub = this.subFunctions().find(({ user }) => user === vm.index);
      const manager =
        rid === undefined ? `auxiliary/${sub?.device ?? ''}` : `pci/${formatBdf(rid, 0)}`;
      return [{ vm, manager }];
    });
    return this.settleVdpa(devices) || worked;
  }

  /** Something was made here and is still there. */
  get any(): boolean {
    return this.vdpa.size > 0 || this.subFunctions().some(isUsed);
  }

  /** Name of the vDPA device that a guest has. */
  vdpaOf(guest: number): string | undefined {
    return this.vdpa.get(guest)?.name;
  }

  private settleVdpa(wanted: readonly Wanted[]): boolean {
    if (wanted.length === 0 && this.vdpa.size === 0) return false;
    const shell = createShell({ kernel: this.kernel, names: this.names, lab: null });
    const run = (line: string): string => {
      const { chunks } = shell.run(line, null);
      return chunks.map(({ stream, text }) => (stream === 'out' ? text : '')).join('');
    };
    if (wanted.length > 0) run('modprobe mlx5_vdpa; modprobe vhost_vdpa');
    const there = () =>
      new Map([...run('vdpa dev show').matchAll(/^(\S+): .*mgmtdev (\S+)/gmu)].map(namedAt));
    let [now, worked] = [there(), false];
    for (const [guest, { name, manager }] of this.vdpa) {
      const isWanted = wanted.some(({ vm, manager: at }) => vm.index === guest && at === manager);
      if (isWanted && now.get(name) === manager) continue;
      if (now.get(name) === manager) run(`vdpa dev del ${name}`);
      this.vdpa.delete(guest);
      worked = true;
    }
    for (const { vm, manager } of wanted) {
      if (this.vdpa.has(vm.index)) continue;
      now = there();
      let number = vm.index;
      while (now.has(`vdpa${String(number)}`)) number += 1;
      const name = `vdpa${String(number)}`;
      if (manager.startsWith('pci/')) run(backToItsDriver(manager.slice('pci/'.length)));
      const { mac } = guestAddress(vm.index);
      const pairs = String(vm.queues.length);
      run(`vdpa dev add name ${name} mgmtdev ${manager} mac ${mac} max_vqp ${pairs}`);
      if (there().get(name) !== manager) continue;
      this.vdpa.set(vm.index, { name, manager });
      worked = true;
    }
    return worked;
  }

  private addSubFunction({ index, port, config }: PlannedVm): boolean {
    const pf = this.portOf(port);
    if (pf === undefined || this.subFunctions().some(({ user }) => user === index)) return false;
    const eswitch = devlinkState(this.kernel).of(pf);
    const taken = new Set(eswitch.subFunctions.map(({ number }) => number));
    let number = index;
    while (taken.has(number)) number += 1;
    const sub = eswitch.add(number, index);
    sub.address = guestAddress(index).mac;
    sub.device = this.kernel.subFunctions.add(pf, number, sub.address);
    sub.isActive = true;
    // The program's own interface is up; under a vDPA device nobody needs it.
    const net = this.kernel.netDevices.find(({ parent }) => parent?.name === sub.device);
    if (config.function === 'sf' && net !== undefined) this.kernel.net.setUp(net, true);
    return true;
  }

  /** Of those that nobody in the run has any more. */
  private dropSubFunctions(wanted: readonly PlannedVm[]): boolean {
    let dropped = false;
    for (const pf of this.ports()) {
      const eswitch = devlinkState(this.kernel).of(pf);
      const left = eswitch.subFunctions.filter(
        ({ user }) =>
          user !== null &&
          !wanted.some(({ index, port }) => index === user && this.portOf(port) === pf),
      );
      for (const sub of left) {
        if (sub.device !== null) this.kernel.subFunctions.remove(sub.device);
        eswitch.remove(sub);
        dropped = true;
      }
    }
    return dropped;
  }

  private subFunctions(): readonly SubFunction[] {
    return this.ports().flatMap((pf) => devlinkState(this.kernel).of(pf).subFunctions);
  }

  private ports(): readonly NetDevice[] {
    return this.pfs.flatMap((_, port) => this.portOf(port) ?? []);
  }

  private portOf(port: number): NetDevice | undefined {
    return this.kernel.netDevices.find(
      ({ rid, driver }) =>
        rid !== null && driver === 'mlx5_core' && formatBdf(rid, 0) === this.pfs[port],
    );
  }
}
