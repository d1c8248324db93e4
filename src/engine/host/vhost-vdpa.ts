import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { Part } from '../kernel/sim';
import type { Kvm } from './kvm';

/** Where a kick ends: the queue's notify address in the card. */
export type Notify = (ch: number, queue: number, packet: number, from: number) => void;

/**
 * The host's share of a vDPA device (drivers/vhost/vdpa.c): it has mapped the card's notify page into the guest
 * (`vhost_vdpa_mmap`, QEMU's host notifier), so that a kick is a posted write of the guest's. Without the page a kick leaves the
 * guest: the ioeventfd is signalled, and as the device has no worker, `handle_vq_kick` rings for the guest then and there.
 */
export class VhostVdpa implements Part {
  readonly name = 'vhost-vdpa';
  s = {};
  private readonly mapped: boolean[] = [];
  private place = -1;
  private readonly aRing: number;
  private readonly aKicked: number;
  private readonly aRelay: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly kvm: Kvm;
  private readonly ring: Notify;

  constructor(m: Machine, cpus: Cpus, kvm: Kvm, ring: Notify) {
    this.m = m;
    this.cpus = cpus;
    this.kvm = kvm;
    this.ring = ring;
    m.sim.add(this);
    this.aRing = cpus.action((_, packet, arg) =>
      this.ring(arg >> 1, arg & 1, packet, this.m.drivers[arg >> 1] as number),
    );
    this.aKicked = cpus.action((_, packet, arg) =>
      this.cpus.work(STEP['vdpa-kick'], this.place, this.place, packet, this.aRelay, arg),
    );
    this.aRelay = cpus.action((_, packet, arg) => this.ring(arg >> 1, arg & 1, packet, this.place));
  }

  on(): void {
    throw new Error('vhost-vdpa: has no events');
  }

  /** `mapped`: the notify page is in the guest's address space. */
  addChannel(ch: number, mapped: boolean): void {
    this.place = this.m.place('vhost-vdpa');
    this.mapped[ch] = mapped;
  }

  notify(ch: number, queue: number, reg: number, packet: number): void {
    if (this.mapped[ch] !== true)
      return this.kvm.exits.kick(ch, queue, reg, packet, this.aKicked, this.place);
    const driver = this.m.drivers[ch] as number;
    this.kvm.exits.countRegister(ch, reg, packet, queue, true, false);
    this.cpus.work(STEP['direct-write'], driver, driver, packet, this.aRing, (ch << 1) | queue);
  }

  /** The card looks at a ring only when it was told to. */
  published(): void {}
}
