import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { Mailbox } from '../hw/mailbox';
import { requests, type MailboxMessage, type Wishes } from '../hw/vf-mailbox';
import type { Part } from '../kernel/sim';
import { PS_PER_US } from '../units';

/** A guest whose VF driver starts with the run. */
export interface StartingVf {
  readonly fn: number;
  readonly wishes: Wishes;
  /** Of the VF's driver. */
  readonly place: number;
  /**
   * Work of its vCPU for the read of a register that is not mapped into the guest, `then` at its end: an assignable
   * interface's reset status (VFGEN_RSTAT) is composed by software. Absent: all its registers are.
   */
  readonly slowRead?: (vm: number, packet: number, then: number) => void;
}

interface Start {
  /** Messages that are still to be sent; the first is the one under way. */
  left: MailboxMessage[];
  /** 0 = write the next message, 1 = wait until `pollAt`, 2 = look, 3 = read the reset status. */
  step: number;
  over: boolean;
}

const [WRITE, WAIT, LOOK, STATUS] = [0, 1, 2, 3];
const [BEGIN, POLLED] = [0, 1];
/** IXGBE_VF_MBX_INIT_DELAY: from one look at VFMAILBOX to the next. */
const POLL = 500 * PS_PER_US;

/**
 * How a VF's driver comes up (ixgbevf_reset, ixgbevf_open): it asks its PF for one thing after the other and looks for
 * each answer every 500 µs. Frames wait in front of it until it is done.
 * MODEL: between two looks the guest is idle; the driver's udelay() would keep its vCPU busy.
 */
export class VfStart implements Part {
  readonly name = 'vf-start';
  s: { starts: Start[] };
  private readonly index: number;
  private readonly starting: (StartingVf | undefined)[] = [];
  private readonly aWritten: number;
  private readonly aRead: number;
  private readonly aReady: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly mailbox: Mailbox;
  private readonly firstFrame: (vm: number) => number;
  private readonly poke: (vm: number) => void;

  /** `firstFrame`: the frame that waits first at a guest's driver; 0 = none. */
  constructor(
    m: Machine,
    cpus: Cpus,
    mailbox: Mailbox,
    firstFrame: (vm: number) => number,
    poke: (vm: number) => void,
  ) {
    this.m = m;
    this.cpus = cpus;
    this.mailbox = mailbox;
    this.firstFrame = firstFrame;
    this.poke = poke;
    this.s = {
      starts: Array.from({ length: m.vmCount }, () => ({ left: [], step: WRITE, over: true })),
    };
    this.index = m.sim.add(this);
    this.aWritten = cpus.action((_, packet, vm) => this.written(vm, packet));
    this.aRead = cpus.action((_, __, vm) => this.read(vm));
    this.aReady = cpus.action((_, __, vm) => void (this.start(vm).step = WRITE));
  }

  /** `now`: with the run; else when the function comes (`begin`). */
  add(vm: number, starting: StartingVf, now: boolean): void {
    this.starting[vm] = starting;
    if (!now) return;
    this.begin(vm);
    this.m.sim.at(0, this.index, BEGIN, vm, 0);
  }

  /** The driver has found its function. */
  begin(vm: number): void {
    const step = this.of(vm).slowRead === undefined ? WRITE : STATUS;
    this.s.starts[vm] = { left: ['reset'], step, over: false };
  }

  /** Does the driver of this guest's VF come up in the run? */
  serves(vm: number): boolean {
    return this.starting[vm] !== undefined;
  }

  isOver(vm: number): boolean {
    return this.start(vm).over;
  }

  /** Adds the driver's next piece of work; false when it waits. */
  work(vm: number): boolean {
    // One thread of the guest brings its driver up; its other vCPUs have nothing to do before that.
    if (vm >= this.m.vmCount) return false;
    const { step } = this.start(vm);
    if (step === WAIT) return false;
    const { place } = this.of(vm);
    const packet = this.firstFrame(vm);
    if (step === STATUS) {
      this.of(vm).slowRead?.(vm, packet, this.aReady);
      return true;
    }
    const [what, then] =
      step === WRITE ? [STEP['mailbox-write'], this.aWritten] : [STEP['mailbox-poll'], this.aRead];
    this.cpus.work(what, place, place, packet, then, vm);
    return true;
  }

  on(kind: number, vm: number): void {
    if (kind === POLLED) this.start(vm).step = LOOK;
    this.poke(vm);
  }

  private written(vm: number, packet: number): void {
    const start = this.start(vm);
    this.mailbox.request(this.of(vm).fn, start.left[0] as MailboxMessage, packet);
    this.sleep(vm);
  }

  private read(vm: number): void {
    const start = this.start(vm);
    const { fn, wishes } = this.of(vm);
    const reply = this.mailbox.read(fn);
    if (reply === 0) return this.sleep(vm);
    const done = start.left.shift();
    if (done === 'reset') start.left = [...requests(wishes, reply === 1)];
    start.step = WRITE;
    start.over = start.left.length === 0;
  }

  private sleep(vm: number): void {
    this.start(vm).step = WAIT;
    this.m.sim.at(this.m.now + POLL, this.index, POLLED, vm, 0);
  }

  private start(vm: number): Start {
    return this.s.starts[vm] as Start;
  }

  private of(vm: number): StartingVf {
    const starting = this.starting[vm];
    if (!starting) throw new Error(`vf-start: guest ${String(vm)} has no VF that starts`);
    return starting;
  }
}
