import { FACT, type ExitReason } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import { countExitTime, exitRow } from '../hw/ledger';
import type { Machine } from '../hw/machine';
import type { Part } from '../kernel/sim';
import type { Picos } from '../units';

const CLASS = { LF: 0, L: 1, LX: 2, H: 3 } as const;

/** Argument of the first piece of an exit: reason, class, register + 1, and whether idling caused it. */
export const exitArg = (reason: ExitReason, cls: keyof typeof CLASS, reg = -1, idle = false) =>
  reason | (CLASS[cls] << 8) | ((reg + 1) << 12) | (idle ? 1 << 20 : 0);

interface LastExit {
  reason: number;
  idle: boolean;
  at: Picos;
}

/** Exits and entries of the vCPUs: every one is booked here, when the CPU leaves the guest (vmx_handle_exit). */
export class Exits implements Part {
  readonly name = 'exits';
  s: { last: LastExit[] };
  /** Action at the end of an entry. */
  readonly entry: number;
  private readonly threads: number[] = [];
  private readonly channels: number[] = [];
  private readonly driverPlace: number[] = [];
  private readonly place: number;
  private readonly m: Machine;
  private readonly cpus: Cpus;

  constructor(m: Machine, cpus: Cpus, onEntry: (ch: number, packet: number) => void) {
    this.m = m;
    this.cpus = cpus;
    this.s = {
      last: Array.from({ length: m.channels.count }, () => ({ reason: 0, idle: false, at: 0 })),
    };
    m.sim.add(this);
    this.place = m.kvmPlace;
    this.entry = cpus.action((_, packet, ch) => onEntry(ch, packet));
    cpus.onExit = (thread, packet, arg) => this.exitStarted(thread, packet, arg);
  }

  on(): void {
    throw new Error('exits: has no events');
  }

  bind(ch: number, thread: number, driverPlace: number): void {
    this.threads[ch] = thread;
    this.channels[thread] = ch;
    this.driverPlace[ch] = driverPlace;
  }

  /** Channel whose vCPU the thread is, or -1. */
  channelOf(thread: number): number {
    return this.channels[thread] ?? -1;
  }

  /**
   * A store or load of the guest's driver that traps, as work of its vCPU: the exit, for class H the
   * way to user space, `device` there (an action with argument `arg`), and back.
   * L: `device` runs in the kernel (a notification); LX: decoded and queued (coalesced MMIO).
   */
  trap(
    ch: number,
    reg: number,
    packet: number,
    cls: 'L' | 'LX' | 'H',
    device: number,
    arg: number,
    vmm: number,
    lock = -1,
    unlock = -1,
  ): void {
    const { cpus, place } = this;
    const driver = this.driverPlace[ch] as number;
    const vm = this.m.guestOf(ch);
    cpus.work(STEP['exit-light'], driver, place, packet, -1, exitArg(49, cls, reg));
    if (cls === 'L') {
      cpus.work(STEP.ioeventfd, place, vmm, packet, device, arg);
    } else {
      cpus.work(STEP['mmio-decode'], place, place, packet);
      if (cls === 'LX') {
        cpus.work(STEP.coalesce, place, place, packet, device, arg);
      } else {
        cpus.work(STEP['to-user'], place, vmm, packet, lock, vm);
        cpus.work(STEP['device-register'], vmm, vmm, packet, device, arg);
        cpus.work(STEP['to-kernel'], vmm, place, packet, unlock, vm);
      }
    }
    cpus.work(STEP['entry-light'], place, driver, packet, this.entry, ch);
  }

  /** A store to a virtqueue's notify address: matched to an ioeventfd, and `action` runs at its end. */
  kick(ch: number, queue: number, reg: number, packet: number, action: number, to: number): void {
    this.m.tally(this.m.guestOf(ch)).kicks++;
    this.countRegister(ch, reg, packet, queue, true, true);
    this.trap(ch, reg, packet, 'L', action, (ch << 1) | queue, to);
  }

  /** The same store where no ioeventfd matches: out to the VMM, whose handler runs `action` under its lock. */
  kickVmm(
    ch: number,
    queue: number,
    reg: number,
    packet: number,
    action: number,
    vmm: { readonly place: number; readonly lock: number; readonly unlock: number },
  ): void {
    this.m.tally(this.m.guestOf(ch)).kicks++;
    this.countRegister(ch, reg, packet, queue, true, true);
    this.trap(ch, reg, packet, 'H', action, (ch << 1) | queue, vmm.place, vmm.lock, vmm.unlock);
  }

  /** An exit that needs nothing but its handler, and the way back. */
  around(ch: number, arg: number, packet: number): void {
    const driver = this.driverPlace[ch] as number;
    this.cpus.work(STEP['exit-light'], driver, this.place, packet, -1, arg);
    this.cpus.work(STEP['entry-light'], this.place, driver, packet, this.entry, ch);
  }

  /** Books one exit, at the moment the CPU leaves the guest. `to-user` is part of the same exit. */
  private exitStarted(thread: number, packet: number, arg: number): void {
    const reason = arg & 0xff;
    if (reason === 0) return;
    const ch = this.channelOf(thread);
    const vm = this.m.guestOf(ch);
    const v = this.last(ch);
    const cls = (arg >> 8) & 0xf;
    const tally = this.m.tally(vm);
    const idle = (arg >> 20) & 1;
    const counts = idle ? tally.idleExits : tally.exits;
    counts[reason] = (counts[reason] as number) + 1;
    if (!idle) tally.exitClasses[cls] = (tally.exitClasses[cls] as number) + 1;
    v.reason = reason;
    v.idle = idle === 1;
    v.at = this.m.now;
    const how = cls | (idle << 4) | (this.m.channels.nthOf(ch) << 8);
    this.m.fact(FACT['vm-exit'], vm, packet, reason, how, ((arg >> 12) & 0xff) - 1);
  }

  bookEntry(ch: number, packet: number): void {
    const vm = this.m.guestOf(ch);
    const v = this.last(ch);
    const time = this.m.now - v.at;
    const row = exitRow(v.reason, v.idle);
    // A guest that runs for the first time: no exit came before.
    if (row >= 0) countExitTime(this.m.tally(vm).exitTimes, row, time);
    const took = Math.min(Math.round(time / 1000), 0x7fffffff);
    this.m.fact(FACT['vm-entry'], vm, packet, v.reason, took, this.m.channels.nthOf(ch));
  }

  /** The host takes the CPU away from a guest that was executing: a tick or reschedule interrupt. */
  preempted(ch: number): void {
    const driver = this.driverPlace[ch] as number;
    this.exitStarted(this.threads[ch] as number, 0, exitArg(1, 'L', -1, true));
    this.cpus.work(STEP['entry-light'], this.place, driver, 0, this.entry, ch);
  }

  /** One register access of the guest's driver, trapped or not. */
  countRegister(
    ch: number,
    reg: number,
    packet: number,
    value: number,
    write: boolean,
    trapped: boolean,
  ): void {
    const vm = this.m.guestOf(ch);
    const { registers } = this.m.tally(vm);
    registers[reg] = (registers[reg] as number) + 1;
    this.m.fact(FACT.register, vm, packet, reg, value, (write ? 1 : 0) | (trapped ? 2 : 0));
  }

  private last(ch: number): LastExit {
    return this.s.last[ch] as LastExit;
  }
}
