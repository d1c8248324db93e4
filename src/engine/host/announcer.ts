import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { Part } from '../kernel/sim';
import type { HostNet } from './host-net';
import type { LoopHandler, Vmm } from './vmm';

/** Sends frames for a guest out of its VMM's main loop: qemu_announce_self, whose RARP goes through the guest's tap. */
export class Announcer implements Part, LoopHandler {
  readonly name = 'announcer';
  s: { frames: number[] } = { frames: [] };
  private readonly aToTap: number;
  private readonly cpus: Cpus;
  private readonly vmm: Vmm;
  private readonly net: HostNet;

  constructor(m: Machine, cpus: Cpus, vmm: Vmm, net: HostNet) {
    this.cpus = cpus;
    this.vmm = vmm;
    this.net = net;
    m.sim.add(this);
    this.aToTap = cpus.action((_, packet, vm) => this.net.fromTap(vm, packet));
  }

  on(): void {
    throw new Error('announcer: has no events');
  }

  /** Not within work of a thread. */
  send(vm: number, packet: number): void {
    this.s.frames.push(packet);
    this.vmm.signal(vm, this.vmm.placeOf(vm), packet);
  }

  ready(): boolean {
    return this.s.frames.length > 0;
  }

  run(vm: number): void {
    for (const packet of this.s.frames) {
      const [from, to] = [this.vmm.placeOf(vm), this.net.tapPlaceOf(vm)];
      this.cpus.work(STEP['copy-to-tap'], from, to, packet, this.aToTap, vm);
    }
    this.s.frames = [];
  }
}
