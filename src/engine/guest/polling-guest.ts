import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { Part } from '../kernel/sim';

/** A ring pair whose driver asks for no interrupt: it looks by itself. */
export interface PolledDevice {
  /** Frames that were received and not taken up. */
  received(vm: number): number;
  take(vm: number): number;
  /** A burst was taken: its buffers go back. Adds what work that is. */
  refill(vm: number, packet: number): void;
  /** Entries free in the transmit ring, what was sent taken back. */
  txSpace(vm: number): number;
  post(vm: number, packet: number): void;
  /** A burst was posted: the device is told where it has to be. Adds what work that is. */
  ring(vm: number, packet: number): void;
}

/** The guest's program: where its frames come from, and where they end. */
export interface PolledProgram {
  /** Frames that it has to send, of which `most` have room. */
  waiting(vm: number, most: number): number;
  take(vm: number, most: number): readonly number[];
  arrived(vm: number, packet: number): void;
}

/** MAX_PKT_BURST */
const BURST = 32;

/**
 * A guest whose program drives its device itself (DPDK): it polls both rings on its vCPU and never halts, so there
 * are no interrupts, no notifications and no kernel's stack.
 * MODEL: empty rounds are not simulated one by one; what comes is seen one round later.
 */
export class PollingGuest implements Part {
  readonly name = 'polling-guest';
  s: Record<never, never> = {};
  private readonly devices: (PolledDevice | undefined)[] = [];
  private readonly app: number[] = [];
  private readonly program: PolledProgram;
  private readonly aRound: number;
  private readonly aPosted: number;
  private readonly aArrived: number;
  private readonly aTaken: number;
  private readonly aRing: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;

  constructor(m: Machine, cpus: Cpus, program: PolledProgram) {
    this.m = m;
    this.cpus = cpus;
    this.program = program;
    m.sim.add(this);
    this.aRound = cpus.action((_, __, vm) => this.round(vm));
    this.aPosted = cpus.action((_, packet, vm) => this.device(vm).post(vm, packet));
    this.aTaken = cpus.action((_, packet, vm) => this.device(vm).refill(vm, packet));
    this.aRing = cpus.action((_, packet, vm) => this.device(vm).ring(vm, packet));
    this.aArrived = cpus.action((_, packet, vm) => program.arrived(vm, packet));
  }

  on(): void {
    throw new Error('polling-guest: has no events');
  }

  addGuest(vm: number, device: PolledDevice): void {
    this.devices[vm] = device;
    this.app[vm] = this.m.place('app', vm);
  }

  has(vm: number): boolean {
    return this.devices[vm] !== undefined;
  }

  /** One round over both rings; false where both have nothing to do. */
  work(vm: number): boolean {
    const device = this.device(vm);
    const space = Math.min(BURST, device.txSpace(vm));
    const sends = space > 0 && this.program.waiting(vm, space) > 0;
    if (!sends && device.received(vm) === 0) return false;
    const driver = this.m.drivers[vm] as number;
    this.cpus.work(STEP['guest-pmd-round'], driver, driver, 0, this.aRound, vm);
    return true;
  }

  private round(vm: number): void {
    const device = this.device(vm);
    const driver = this.m.drivers[vm] as number;
    const app = this.app[vm] as number;
    const received = Math.min(BURST, device.received(vm));
    for (let i = 0; i < received; i++) {
      const packet = device.take(vm);
      // A rogue's descriptor may come back done with nothing in its buffer.
      if (packet !== 0)
        this.cpus.work(STEP['guest-pmd-rx'], driver, app, packet, this.aArrived, vm);
      if (i === received - 1) this.afterwards(vm, packet, this.aTaken);
    }
    const sent = this.program.take(vm, Math.min(BURST, device.txSpace(vm)));
    for (const packet of sent) {
      this.cpus.work(STEP['guest-pmd-tx'], app, driver, packet, this.aPosted, vm);
    }
    const last = sent.at(-1);
    if (last !== undefined) this.afterwards(vm, last, this.aRing);
  }

  /** When the pieces before it are done, and not before. */
  private afterwards(vm: number, packet: number, action: number): void {
    const driver = this.m.drivers[vm] as number;
    this.cpus.work(STEP['guest-pmd-round'], driver, driver, packet, action, vm, 0);
  }

  private device(vm: number): PolledDevice {
    const device = this.devices[vm];
    if (!device) throw new Error(`polling-guest: guest ${String(vm)} does not poll`);
    return device;
  }
}
