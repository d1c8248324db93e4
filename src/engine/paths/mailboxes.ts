import { VfStart } from '../guest/vf-start';
import { PfMailbox, type AskingVf } from '../host/pf-mailbox';
import type { PfWatch } from '../host/pf-watch';
import type { Kvm } from '../host/kvm';
import { Vdcm } from '../host/vdcm';
import type { HostIrqs } from '../host/host-irqs';
import type { Cpus } from '../hw/cpu';
import { Mailbox } from '../hw/mailbox';
import type { Machine } from '../hw/machine';
import type { Nic } from '../hw/nic';
import type { PcieLink } from '../hw/pcie-link';
import type { GuestNet } from '../guest/guest-net';
import type { NicConfig } from '../scenario/scenario';
import { askerOf, startsInRun, wishesOf } from './card-switch';
import { driverPlaceOf } from './failover';
import type { Plan, PlannedVm } from './plan';

/** What the mailboxes of a run connect. */
interface Parts {
  readonly machine: Machine;
  readonly cpus: Cpus;
  readonly link: PcieLink;
  readonly nic: Nic;
  readonly irqs: HostIrqs;
  readonly guestNet: GuestNet;
  readonly kvm: Kvm;
  readonly pfWatch: PfWatch;
}

/** The mailboxes of the card and both drivers at their ends; null where no VF's driver starts in the run. */
export function buildMailboxes(
  { machine, cpus, link, nic, irqs, guestNet, kvm, pfWatch }: Parts,
  plan: Plan,
  config: NicConfig,
  irqCpu: number,
  poke: (vm: number) => void,
  comesLater: (vm: PlannedVm) => boolean,
): { readonly mailbox: Mailbox; readonly start: VfStart } | null {
  const asking = new Map<number, AskingVf>();
  for (const vm of plan.vms) {
    const asks = startsInRun(vm) || comesLater(vm);
    const asker = asks ? askerOf(plan, config, vm) : null;
    if (asker !== null) asking.set(vm.fn, { ...asker, port: vm.port, vm: vm.index });
  }
  if (asking.size === 0) return null;
  const pf = new PfMailbox(
    machine,
    cpus,
    irqs,
    nic.ports.switch,
    () => mailbox,
    (fn) => {
      const found = asking.get(fn);
      if (!found) throw new Error(`pf-mailbox: function ${String(fn)} does not ask`);
      return found;
    },
    irqCpu,
    pfWatch,
  );
  const mailbox: Mailbox = new Mailbox(
    machine,
    link,
    (fn) => nic.wiring(fn),
    pf.place,
    plan.card.functions.length + plan.hostQueues,
    (fn, packet) => pf.interrupt(fn, packet),
  );
  const vdcm = new Vdcm(machine, cpus, kvm);
  const slowRead = (vm: number, packet: number, then: number) => vdcm.read(vm, packet, then);
  const start = new VfStart(machine, cpus, mailbox, (vm) => guestNet.next(vm), poke);
  for (const [fn, { vm }] of asking) {
    const planned = plan.vms[vm];
    if (!planned) continue;
    const place = driverPlaceOf(machine, planned);
    const isAdi = planned.config.function === 'adi';
    const starting = { fn, wishes: wishesOf(planned), place, ...(isAdi ? { slowRead } : {}) };
    start.add(vm, starting, planned.config.tuning.vfReset);
  }
  return { mailbox, start };
}
