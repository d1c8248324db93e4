import { ForgedMsi } from '../host/forged-msi';
import type { HostIrqs } from '../host/host-irqs';
import type { IrqRemap } from '../host/irq-remap';
import { pathById } from '.';
import type { HostParts } from './host';

/** Tells stray DMA and forged interrupts whose memory and whose vectors there are to hit. */
export function wireRogues(
  {
    machine,
    cpus,
    iommu,
    nic,
    plan,
  }: Pick<HostParts, 'machine' | 'cpus' | 'iommu' | 'nic' | 'plan'>,
  irqs: HostIrqs,
  remap: IrqRemap,
  remapping: boolean,
  hostCpu: number,
): void {
  const { vms, uplink } = plan;
  const { rogue } = nic.dma;
  const isAssigned = (vm: number) =>
    (vms[vm]?.fn ?? -1) >= 0 && pathById(vms[vm]?.config.path ?? 'sriov').needs !== null;
  // Without a driver of its own the host is its kernel.
  const hostPlace = uplink >= 0 ? machine.place('pf-driver') : machine.kvmPlace;
  /** The next guest with a function of its own, else the next guest, whose memory is there all the same. */
  function neighbourOf(vm: number): number {
    const others = vms.slice(1).map((_, i) => (vm + 1 + i) % vms.length);
    return others.find(isAssigned) ?? others[0] ?? vm + 1;
  }
  const targets = {
    ridOf: (fn: number) => nic.wiring(fn).rid,
    // A program that polls its device leaves the vectors alone.
    hasVector: (vm: number) => isAssigned(vm) && vms[vm]?.config.tuning.guestPolling === false,
    inject: (vm: number, packet: number) => remap.message(vm, packet),
    counted: (fn: number, stopped: boolean) => rogue.countMessage(nic.wiring(fn).pool, stopped),
  };
  const forged = new ForgedMsi(machine, cpus, irqs, iommu, remapping, targets, hostCpu);
  rogue.connect({
    wiring: (fn) => nic.wiring(fn),
    queue: (fn) => nic.queue(fn),
    queueOf: (vm, nth) => (vm < 0 ? uplink : isAssigned(vm) ? (vms[vm]?.queues[nth] ?? -1) : -1),
    placeOf: (vm) => (vm < 0 ? hostPlace : (machine.drivers[vm] ?? machine.kvmPlace)),
    neighbourOf,
    forged: (fn, victim, packet) => forged.arrive(fn, nic.wiring(fn).vm, victim, packet),
  });
}
