import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { Part } from '../kernel/sim';

/** One handler of the main loop's file descriptors and timers: adds work if it has any. */
export interface LoopHandler {
  /** True when the main loop has something to do here. */
  ready(vm: number): boolean;
  /** Runs with the big lock held. */
  run(vm: number): void;
}

interface Process {
  /** Thread that holds the big QEMU lock, -1 = free. */
  holder: number;
  waiters: number[];
}

/**
 * The VMM process of each guest: its main-loop thread and the big lock (BQL) that the main loop and
 * every trapped register access need (QEMU: qemu_mutex_lock_iothread, prepare_mmio_access).
 */
export class Vmm implements Part {
  readonly name = 'vmm';
  s: { processes: Process[] };
  readonly lock: number;
  readonly unlock: number;
  private readonly threads: number[] = [];
  private readonly handlers: LoopHandler[][] = [];
  private readonly place: number[] = [];
  private readonly kvmPlace: number;
  private readonly aDispatch: number;
  private readonly aHandler: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;

  constructor(m: Machine, cpus: Cpus) {
    this.m = m;
    this.cpus = cpus;
    this.s = { processes: Array.from({ length: m.vmCount }, () => ({ holder: -1, waiters: [] })) };
    m.sim.add(this);
    this.kvmPlace = m.kvmPlace;
    this.lock = cpus.action((thread, _, vm) => this.acquire(thread, vm));
    this.unlock = cpus.action((_, __, vm) => this.release(vm));
    this.aDispatch = cpus.action((thread, _, vm) => this.dispatch(thread, vm));
    this.aHandler = cpus.action((_, __, arg) => this.runHandler(arg >> 4, arg & 15));
  }

  on(): void {
    throw new Error('vmm: has no events');
  }

  addProcess(vm: number, cpu: number): void {
    this.place[vm] = this.m.place('vmm', vm);
    this.handlers[vm] = [];
    this.threads[vm] = this.cpus.addThread('vmm', vm, cpu, this.m.place('vmm', vm), {
      next: () => this.next(vm),
    });
  }

  addHandler(vm: number, handler: LoopHandler): void {
    (this.handlers[vm] as LoopHandler[]).push(handler);
  }

  /** One of the descriptors that the main loop polls became ready. */
  signal(vm: number, from: number, packet: number): void {
    this.cpus.wake(this.threads[vm] as number, from, this.place[vm] as number, packet);
  }

  /** The lock is released and another thread gets it, in the order of asking. */
  private release(vm: number): void {
    const p = this.s.processes[vm] as Process;
    const next = p.waiters.shift();
    p.holder = next ?? -1;
    if (next !== undefined)
      this.cpus.unblock(next, this.place[vm] as number, this.place[vm] as number);
  }

  private acquire(thread: number, vm: number): void {
    const p = this.s.processes[vm] as Process;
    if (p.holder < 0) {
      p.holder = thread;
    } else {
      p.waiters.push(thread);
      this.cpus.block(thread);
    }
  }

  private next(vm: number): void {
    if (!(this.handlers[vm] as LoopHandler[]).some((h) => h.ready(vm))) return;
    const at = this.place[vm] as number;
    this.cpus.work(STEP['main-loop'], at, at, 0, this.lock, vm);
    this.cpus.work(STEP['main-loop'], at, at, 0, this.aDispatch, vm, 0);
  }

  private dispatch(_thread: number, vm: number): void {
    const at = this.place[vm] as number;
    (this.handlers[vm] as LoopHandler[]).forEach((h, i) => {
      if (h.ready(vm))
        this.cpus.work(STEP['main-loop'], at, at, 0, this.aHandler, (vm << 4) | i, 0);
    });
    this.cpus.work(STEP['main-loop'], at, at, 0, this.unlock, vm, 0);
  }

  private runHandler(vm: number, handler: number): void {
    const h = (this.handlers[vm] as LoopHandler[])[handler] as LoopHandler;
    if (h.ready(vm)) h.run(vm);
  }

  /** Work of raising a wired or signalled interrupt by system call, with `action` at its end. */
  raise(step: number, vm: number, packet: number, action: number, arg: number): void {
    this.cpus.work(step, this.place[vm] as number, this.kvmPlace, packet, action, arg);
  }

  /** Thread of a guest's main loop; -1 where no process serves it here. */
  threadOf(vm: number): number {
    return this.threads[vm] ?? -1;
  }

  placeOf(vm: number): number {
    return this.place[vm] as number;
  }

  describe(vm: number): Readonly<Process> {
    return this.s.processes[vm] as Process;
  }
}
