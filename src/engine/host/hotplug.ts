import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { Part } from '../kernel/sim';
import { exitArg } from './exits';
import type { Kvm } from './kvm';
import type { LoopHandler, Vmm } from './vmm';

/** Vector of the guest's system control interrupt; the lower ones are its devices'. */
export const HOTPLUG_VECTOR = 3;
/** I/O_INSTRUCTION */
const PORT_IO = 30;

interface Slot {
  /** What QEMU wants of the guest, and whether the guest has been told. */
  wants: 'nothing' | 'out' | 'in';
  raised: boolean;
}

/** What the guest's kernel and the VMM do about the slot. */
export interface SlotUser {
  /** The guest has read what became of the slot. */
  readonly found: (vm: number, comes: boolean) => void;
  /** The guest has written the eject register. */
  readonly ejected: (vm: number) => void;
}

/**
 * One slot of ACPI PCI hotplug for each guest, as QEMU models it (hw/acpi/pcihp.c): the main loop sets the slot's bit
 * and raises the SCI; the guest's handler reads the bits and writes the slot into the eject register, each an exit by an
 * I/O port to the VMM. MODEL: the SCI is taken as an edge; reads of the GPE block are part of the one that is there.
 */
export class Hotplug implements Part, LoopHandler {
  readonly name = 'hotplug';
  s: { slots: Slot[] };
  private readonly aRaised: number;
  private readonly aFound: number;
  private readonly aEjected: number;

  private readonly cpus: Cpus;
  private readonly m: Machine;
  private readonly kvm: Kvm;
  private readonly vmm: Vmm;

  constructor(m: Machine, cpus: Cpus, kvm: Kvm, vmm: Vmm, user: SlotUser) {
    this.m = m;
    this.cpus = cpus;
    this.kvm = kvm;
    this.vmm = vmm;
    this.s = {
      slots: Array.from({ length: m.vmCount }, () => ({ wants: 'nothing', raised: false })),
    };
    m.sim.add(this);
    this.aRaised = cpus.action((_, packet, vm) => kvm.inject(vm, HOTPLUG_VECTOR, packet));
    this.aFound = cpus.action((_, __, vm) => this.found(vm, user));
    this.aEjected = cpus.action((_, __, vm) => user.ejected(vm));
  }

  on(): void {
    throw new Error('hotplug: has no events');
  }

  addGuest(vm: number): void {
    this.vmm.addHandler(vm, this);
    this.kvm.setHandler(vm, HOTPLUG_VECTOR, (guest, packet) => this.interrupt(guest, packet));
  }

  /** Asks the guest to take a device in or to let it go. Not within work of a thread. */
  ask(vm: number, wants: 'out' | 'in'): void {
    this.s.slots[vm] = { wants, raised: false };
    this.vmm.signal(vm, this.vmm.placeOf(vm), 0);
  }

  ready(vm: number): boolean {
    const { wants, raised } = this.slot(vm);
    return wants !== 'nothing' && !raised;
  }

  run(vm: number): void {
    this.slot(vm).raised = true;
    this.vmm.raise(STEP['raise-irq-line'], vm, 0, this.aRaised, vm);
  }

  /** As work of the vCPU: writes the slot into the eject register. */
  eject(vm: number): void {
    this.portIo(vm, this.aEjected);
  }

  /** acpi_ev_sci_xrupt_handler: which slot, and which way. */
  private interrupt(vm: number, packet: number): void {
    const place = this.m.drivers[vm] as number;
    this.cpus.work(STEP.isr, place, place, packet);
    this.portIo(vm, this.aFound);
    this.kvm.eoi(vm, packet, false);
  }

  private found(vm: number, user: SlotUser): void {
    const { wants } = this.slot(vm);
    this.s.slots[vm] = { wants: 'nothing', raised: false };
    if (wants !== 'nothing') user.found(vm, wants === 'in');
  }

  private portIo(vm: number, device: number): void {
    const { cpus, vmm } = this;
    const driver = this.m.drivers[vm] as number;
    const { kvmPlace: kvm } = this.m;
    const at = vmm.placeOf(vm);
    cpus.work(STEP['exit-light'], driver, kvm, 0, -1, exitArg(PORT_IO, 'H'));
    cpus.work(STEP['to-user'], kvm, at, 0, vmm.lock, vm);
    cpus.work(STEP['device-register'], at, at, 0, device, vm);
    cpus.work(STEP['to-kernel'], at, kvm, 0, vmm.unlock, vm);
    cpus.work(STEP['entry-light'], kvm, driver, 0, this.kvm.exits.entry, vm);
  }

  private slot(vm: number): Slot {
    return this.s.slots[vm] as Slot;
  }
}
