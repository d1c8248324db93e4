import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { Part } from '../kernel/sim';

/** A ring pair whose driver asks for no interrupt: it looks by itself. */
export interface PolledDevice {
  /** Frames that were received and not taken up. */
  received(ch: number): number;
  take(ch: number): number;
  /** A burst was taken: its buffers go back. Adds what work that is. */
  refill(ch: number, packet: number): void;
  /** Entries free in the transmit ring, what was sent taken back. */
  txSpace(ch: number): number;
  post(ch: number, packet: number): void;
  /** A burst was posted: the device is told where it has to be. Adds what work that is. */
  ring(ch: number, packet: number): void;
}

/** The guest's program: where its frames come from, and where they end. */
export interface PolledProgram {
  /** Frames that it has to send, of which `most` have room. */
  waiting(ch: number, most: number): number;
  take(ch: number, most: number): readonly number[];
  arrived(ch: number, packet: number): void;
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
    this.aRound = cpus.action((_, __, ch) => this.round(ch));
    this.aPosted = cpus.action((_, packet, ch) => this.device(ch).post(ch, packet));
    this.aTaken = cpus.action((_, packet, ch) => this.device(ch).refill(ch, packet));
    this.aRing = cpus.action((_, packet, ch) => this.device(ch).ring(ch, packet));
    this.aArrived = cpus.action((_, packet, ch) => program.arrived(ch, packet));
  }

  on(): void {
    throw new Error('polling-guest: has no events');
  }

  addChannel(ch: number, device: PolledDevice): void {
    this.devices[ch] = device;
    this.app[ch] = this.m.place('app', this.m.guestOf(ch));
  }

  has(ch: number): boolean {
    return this.devices[ch] !== undefined;
  }

  /** One round over both rings; false where both have nothing to do. */
  work(ch: number): boolean {
    const device = this.device(ch);
    const space = Math.min(BURST, device.txSpace(ch));
    const sends = space > 0 && this.program.waiting(ch, space) > 0;
    if (!sends && device.received(ch) === 0) return false;
    const driver = this.m.drivers[ch] as number;
    this.cpus.work(STEP['guest-pmd-round'], driver, driver, 0, this.aRound, ch);
    return true;
  }

  private round(ch: number): void {
    const device = this.device(ch);
    const driver = this.m.drivers[ch] as number;
    const app = this.app[ch] as number;
    const received = Math.min(BURST, device.received(ch));
    for (let i = 0; i < received; i++) {
      const packet = device.take(ch);
      // A rogue's descriptor may come back done with nothing in its buffer.
      if (packet !== 0)
        this.cpus.work(STEP['guest-pmd-rx'], driver, app, packet, this.aArrived, ch);
      if (i === received - 1) this.afterwards(ch, packet, this.aTaken);
    }
    const sent = this.program.take(ch, Math.min(BURST, device.txSpace(ch)));
    for (const packet of sent) {
      this.cpus.work(STEP['guest-pmd-tx'], app, driver, packet, this.aPosted, ch);
    }
    const last = sent.at(-1);
    if (last !== undefined) this.afterwards(ch, last, this.aRing);
  }

  /** When the pieces before it are done, and not before. */
  private afterwards(ch: number, packet: number, action: number): void {
    const driver = this.m.drivers[ch] as number;
    this.cpus.work(STEP['guest-pmd-round'], driver, driver, packet, action, ch, 0);
  }

  private device(ch: number): PolledDevice {
    const device = this.devices[ch];
    if (!device) throw new Error(`polling-guest: channel ${String(ch)} does not poll`);
    return device;
  }
}
