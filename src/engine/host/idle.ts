import { REG } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { GuestWork } from '../hw/ports';
import type { Picos } from '../units';
import { exitArg, type Exits } from './exits';
import type { Vcpu } from './vcpu';

/** halt_poll_ns_grow_start. */
const HALT_POLL_START: Picos = 10_000_000;
const IDLE_FOREVER: Picos = 1e15;

/** The idle guest: its timer and HLT, halt polling, sleep and wake-up (virt/kvm/kvm_main.c, kvm_vcpu_halt). */
export class Idle {
  private readonly work: GuestWork[] = [];
  private readonly threads: number[] = [];
  private readonly driverPlace: number[] = [];
  private readonly place: number;
  private readonly aHalt: number;
  private readonly aPollDone: number;
  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly exits: Exits;
  private readonly vcpu: (ch: number) => Vcpu;
  /** Guests that never halt (idle=poll). */
  private readonly polls: readonly boolean[];
  /** kvm.halt_poll_ns */
  private readonly haltPoll: readonly Picos[];

  constructor(
    m: Machine,
    cpus: Cpus,
    exits: Exits,
    vcpu: (ch: number) => Vcpu,
    settings: { readonly idlePoll: readonly boolean[]; readonly haltPoll: readonly Picos[] },
  ) {
    this.m = m;
    this.cpus = cpus;
    this.exits = exits;
    this.vcpu = vcpu;
    this.polls = settings.idlePoll;
    this.haltPoll = settings.haltPoll;
    this.place = m.kvmPlace;
    this.aHalt = cpus.action((thread) => this.halted(exits.channelOf(thread)));
    this.aPollDone = cpus.action((_, __, ch) => this.pollDone(ch));
  }

  /** `work` is asked whenever the guest has nothing to do. */
  addChannel(ch: number, thread: number, driverPlace: number, work: GuestWork): void {
    this.threads[ch] = thread;
    this.driverPlace[ch] = driverPlace;
    this.work[ch] = work;
  }

  /** Guests that never halt have run since before the run began: an interrupt finds them in guest mode. */
  boot(): void {
    this.polls.forEach((polls, ch) => {
      if (polls) this.cpus.boot(this.threads[ch] as number);
    });
  }

  /** The guest's application has something to do at this moment (its timer expired). */
  poke(ch: number): void {
    const v = this.vcpu(ch);
    const thread = this.threads[ch] as number;
    if (v.idling) v.timer = true;
    if (v.halt !== 'no') {
      v.timer = true;
      this.rouse(ch);
    } else if (this.cpus.runningStep(thread) === STEP['guest-idle']) {
      this.cpus.cutShort(thread);
    } else if (this.cpus.isSleeping(thread)) {
      this.cpus.wake(thread, this.place, this.driverPlace[ch] as number);
    }
  }

  /** Something happened that a halted guest waits for. */
  rouse(ch: number): void {
    const thread = this.threads[ch] as number;
    if (this.vcpu(ch).halt === 'polling') this.cpus.cutShort(thread);
    else this.cpus.wake(thread, this.place, this.driverPlace[ch] as number);
  }

  /** The vCPU has nothing left to do: an idle guest, or one that is to go on after its halt. */
  next(ch: number): void {
    const v = this.vcpu(ch);
    const driver = this.driverPlace[ch] as number;
    if (v.halt !== 'no') {
      if (v.irr === 0 && !v.timer) return;
      this.adaptPolling(v, this.haltPoll[ch] as Picos);
      v.halt = 'no';
      v.idling = false;
      this.cpus.work(STEP['entry-light'], this.place, driver, 0, this.exits.entry, ch);
      return;
    }
    if ((this.work[ch] as GuestWork)(ch)) return;
    if (this.polls[ch]) {
      this.cpus.work(STEP['guest-idle'], driver, driver, 0, -1, 0, IDLE_FOREVER);
      return;
    }
    v.idling = true;
    // Tickless idle: the next timer is programmed, then HLT.
    this.exits.countRegister(ch, REG.tscDeadline, 0, 0, true, true);
    this.cpus.work(
      STEP['exit-fast'],
      driver,
      this.place,
      0,
      -1,
      exitArg(32, 'LF', REG.tscDeadline, true),
    );
    this.cpus.work(STEP['entry-fast'], this.place, driver, 0, this.exits.entry, ch);
    this.cpus.work(
      STEP['exit-light'],
      driver,
      this.place,
      0,
      this.aHalt,
      exitArg(12, 'L', -1, true),
    );
  }

  private halted(ch: number): void {
    const v = this.vcpu(ch);
    v.haltedAt = this.m.now;
    if (v.irr !== 0 || v.timer) {
      v.idling = false;
      this.cpus.work(
        STEP['entry-light'],
        this.place,
        this.driverPlace[ch] as number,
        0,
        this.exits.entry,
        ch,
      );
      return;
    }
    if (v.pollTime === 0) {
      v.halt = 'blocked';
      return;
    }
    v.halt = 'polling';
    this.cpus.work(STEP['halt-poll'], this.place, this.place, 0, this.aPollDone, ch, v.pollTime);
  }

  private pollDone(ch: number): void {
    const v = this.vcpu(ch);
    if (v.irr === 0 && !v.timer) v.halt = 'blocked';
  }

  /** virt/kvm/kvm_main.c, kvm_vcpu_halt: polling grows after short blocks, is given up after long ones. */
  private adaptPolling(v: Vcpu, most: Picos): void {
    if (v.halt !== 'blocked') return;
    const blocked = this.m.now - v.haltedAt;
    if (blocked <= v.pollTime) return;
    if (v.pollTime > 0 && blocked > most) v.pollTime = 0;
    else if (v.pollTime < most && blocked < most) {
      v.pollTime = Math.min(most, Math.max(HALT_POLL_START, 2 * v.pollTime));
    }
  }
}
