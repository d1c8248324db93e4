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
  readonly stopped: (ch: number) => boolean;
  /** Sends what waits to be sent; false when there is nothing, or no room. */
  readonly work: GuestWork;
  /** Adds the work of the driver's interrupt handler. */
  readonly interrupt: (ch: number, packet: number) => void;
}

/**
 * Programs on the host itself, each thread of them with a queue pair of the PF: the stack and driver that a guest would run,
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
    this.s = { processes: Array.from({ length: m.channels.count }, () => ({ full: false })) };
    m.sim.add(this);
    const entered = cpus.action((_, packet, ch) => this.wiring(ch).interrupt(ch, packet));
    this.handler = irqs.register((ch, packet) => {
      const at = this.driverPlace();
      cpus.work(STEP.isr, at, at, packet, entered, ch);
    });
  }

  on(): void {
    throw new Error('processes: has no events');
  }

  has(ch: number): boolean {
    return this.wirings[ch] !== undefined;
  }

  /** Thread of a channel of a program; -1 where it is a guest's. */
  threadOf(ch: number): number {
    return this.threads[ch] ?? -1;
  }

  add(ch: number, wiring: ProcessWiring): void {
    this.wirings[ch] = wiring;
    const home = this.m.place('process', this.m.guestOf(ch));
    this.threads[ch] = this.cpus.addThread('process', this.m.guestOf(ch), wiring.cpu, home, {
      next: () => {
        const busy = wiring.work(ch);
        (this.s.processes[ch] as Process).full = !busy && wiring.stopped(ch);
      },
    });
  }

  /** The program has something to send. */
  wake(ch: number): void {
    const home = this.m.place('process', this.m.guestOf(ch));
    this.cpus.wake(this.threads[ch] as number, home, home);
  }

  /** An MSI-X message of the program's queue. */
  message(ch: number, packet: number): void {
    this.irqs.raise(this.wiring(ch).irqCpu, this.handler, ch, packet);
  }

  /** The driver has taken sent frames back: a sender that waited for room goes on. */
  cleaned(ch: number): void {
    if ((this.s.processes[ch] as Process).full) this.wake(ch);
  }

  private driverPlace(): number {
    return this.m.place('pf-driver');
  }

  private wiring(ch: number): ProcessWiring {
    const wiring = this.wirings[ch];
    if (!wiring) throw new Error(`processes: channel ${String(ch)} is a guest's`);
    return wiring;
  }
}
