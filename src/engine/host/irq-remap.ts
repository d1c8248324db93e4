import { FACT } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { HostIrqs } from './host-irqs';
import type { Kvm } from './kvm';

/**
 * Where the message of a device that was given to a guest goes (VT-d interrupt remapping): posted
 * into the vCPU's descriptor by the IOMMU, or remapped to a host CPU, whose vfio handler injects it.
 */
export class IrqRemap {
  private readonly vfio: number;
  private readonly vfioPlace: number;
  private readonly kvmPlace: number;
  private readonly wakeup: number;

  private readonly m: Machine;
  private readonly kvm: Kvm;
  private readonly irqs: HostIrqs;
  private readonly posted: boolean;
  /** CPU that the host interrupt of a queue pair of a guest's device is routed to. */
  private readonly affinity: (ch: number) => number;
  /** Vector of a vCPU that its queue pair's message has. */
  private readonly vectorOf: (ch: number) => number;

  constructor(
    m: Machine,
    cpus: Cpus,
    kvm: Kvm,
    irqs: HostIrqs,
    posted: boolean,
    affinity: (ch: number) => number,
    vectorOf: (ch: number) => number,
  ) {
    this.vectorOf = vectorOf;
    this.m = m;
    this.kvm = kvm;
    this.irqs = irqs;
    this.posted = posted;
    this.affinity = affinity;
    this.vfioPlace = m.place('vfio');
    this.kvmPlace = m.kvmPlace;
    const inject = cpus.action((_, packet, ch) => this.kvm.inject(ch, vectorOf(ch), packet));
    const rouse = cpus.action((_, __, ch) => this.kvm.wakeIfPending(ch));
    this.vfio = irqs.register((ch, packet) => {
      cpus.work(STEP['vfio-irq'], this.vfioPlace, this.kvmPlace, packet, inject, ch);
    });
    this.wakeup = irqs.register((ch, packet) => {
      cpus.work(STEP['pi-wakeup'], this.kvmPlace, this.kvmPlace, packet, rouse, ch);
    });
  }

  /** For the inspector: straight into the vCPU's descriptor, or by way of a CPU of the host. */
  describe(ch: number): { readonly posted: boolean; readonly cpu: number } {
    return { posted: this.posted, cpu: this.affinity(ch) };
  }

  /** The MSI-X message of a queue pair of a guest's function reached the IOMMU. */
  message(ch: number, packet: number): void {
    if (!this.posted) {
      this.irqs.raise(this.affinity(ch), this.vfio, ch, packet);
      return;
    }
    const vm = this.m.guestOf(ch);
    this.m.tally(vm).irqPosted++;
    const vector = this.vectorOf(ch);
    this.m.fact(FACT['irq-posted'], vm, packet, vector, 0, 0);
    if (!this.kvm.isBlocked(ch)) {
      this.kvm.inject(ch, vector, packet, false, true);
      return;
    }
    if (!this.kvm.setPending(ch, vector, packet)) return;
    this.irqs.raise(this.kvm.cpuOf(ch), this.wakeup, ch, packet);
  }
}
