import { FACT } from '../costs/facts';
import type { Cpus } from '../hw/cpu';
import type { Iommu } from '../hw/iommu';
import { REASON } from '../hw/iommu-faults';
import type { Machine } from '../hw/machine';
import type { HostIrqs } from './host-irqs';
import { STEP } from '../costs/steps';

/** First entry of the interrupt remapping table that devices of guests have; those before it are the host's own. */
const FIRST_IRTE = 0x20;

export interface MessageTargets {
  /** Requester ID of a function. */
  ridOf(fn: number): number;
  /** Does the guest have a function whose vector a message can name? */
  hasVector(vm: number): boolean;
  /** The host's vector for a guest's function fires. */
  inject(vm: number, packet: number): void;
  counted(fn: number, stopped: boolean): void;
}

/**
 * A message that a device writes to the interrupt addresses of its own accord (VT-d 5.1). With interrupt remapping, one that
 * names a vector (compatibility format) is refused, and one that names another's entry fails the check of its source ID;
 * without, every write of four bytes to 0xfeexxxxx is an interrupt.
 */
export class ForgedMsi {
  private readonly m: Machine;
  private readonly iommu: Iommu;
  private readonly remapping: boolean;
  private readonly targets: MessageTargets;
  private readonly spurious: () => void;

  constructor(
    m: Machine,
    cpus: Cpus,
    irqs: HostIrqs,
    iommu: Iommu,
    remapping: boolean,
    targets: MessageTargets,
    hostCpu: number,
  ) {
    this.m = m;
    this.iommu = iommu;
    this.remapping = remapping;
    this.targets = targets;
    // MODEL: a vector that nobody registered costs the host an interrupt and no more (`common_interrupt`: "No irq handler").
    const handler = irqs.register((_, packet) =>
      cpus.work(STEP['host-irq'], m.kvmPlace, m.kvmPlace, packet),
    );
    this.spurious = () => irqs.raise(hostCpu, handler, 0, 0);
  }

  /** Function `fn` of guest `from` names the interrupt of guest `victim`, or (-1) a vector of the host. */
  arrive(fn: number, from: number, victim: number, packet: number): void {
    const toGuest = victim >= 0 && this.targets.hasVector(victim) && victim !== from;
    if (this.remapping) {
      const [reason, index] =
        victim < 0
          ? [REASON.compatibility, 0]
          : [toGuest ? REASON.sourceId : REASON.noIrte, FIRST_IRTE + victim];
      this.iommu.fault({
        source: this.targets.ridOf(fn),
        reason,
        write: true,
        info: index,
        level: 0,
        vm: from,
        packet,
      });
      this.targets.counted(fn, true);
      return;
    }
    this.m.fact(FACT['irq-forged'], from, packet, toGuest ? victim : -1, 0, 0);
    this.targets.counted(fn, false);
    if (toGuest) this.targets.inject(victim, packet);
    else this.spurious();
  }
}
