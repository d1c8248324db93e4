import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { GuestWork } from '../hw/ports';
import type { Part } from '../kernel/sim';
import type { HostIrqs } from './host-irqs';

interface Process {
  /** It waits for room in the transmit ring. */
  full: boolean;
}

/** What a program of the host runs with, in place of a guest. */
export interface ProcessWiring {
  readonly cpu: number;
  /** CPU that its queue's interrupts are routed to. */
  readonly irqCpu: number;
  /** It has something to send and no room for it. */
  readonly stopped: (vm: number) => boolean;
  /** Sends what waits to be sent; false when there is nothing, or no room. */
  readonly work: GuestWork;
  /** Adds the work of the driver's interrupt handler. */
  readonly interrupt: (vm: number, packet: number) => void;
}

/**
 * Programs on the host itself, each with a queue pair of the PF: the stack and driver that a guest would run,
 * with nothing below them that traps. MODEL: the same kernel, so the same prices as in a guest; as there, passing
 * data from the kernel to the waiting program costs no switch of threads.
 */
export class Processes implements Part {
  readonly name = 'processes';
  s: { processes: Process[] };
  private readonly threads: number[] = [];
  private readonly wirings: (ProcessWiring | undefined)[] = [];
  private readonly handler: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly irqs: HostIrqs;

  constructor(m: Machine, cpus: Cpus, irqs: HostIrqs) {
    this.m = m;
    this.cpus = cpus;
    this.irqs = irqs;
    this.s = { processes: Array.from({ length: m.vmCount }, () => ({ full: false })) };
    m.sim.add(this);
    const entered = cpus.action((_, packet, vm) => this.wiring(vm).interrupt(vm, packet));
    this.handler = irqs.register((vm, packet) => {
      const at = this.driverPlace();
      cpus.work(STEP.isr, at, at, packet, entered, vm);
    });
  }

  on(): void {
    throw new Error('processes: has no events');
  }

  has(vm: number): boolean {
    return this.wirings[vm] !== undefined;
  }

  /** Thread of a program; -1 where it is a guest. */
  threadOf(vm: number): number {
    return this.threads[vm] ?? -1;
  }

  add(vm: number, wiring: ProcessWiring): void {
    this.wirings[vm] = wiring;
    const home = this.m.place('process', vm);
    this.threads[vm] = this.cpus.addThread('process', vm, wiring.cpu, home, {
      next: () => {
        const busy = wiring.work(vm);
        (this.s.processes[vm] as Process).full = !busy && wiring.stopped(vm);
      },
    });
  }

  /** The program has something to send. */
  wake(vm: number): void {
    const home = this.m.place('process', vm);
    this.cpus.wake(this.threads[vm] as number, home, home);
  }

  /** An MSI-X message of the program's queue. */
  message(vm: number, packet: number): void {
    this.irqs.raise(this.wiring(vm).irqCpu, this.handler, vm, packet);
  }

  /** The driver has taken sent frames back: a sender that waited for room goes on. */
  cleaned(vm: number): void {
    if ((this.s.processes[vm] as Process).full) this.wake(vm);
  }

  private driverPlace(): number {
    return this.m.place('pf-driver');
  }

  private wiring(vm: number): ProcessWiring {
    const wiring = this.wirings[vm];
    if (!wiring) throw new Error(`processes: ${String(vm)} is a guest`);
    return wiring;
  }
}
