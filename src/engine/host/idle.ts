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
  private readonly vcpu: (vm: number) => Vcpu;
  /** Guests that never halt (idle=poll). */
  private readonly polls: readonly boolean[];
  /** kvm.halt_poll_ns */
  private readonly haltPoll: readonly Picos[];

  constructor(
    m: Machine,
    cpus: Cpus,
    exits: Exits,
    vcpu: (vm: number) => Vcpu,
    settings: { readonly idlePoll: readonly boolean[]; readonly haltPoll: readonly Picos[] },
  ) {
    this.m = m;
    this.cpus = cpus;
    this.exits = exits;
    this.vcpu = vcpu;
    this.polls = settings.idlePoll;
    this.haltPoll = settings.haltPoll;
    this.place = m.kvmPlace;
    this.aHalt = cpus.action((thread) => this.halted(exits.vmOfThread(thread)));
    this.aPollDone = cpus.action((_, __, vm) => this.pollDone(vm));
  }

  /** `work` is asked whenever the guest has nothing to do. */
  addGuest(vm: number, thread: number, driverPlace: number, work: GuestWork): void {
    this.threads[vm] = thread;
    this.driverPlace[vm] = driverPlace;
    this.work[vm] = work;
  }

  /** Guests that never halt have run since before the run began: an interrupt finds them in guest mode. */
  boot(): void {
    this.polls.forEach((polls, vm) => {
      if (polls) this.cpus.boot(this.threads[vm] as number);
    });
  }

  /** The guest's application has something to do at this moment (its timer expired). */
  poke(vm: number): void {
    const v = this.vcpu(vm);
    const thread = this.threads[vm] as number;
    if (v.idling) v.timer = true;
    if (v.halt !== 'no') {
      v.timer = true;
      this.rouse(vm);
    } else if (this.cpus.runningStep(thread) === STEP['guest-idle']) {
      this.cpus.cutShort(thread);
    } else if (this.cpus.isSleeping(thread)) {
      this.cpus.wake(thread, this.place, this.driverPlace[vm] as number);
    }
  }

  /** Something happened that a halted guest waits for. */
  rouse(vm: number): void {
    const thread = this.threads[vm] as number;
    if (this.vcpu(vm).halt === 'polling') this.cpus.cutShort(thread);
    else this.cpus.wake(thread, this.place, this.driverPlace[vm] as number);
  }

  /** The vCPU has nothing left to do: an idle guest, or one that is to go on after its halt. */
  next(vm: number): void {
    const v = this.vcpu(vm);
    const driver = this.driverPlace[vm] as number;
    if (v.halt !== 'no') {
      if (v.irr === 0 && !v.timer) return;
      this.adaptPolling(v, this.haltPoll[vm] as Picos);
      v.halt = 'no';
      v.idling = false;
      this.cpus.work(STEP['entry-light'], this.place, driver, 0, this.exits.entry, vm);
      return;
    }
    if ((this.work[vm] as GuestWork)(vm)) return;
    if (this.polls[vm]) {
      this.cpus.work(STEP['guest-idle'], driver, driver, 0, -1, 0, IDLE_FOREVER);
      return;
    }
    v.idling = true;
    // Tickless idle: the next timer is programmed, then HLT.
    this.exits.countRegister(vm, REG.tscDeadline, 0, 0, true, true);
    this.cpus.work(
      STEP['exit-fast'],
      driver,
      this.place,
      0,
      -1,
      exitArg(32, 'LF', REG.tscDeadline, true),
    );
    this.cpus.work(STEP['entry-fast'], this.place, driver, 0, this.exits.entry, vm);
    this.cpus.work(
      STEP['exit-light'],
      driver,
      this.place,
      0,
      this.aHalt,
      exitArg(12, 'L', -1, true),
    );
  }

  private halted(vm: number): void {
    const v = this.vcpu(vm);
    v.haltedAt = this.m.now;
    if (v.irr !== 0 || v.timer) {
      v.idling = false;
      this.cpus.work(
        STEP['entry-light'],
        this.place,
        this.driverPlace[vm] as number,
        0,
        this.exits.entry,
        vm,
      );
      return;
    }
    if (v.pollTime === 0) {
      v.halt = 'blocked';
      return;
    }
    v.halt = 'polling';
    this.cpus.work(STEP['halt-poll'], this.place, this.place, 0, this.aPollDone, vm, v.pollTime);
  }

  private pollDone(vm: number): void {
    const v = this.vcpu(vm);
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
