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
  /** CPU that the host interrupt of a guest's device is routed to. */
  private readonly affinity: (vm: number) => number;
  /** Vector of a guest that its device's message has. */
  private readonly vectorOf: (vm: number) => number;

  constructor(
    m: Machine,
    cpus: Cpus,
    kvm: Kvm,
    irqs: HostIrqs,
    posted: boolean,
    affinity: (vm: number) => number,
    vectorOf: (vm: number) => number,
  ) {
    this.vectorOf = vectorOf;
    this.m = m;
    this.kvm = kvm;
    this.irqs = irqs;
    this.posted = posted;
    this.affinity = affinity;
    this.vfioPlace = m.place('vfio');
    this.kvmPlace = m.kvmPlace;
    const inject = cpus.action((_, packet, vm) => this.kvm.inject(vm, vectorOf(vm), packet));
    const rouse = cpus.action((_, __, vm) => this.kvm.wakeIfPending(vm));
    this.vfio = irqs.register((vm, packet) => {
      cpus.work(STEP['vfio-irq'], this.vfioPlace, this.kvmPlace, packet, inject, vm);
    });
    this.wakeup = irqs.register((vm, packet) => {
      cpus.work(STEP['pi-wakeup'], this.kvmPlace, this.kvmPlace, packet, rouse, vm);
    });
  }

  /** For the inspector: straight into the vCPU's descriptor, or by way of a CPU of the host. */
  describe(vm: number): { readonly posted: boolean; readonly cpu: number } {
    return { posted: this.posted, cpu: this.affinity(vm) };
  }

  /** An MSI-X message of guest `vm`'s function reached the IOMMU. */
  message(vm: number, packet: number): void {
    if (!this.posted) {
      this.irqs.raise(this.affinity(vm), this.vfio, vm, packet);
      return;
    }
    this.m.tally(vm).irqPosted++;
    const vector = this.vectorOf(vm);
    this.m.fact(FACT['irq-posted'], vm, packet, vector, 0, 0);
    if (!this.kvm.isBlocked(vm)) {
      this.kvm.inject(vm, vector, packet, false, true);
      return;
    }
    if (!this.kvm.setPending(vm, vector, packet)) return;
    this.irqs.raise(this.kvm.cpuOf(vm), this.wakeup, vm, packet);
  }
}
