import { REG } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { Kvm } from './kvm';

/** VFR_VFACTIVE, the state of VFGEN_RSTAT in which a driver may go on. */
const ACTIVE = 2;

/**
 * Virtual device composition module of an assignable interface: what the guest takes for a PCI device is put together by
 * software. Registers that are not in a mapped page leave the guest, go to the VMM, and from there by a read or write of the
 * device's file into the maker's driver (`ice_vdcm_rw`).
 */
export class Vdcm {
  private readonly m: Machine;
  private readonly kvm: Kvm;
  private readonly answered: number[] = [];
  private readonly aCompose: number;

  constructor(m: Machine, cpus: Cpus, kvm: Kvm) {
    this.m = m;
    this.kvm = kvm;
    this.aCompose = cpus.action((_, packet, vm) => {
      const place = m.place('vdcm');
      cpus.work(STEP.vdcm, m.place('vmm', vm), place, packet, this.answered[vm] ?? -1, vm);
    });
  }

  /** Adds the work of one trapped read of VFGEN_RSTAT to the guest's vCPU; action `then` runs when it is answered. */
  read(vm: number, packet: number, then: number): void {
    this.answered[vm] = then;
    const { exits } = this.kvm;
    exits.countRegister(vm, REG.vfResetStatus, packet, ACTIVE, false, true);
    exits.trap(vm, REG.vfResetStatus, packet, 'H', this.aCompose, vm, this.m.place('vmm', vm));
  }
}
