import { STEP_IDS, STEPS, type Step, type StepId } from '../costs/steps';
import type { Picos } from '../units';
import { ACCOUNTS } from './ledger';
import type { Pieces } from './pieces';

/** What a thread does when nothing is left of what it was doing. Adds work with `cpus.work`, or sleeps. */
export interface Program {
  next(thread: number): void;
  /** A normal thread loses its CPU to another while `guestMode` code was about to run. */
  preempted?(thread: number): void;
  /** A thread that is held stands where it may wait: adds what it has to do when it goes on. */
  parked?(thread: number): void;
}

/** Called at the end of a piece of work, on the thread that did it. */
export type Action = (thread: number, packet: number, arg: number) => void;

export type ThreadKind = 'vcpu' | 'vmm' | 'vhost' | 'pmd' | 'process' | 'irq';

export interface Thread {
  kind: ThreadKind;
  vm: number;
  cpu: number;
  /** Place where its own work is shown. */
  home: number;
  /** `blocked` waits for a lock: only `unblock` ends it. */
  state: 'sleeping' | 'blocked' | 'waking' | 'ready' | 'running' | 'parked';
  /** It is to stop where it may: a vCPU outside its guest, others when nothing is left to do. */
  held: boolean;
  /** Piece of work on top of what it has to do, -1 = none. */
  top: number;
  vruntime: Picos;
  /** Time on its CPU in all, without what it only polled for something to do. */
  busy: Picos;
}

/** What a CPU is doing. `running` -1 = idle. */
export interface Cpu {
  running: number;
  last: number;
  ready: number[];
  irqThread: number;
  generation: number;
  sliceStart: Picos;
  resched: boolean;
  step: number;
  from: number;
  to: number;
  packet: number;
  action: number;
  arg: number;
  /** Start of this piece, and of the whole where it was interrupted before. */
  start: Picos;
  wholeStart: Picos;
  end: Picos;
}

export interface CpusState {
  cpus: Cpu[];
  threads: Thread[];
  pieces: Pieces;
}

export function idleCpu(): Cpu {
  return {
    running: -1,
    last: -1,
    ready: [],
    irqThread: -1,
    generation: 0,
    sliceStart: 0,
    resched: false,
    step: 0,
    from: 0,
    to: 0,
    packet: 0,
    action: -1,
    arg: 0,
    start: 0,
    wholeStart: 0,
    end: 0,
  };
}

// What the run loop needs to know of a step, by its number.
export const STEP_LIST: readonly Step[] = STEP_IDS.map((id) => STEPS[id]);
export const GUEST_STEP = STEP_LIST.map((s) => s.account === 'guest');
export const MOVES_PACKET = STEP_LIST.map((s) => s.glyph === 'packet' || s.glyph === 'copy');
/**
 * Work in the host's own threads for a guest or program that need not be the packet's, since a frame has one at each end:
 * the channel that it interrupts is in the piece's argument, shifted by this. -1 for other work.
 */
export const INTERRUPTS = STEP_IDS.map((id) =>
  id === 'pi-wakeup' || id === 'isr'
    ? 0
    : id === 'vfio-irq' || id === 'vdpa-irq'
      ? 2
      : id === 'pmd-call'
        ? 1
        : -1,
);
export const IS_COPY = STEP_LIST.map((s) => s.glyph === 'copy');
/** Where a vCPU that is held waits. */
export const IS_ENTRY = STEP_IDS.map((id) => id.startsWith('entry-'));
export const IS_EXIT = STEP_IDS.map((id) => id.startsWith('exit-'));
/** Waiting that takes a CPU: it ends as soon as there is something to do. */
const SPINS: readonly StepId[] = ['guest-idle', 'halt-poll', 'vhost-busy-poll', 'pmd-poll'];
export const IS_WORK = STEP_IDS.map((id) => !SPINS.includes(id));
export const ACCOUNT = STEP_LIST.map((s) => (ACCOUNTS as readonly string[]).indexOf(s.account));
export const GUEST = ACCOUNTS.indexOf('guest');
export const SOFTIRQ = ACCOUNTS.indexOf('softirq');
export const OWN_ACCOUNT: Readonly<Record<ThreadKind, number>> = {
  vcpu: ACCOUNTS.indexOf('vmm'),
  vmm: ACCOUNTS.indexOf('vmm'),
  vhost: ACCOUNTS.indexOf('vhost'),
  pmd: ACCOUNTS.indexOf('pmd'),
  process: ACCOUNTS.indexOf('guest'),
  irq: SOFTIRQ,
};
