import { FACT } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { HostIrqs } from './host-irqs';
import type { Kvm } from './kvm';

/** Vectors of one guest at most: a virtio-net has two, any other device one. */
const VECTORS = 4;

/**
 * Where the message of a device that was given to a guest goes (VT-d interrupt remapping): posted
 * into the vCPU's descriptor by the IOMMU, or remapped to a host CPU, whose vfio handler injects it.
 */
export class IrqRemap {
  private readonly handler: number;
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

  /** `isVdpa`: the host's driver of the guest's device is not VFIO but one of the vDPA bus. */
  constructor(
    m: Machine,
    cpus: Cpus,
    kvm: Kvm,
    irqs: HostIrqs,
    posted: boolean,
    affinity: (ch: number) => number,
    vectorOf: (ch: number) => number,
    isVdpa: (ch: number) => boolean = () => false,
  ) {
    this.vectorOf = vectorOf;
    this.m = m;
    this.kvm = kvm;
    this.irqs = irqs;
    this.posted = posted;
    this.affinity = affinity;
    const vfioPlace = m.place('vfio');
    this.kvmPlace = m.kvmPlace;
    const inject = cpus.action((_, packet, arg) =>
      this.kvm.inject(Math.floor(arg / VECTORS), arg % VECTORS, packet),
    );
    const rouse = cpus.action((_, __, ch) => this.kvm.wakeIfPending(ch));
    this.handler = irqs.register((arg, packet) => {
      const vdpa = isVdpa(Math.floor(arg / VECTORS));
      const [step, place] = vdpa
        ? [STEP['vdpa-irq'], m.place('vhost-vdpa')]
        : [STEP['vfio-irq'], vfioPlace];
      cpus.work(step, place, this.kvmPlace, packet, inject, arg);
    });
    this.wakeup = irqs.register((ch, packet) => {
      cpus.work(STEP['pi-wakeup'], this.kvmPlace, this.kvmPlace, packet, rouse, ch);
    });
  }

  /** For the inspector: straight into the vCPU's descriptor, or by way of a CPU of the host. */
  describe(ch: number): { readonly posted: boolean; readonly cpu: number } {
    return { posted: this.posted, cpu: this.affinity(ch) };
  }

  /** Message `vector` of a queue pair of a guest's device reached the IOMMU. */
  message(ch: number, packet: number, vector = 0): void {
    const slot = this.vectorOf(ch) + vector;
    if (!this.posted) {
      this.irqs.raise(this.affinity(ch), this.handler, ch * VECTORS + slot, packet);
      return;
    }
    const vm = this.m.guestOf(ch);
    this.m.tally(vm).irqPosted++;
    this.m.fact(FACT['irq-posted'], vm, packet, slot, 0, 0);
    if (!this.kvm.isBlocked(ch)) {
      this.kvm.inject(ch, slot, packet, false, true);
      return;
    }
    if (!this.kvm.setPending(ch, slot, packet)) return;
    this.irqs.raise(this.kvm.cpuOf(ch), this.wakeup, ch, packet);
  }
}
