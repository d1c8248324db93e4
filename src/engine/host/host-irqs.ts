import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { Part } from '../kernel/sim';
import type { Kvm } from './kvm';

/** Adds the work of one interrupt, in interrupt context. */
export type IrqHandler = (arg: number, packet: number) => void;

interface IrqState {
  /** Interrupts that each CPU has accepted and not handled yet: handler, argument, packet. */
  pending: number[][];
}

/** Interrupt context of the host's CPUs: hard interrupt and the softirq it raises, run as one. */
export class HostIrqs implements Part {
  readonly name = 'host-irqs';
  s: IrqState;
  private readonly handlers: IrqHandler[] = [];

  private readonly kvm: Kvm;

  constructor(m: Machine, cpus: Cpus, kvm: Kvm, cores: number) {
    this.kvm = kvm;
    this.s = { pending: Array.from({ length: cores }, () => []) };
    m.sim.add(this);
    for (let cpu = 0; cpu < cores; cpu++) {
      cpus.addThread('irq', -1, cpu, m.kvmPlace, { next: () => this.next(cpu) });
    }
  }

  on(): void {
    throw new Error('host-irqs: has no events');
  }

  /** Registers a handler; returns its number. */
  register(handler: IrqHandler): number {
    return this.handlers.push(handler) - 1;
  }

  /** An interrupt message for a CPU of the host arrived. */
  raise(cpu: number, handler: number, arg: number, packet: number): void {
    (this.s.pending[cpu] as number[]).push(handler, arg, packet);
    this.kvm.hostInterrupt(cpu, packet);
  }

  private next(cpu: number): void {
    const pending = this.s.pending[cpu] as number[];
    const [handler, arg, packet] = pending.splice(0, 3);
    if (handler === undefined || arg === undefined || packet === undefined) return;
    (this.handlers[handler] as IrqHandler)(arg, packet);
  }
}
