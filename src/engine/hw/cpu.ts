import { FACT } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Part } from '../kernel/sim';
import type { Picos } from '../units';
import type { Machine } from './machine';
import {
  ACTION,
  ARG,
  BELOW,
  COST,
  createPieces,
  FROM,
  growPieces,
  PACKET,
  STARTED,
  STEP_AT,
  TIMES,
  TO,
  WORDS,
} from './pieces';
import {
  ACCOUNT,
  GUEST,
  GUEST_STEP,
  idleCpu,
  INTERRUPTS,
  IS_COPY,
  IS_ENTRY,
  IS_EXIT,
  IS_WORK,
  MOVES_PACKET,
  OWN_ACCOUNT,
  SOFTIRQ,
  STEP_LIST,
  type Action,
  type Cpu,
  type CpusState,
  type Program,
  type Thread,
  type ThreadKind,
} from './threads';

const NONE = -1;
const NO_COST = -1;
const NO_START = -1;
const DONE = 0;
const WAKE = 1;
const CUT = 2;
const IRQ = 3;
const TICK = 4;
const NO_ACTION = -1;
/** Action of a CPU that is between two pieces of work. */
const ENDED = -2;
const DEFAULT_SLICE: Picos = 3_000_000_000;
const SLEEPER_CREDIT: Picos = 3_000_000_000;
const WAKE_GRANULARITY: Picos = 1_000_000_000;

/**
 * The host's CPUs and the threads that compete for them. Work is a stack of small pieces, each with a
 * duration and an action at its end; interrupts push their work on top. Threads are pinned; each CPU
 * runs the ready thread with the least run time, in slices (as CFS does), interrupt context first.
 */
export class Cpus implements Part {
  readonly name = 'cpus';
  s: CpusState;
  private readonly index: number;
  private readonly actions: Action[] = [];
  private readonly programs: Program[] = [];
  /** First and last piece of the program that is being put together, -1 = none. */
  private first = -1;
  private last = -1;
  /** CPU whose run loop is active, so that wake-ups from within do not enter it again. */
  private looping = -1;
  /** Set by the part that knows what an exit is. Called when an exit's first piece starts. */
  onExit: (thread: number, packet: number, arg: number) => void = () => undefined;
  private readonly fixedCost: readonly Picos[];
  private readonly byteCost: readonly Picos[];

  private readonly m: Machine;

  constructor(m: Machine, cores: number) {
    this.m = m;
    this.s = { cpus: [], threads: [], pieces: createPieces() };
    this.index = m.sim.add(this);
    const costOf = (perByte: boolean) =>
      STEP_LIST.map((step) =>
        step.cost
          .filter(([id]) => (id === 'copyByte') === perByte)
          .reduce((sum, [id, factor]) => sum + m.prices[id] * factor, 0),
      );
    this.fixedCost = costOf(false).map(Math.round);
    this.byteCost = costOf(true);
    for (let cpu = 0; cpu < cores; cpu++) {
      this.s.cpus.push(idleCpu());
    }
  }

  /** Registers what can be done at the end of a piece of work; returns its number. Only while building. */
  action(run: Action): number {
    return this.actions.push(run) - 1;
  }

  addThread(kind: ThreadKind, vm: number, cpu: number, home: number, program: Program): number {
    this.programs.push(program);
    const thread =
      this.s.threads.push({
        kind,
        vm,
        cpu,
        home,
        state: 'sleeping',
        held: false,
        top: -1,
        vruntime: 0,
        busy: 0,
      }) - 1;
    if (kind === 'irq') this.cpu(cpu).irqThread = thread;
    return thread;
  }

  /** Appends work to what the present thread will do next. `cost` -1 takes the price of the step. */
  work(
    step: number,
    from: number,
    to: number,
    packet: number,
    action = NO_ACTION,
    arg = 0,
    cost = NO_COST,
  ): void {
    const row = this.piece(step, from, to, packet, action, arg);
    const { words, times } = this.s.pieces;
    times[row * TIMES + COST] = cost;
    times[row * TIMES + STARTED] = NO_START;
    if (this.first < 0) this.first = row;
    else words[this.last * WORDS + BELOW] = row;
    this.last = row;
  }

  /** An unused row with these words; its times and its place in a list are the caller's. */
  private piece(
    step: number,
    from: number,
    to: number,
    packet: number,
    action: number,
    arg: number,
  ): number {
    const { pieces } = this.s;
    if (pieces.free < 0) growPieces(pieces);
    const { words } = pieces;
    const row = pieces.free;
    const at = row * WORDS;
    pieces.free = words[at + BELOW] as number;
    words[at + STEP_AT] = step;
    words[at + FROM] = from;
    words[at + TO] = to;
    words[at + PACKET] = packet;
    words[at + ACTION] = action;
    words[at + ARG] = arg;
    words[at + BELOW] = NONE;
    return row;
  }

  private pushPiece(t: Thread, row: number, cost: Picos, started: Picos): void {
    const { words, times } = this.s.pieces;
    times[row * TIMES + COST] = cost;
    times[row * TIMES + STARTED] = started;
    words[row * WORDS + BELOW] = t.top;
    t.top = row;
  }

  /** Duration of a step for a frame of `bytes`. */
  costOf(step: number, bytes: number): Picos {
    return (this.fixedCost[step] as number) + Math.round((this.byteCost[step] as number) * bytes);
  }

  cpuOf(thread: number): number {
    return this.thread(thread).cpu;
  }

  /** The thread is on its CPU and executes guest code at this moment. */
  inGuestMode(thread: number): boolean {
    const c = this.cpu(this.thread(thread).cpu);
    return (
      c.running === thread &&
      c.action !== ENDED &&
      this.isGuests(this.thread(thread), c.step, c.from)
    );
  }

  isRunning(thread: number): boolean {
    return this.cpu(this.thread(thread).cpu).running === thread;
  }

  isSleeping(thread: number): boolean {
    return this.thread(thread).state === 'sleeping';
  }

  runningStep(thread: number): number {
    const c = this.cpu(this.thread(thread).cpu);
    return c.running === thread ? c.step : -1;
  }

  /** Thread that a CPU runs now, -1 when idle. */
  runningOn(cpu: number): number {
    return this.cpu(cpu).running;
  }

  /** A thread that has been on its CPU since before the run began. Only while building. */
  boot(thread: number): void {
    const { cpu } = this.thread(thread);
    this.thread(thread).state = 'ready';
    const c = this.cpu(cpu);
    c.ready.push(thread);
    if (c.running >= 0) return this.endSpin(cpu, c);
    c.last = thread;
    this.loop(cpu);
  }

  /** Wakes a sleeping thread; it is ready after the wake-up latency. No effect on others. */
  wake(thread: number, from: number, to: number, packet = 0): void {
    if (this.thread(thread).state === 'sleeping') this.startWaking(thread, from, to, packet);
  }

  /** The lock that a thread waits for is its own now. */
  unblock(thread: number, from: number, to: number): void {
    if (this.thread(thread).state === 'blocked') this.startWaking(thread, from, to, 0);
  }

  private startWaking(thread: number, from: number, to: number, packet: number): void {
    const t = this.thread(thread);
    t.state = 'waking';
    this.m.tally(t.vm).wakeups++;
    const ready = this.m.now + this.m.prices.wakeup;
    this.m.fact(FACT['thread-wake'], t.vm, packet, thread, t.cpu, 0);
    this.m.rec.by = thread;
    this.m.hop(this.m.now, ready, packet, t.vm, STEP['thread-wake'], from, to);
    this.m.rec.by = -1;
    this.m.sim.at(ready, this.index, WAKE, thread, 0);
  }

  /** Puts work on top of what a running thread does, interrupting it in the middle. */
  interrupt(thread: number, build: () => void): void {
    const t = this.thread(thread);
    const c = this.cpu(t.cpu);
    if (c.running !== thread || this.looping >= 0) {
      throw new Error(`cpus: thread ${String(thread)} interrupted while it does not run`);
    }
    this.pushBack(c, t);
    build();
    this.flush(t);
    this.loop(t.cpu);
  }

  /** Ends the running piece of work of a thread now (a poll that found something, an idle loop). */
  cutShort(thread: number): void {
    const t = this.thread(thread);
    const c = this.cpu(t.cpu);
    if (c.running !== thread) return this.cutWaiting(t);
    if (this.looping >= 0) {
      this.m.sim.at(this.m.now, this.index, CUT, thread, c.generation);
      return;
    }
    c.end = this.m.now;
    this.finish(t.cpu);
    this.loop(t.cpu);
  }

  /** What only waited when an interrupt took its CPU finds, when it goes on, that its wait is over. */
  private cutWaiting({ top }: Thread): void {
    const { words, times } = this.s.pieces;
    if (top < 0 || times[top * TIMES + STARTED] === NO_START) return;
    if (!IS_WORK[words[top * WORDS + STEP_AT] as number]) times[top * TIMES + COST] = 0;
  }

  /** Makes the interrupt thread of a CPU run at once; it finds its work by its program's `next`. */
  irq(cpu: number): void {
    const c = this.cpu(cpu);
    const t = this.thread(c.irqThread);
    if (t.state !== 'sleeping') return;
    t.state = 'ready';
    if (this.looping === cpu) return;
    if (this.looping >= 0) {
      this.m.sim.at(this.m.now, this.index, IRQ, cpu, 0);
      return;
    }
    this.takeIrq(cpu);
  }

  private takeIrq(cpu: number): void {
    const c = this.cpu(cpu);
    if (c.running === c.irqThread) return;
    if (c.running >= 0) {
      const normal = this.thread(c.running);
      this.pushBack(c, normal);
      this.putFirst(c, c.running);
    }
    this.loop(cpu);
  }

  /**
   * Stops a thread where it may stop (`isParked` tells when): a vCPU as soon as it is out of its guest, any other
   * when what it has begun is done. Not within an action.
   */
  hold(thread: number): void {
    const t = this.thread(thread);
    const c = this.cpu(t.cpu);
    t.held = true;
    if (c.running !== thread || c.action === ENDED) return;
    const inGuest = this.isGuests(t, c.step, c.from);
    if (!IS_WORK[c.step] && !inGuest) this.cutShort(thread);
    else if (inGuest) {
      this.pushBack(c, t);
      this.loop(t.cpu);
    }
  }

  /** Lets a thread go on. Not within an action. */
  letGo(thread: number): void {
    const t = this.thread(thread);
    t.held = false;
    if (t.state !== 'parked') return;
    t.state = 'ready';
    const c = this.cpu(t.cpu);
    c.ready.push(thread);
    if (c.running < 0) this.loop(t.cpu);
  }

  /** It is held and does nothing any more. */
  isParked(thread: number): boolean {
    const { held, state } = this.thread(thread);
    return held && (state === 'parked' || state === 'sleeping');
  }

  /** A held thread stops here, if it may. */
  private parks(c: Cpu, t: Thread, thread: number): boolean {
    const step = t.top < 0 ? -1 : (this.s.pieces.words[t.top * WORDS + STEP_AT] as number);
    const isVcpu = t.kind === 'vcpu';
    if (step >= 0 && !(isVcpu && (IS_ENTRY[step] || this.nextIsGuest(thread)))) return false;
    if (step < 0 || !IS_ENTRY[step]) {
      this.programs[thread]?.parked?.(thread);
      this.flush(t);
    }
    t.state = 'parked';
    c.running = -1;
    return true;
  }

  /** Within an action: the thread waits until `unblock`. Its remaining work stays. */
  block(thread: number): void {
    const t = this.thread(thread);
    t.state = 'blocked';
    this.cpu(t.cpu).running = -1;
  }

  on(kind: number, a: number, b: number): void {
    if (kind === DONE) {
      if (this.cpu(a).generation !== b) return;
      this.finish(a);
      this.loop(a);
      return;
    }
    if (kind === CUT) {
      if (this.cpu(this.thread(a).cpu).generation === b) this.cutShort(a);
      return;
    }
    if (kind === IRQ) {
      if (this.thread(this.cpu(a).irqThread).state === 'ready') this.takeIrq(a);
      return;
    }
    if (kind === TICK) return this.tick(a, b);
    const t = this.thread(a);
    t.state = 'ready';
    const c = this.cpu(t.cpu);
    const running = c.running >= 0 ? this.thread(c.running).vruntime : t.vruntime;
    t.vruntime = Math.max(t.vruntime, running - SLEEPER_CREDIT);
    c.ready.push(a);
    if (c.running < 0) this.loop(t.cpu);
    else {
      if (running > t.vruntime + WAKE_GRANULARITY) c.resched = true;
      this.endSpin(t.cpu, c);
    }
  }

  /** Somebody else is ready: what only waits gives the CPU up when its slice is over, halt polling at once. */
  private endSpin(cpu: number, c: Cpu): void {
    if (IS_WORK[c.step] || c.action === ENDED) return;
    const now = c.resched || c.step === STEP['halt-poll'];
    const at = now ? this.m.now : Math.max(this.m.now, c.sliceStart + DEFAULT_SLICE);
    if (at < c.end) this.m.sim.at(at, this.index, TICK, cpu, c.generation);
  }

  /** kvm_vcpu_can_poll, vhost_can_busy_poll; a guest's own loop knows nothing of it and is thrown out. */
  private tick(cpu: number, generation: number): void {
    const c = this.cpu(cpu);
    if (c.generation !== generation || c.ready.length === 0) return;
    if (c.step !== STEP['halt-poll']) c.resched = true;
    if (c.step !== STEP['guest-idle']) return this.cutShort(c.running);
    this.pushBack(c, this.thread(c.running));
    this.loop(cpu);
  }

  /**
   * Within an action: interrupt context that has had its budget gives `thread` a turn before what is added from here on.
   * What the thread was interrupted in, down to the last frame it had in hand, comes first: `more` only where there was
   * none, or one frame would overtake another. A thread that has another CPU needs no turn.
   */
  share(thread: number, more: () => void): void {
    const t = this.thread(thread);
    if (t.cpu !== this.looping) return;
    const { words } = this.s.pieces;
    const below = (row: number) => words[row * WORDS + BELOW] as number;
    let last = NONE;
    for (let row = t.top; row >= 0; row = below(row)) {
      const step = words[row * WORDS + STEP_AT] as number;
      if (MOVES_PACKET[step] && (words[row * WORDS + PACKET] as number) > 0) last = row;
    }
    if (last < 0) return more();
    if (this.first < 0) this.first = t.top;
    else words[this.last * WORDS + BELOW] = t.top;
    this.last = last;
    t.top = below(last);
    words[last * WORDS + BELOW] = NONE;
  }

  /** Code of the vCPU's own guest: what goes up the host's stack for a program, a vCPU that left its guest may do too. */
  private isGuests(t: Thread, step: number, from: number): boolean {
    return (GUEST_STEP[step] as boolean) && t.kind === 'vcpu' && this.m.places[from]?.vm === t.vm;
  }

  private nextIsGuest(thread: number): boolean {
    const t = this.thread(thread);
    const { words } = this.s.pieces;
    const at = t.top * WORDS;
    return (
      t.top >= 0 && this.isGuests(t, words[at + STEP_AT] as number, words[at + FROM] as number)
    );
  }

  private cpu(cpu: number): Cpu {
    return this.s.cpus[cpu] as Cpu;
  }

  private thread(thread: number): Thread {
    return this.s.threads[thread] as Thread;
  }

  /** Moves the program built by an action onto the thread's stack, first piece on top. */
  private flush(t: Thread): void {
    if (this.first < 0) return;
    this.s.pieces.words[this.last * WORDS + BELOW] = t.top;
    t.top = this.first;
    this.first = NONE;
  }

  /** Stops the running piece in the middle and puts the rest back on the stack. */
  private pushBack(c: Cpu, t: Thread): void {
    // An idle loop looks for work when it goes on.
    const left = c.step === STEP['guest-idle'] ? 0 : c.end - this.m.now;
    this.charge(c, t, this.m.now - c.start);
    const row = this.piece(c.step, c.from, c.to, c.packet, c.action, c.arg);
    this.pushPiece(t, row, left, c.wholeStart);
    c.generation++;
    c.action = ENDED;
  }

  /**
   * What CPUs have spent by `at` (not before now) on pieces of work that go on: not in the books until they end. A poll
   * that finds nothing is one long piece.
   */
  eachUnbooked(
    at: Picos,
    visit: (vm: number, account: number, step: number, spent: Picos) => void,
  ): void {
    for (const c of this.s.cpus) {
      if (c.running < 0 || c.action === ENDED) continue;
      const t = this.thread(c.running);
      const spent = Math.min(at, c.end) - c.start;
      if (spent > 0) visit(this.accountOf(t, c.packet), payerOf(c.step, t), c.step, spent);
    }
  }

  private charge(c: Cpu, t: Thread, spent: Picos): void {
    const { cpu, stepTime } = this.m.tally(this.accountOf(t, c.packet));
    const payer = payerOf(c.step, t);
    cpu[payer] = (cpu[payer] as number) + spent;
    if (payer !== GUEST) stepTime[c.step] = (stepTime[c.step] as number) + spent;
    t.vruntime += spent;
    if (IS_WORK[c.step]) t.busy += spent;
  }

  /** A step of the host was done to its end. */
  private count(t: Thread, step: number, packet: number): void {
    if (payerOf(step, t) === GUEST) return;
    const { stepCount } = this.m.tally(this.accountOf(t, packet));
    stepCount[step] = (stepCount[step] as number) + 1;
  }

  /** The running piece is over: books, record, action. */
  private finish(cpu: number): void {
    const c = this.cpu(cpu);
    const thread = c.running;
    const t = this.thread(thread);
    const { step, packet, action, arg } = c;
    this.charge(c, t, c.end - c.start);
    if (c.end > c.wholeStart) this.count(t, step, packet);
    c.generation++;
    if (IS_COPY[step] && packet > 0) this.m.countCopy(this.ownerOf(t, packet), packet, step);
    const { rec } = this.m;
    rec.by = thread;
    if (packet > 0 && MOVES_PACKET[step])
      this.m.move(c.wholeStart, c.end, packet, step, c.from, c.to);
    else if (c.end > c.wholeStart) {
      const shift = INTERRUPTS[step] as number;
      const vm = shift < 0 || t.vm >= 0 ? this.ownerOf(t, packet) : this.m.guestOf(arg >> shift);
      this.m.hop(c.wholeStart, c.end, packet, vm, step, c.from, c.to);
    }
    rec.by = -1;
    c.action = ENDED;
    if (action >= 0) {
      this.looping = cpu;
      (this.actions[action] as Action)(thread, packet, arg);
      this.looping = -1;
      this.flush(t);
    }
  }

  /** Whose books a piece of work is in: interrupt context works for the guest of the packet, if there is one. */
  private accountOf(t: Thread, packet: number): number {
    return t.kind === 'irq' && packet > 0 ? this.m.vmOf(packet) : t.vm;
  }

  /** Interrupt context works for nobody in particular, but for the packet's guest. */
  private ownerOf(t: Thread, packet: number): number {
    return t.vm < 0 && packet > 0 ? this.m.vmOf(packet) : t.vm;
  }

  /** Gives the CPU something to do, until a piece of work takes time. */
  private loop(cpu: number): void {
    const c = this.cpu(cpu);
    for (;;) {
      if (c.running < 0 || this.mustYield(c)) {
        if (!this.dispatch(c)) return;
      }
      const thread = c.running;
      const t = this.thread(thread);
      if (t.held && this.parks(c, t, thread)) continue;
      if (t.top < 0) {
        this.looping = cpu;
        (this.programs[thread] as Program).next(thread);
        this.looping = -1;
        this.flush(t);
        if (t.top < 0) {
          t.state = 'sleeping';
          c.running = -1;
          if (t.kind !== 'irq') this.m.fact(FACT['thread-sleep'], t.vm, 0, thread, cpu, 0);
        }
        continue;
      }
      this.begin(c, t, thread);
      if (c.end > this.m.now) {
        this.m.sim.at(c.end, this.index, DONE, cpu, c.generation);
        if (c.ready.length > 0) this.endSpin(cpu, c);
        return;
      }
      this.finish(cpu);
    }
  }

  private begin(c: Cpu, t: Thread, thread: number): void {
    const { pieces } = this.s;
    const { words, times } = pieces;
    const row = t.top;
    const at = row * WORDS;
    c.step = words[at + STEP_AT] as number;
    c.from = words[at + FROM] as number;
    c.to = words[at + TO] as number;
    c.packet = words[at + PACKET] as number;
    c.action = words[at + ACTION] as number;
    c.arg = words[at + ARG] as number;
    const cost = times[row * TIMES + COST] as number;
    const wholeStart = times[row * TIMES + STARTED] as number;
    t.top = words[at + BELOW] as number;
    words[at + BELOW] = pieces.free;
    pieces.free = row;
    const now = this.m.now;
    c.start = now;
    c.wholeStart = wholeStart === NO_START ? now : wholeStart;
    const bytes = c.packet > 0 ? this.m.bytesOf(c.packet) : 0;
    c.end = now + (cost === NO_COST ? this.costOf(c.step, bytes) : cost);
    if (wholeStart === NO_START && IS_EXIT[c.step]) this.onExit(thread, c.packet, c.arg);
  }

  private mustYield(c: Cpu): boolean {
    const thread = c.running;
    if (thread === c.irqThread) return false;
    if (c.irqThread >= 0 && this.thread(c.irqThread).state === 'ready') {
      this.putFirst(c, thread);
      return true;
    }
    if (c.ready.length === 0) {
      c.resched = false;
      return false;
    }
    if (!c.resched && this.m.now - c.sliceStart < DEFAULT_SLICE) return false;
    c.resched = false;
    this.thread(thread).state = 'ready';
    c.ready.push(thread);
    if (this.nextIsGuest(thread)) {
      this.programs[thread]?.preempted?.(thread);
      this.flush(this.thread(thread));
    }
    c.running = -1;
    return true;
  }

  /** An interrupted thread goes on before the others. */
  private putFirst(c: Cpu, thread: number): void {
    this.thread(thread).state = 'ready';
    c.ready.unshift(thread);
    c.running = -1;
    // Interrupt context borrows the CPU without a switch of threads.
    c.last = thread;
  }

  private dispatch(c: Cpu): boolean {
    if (c.irqThread >= 0 && this.thread(c.irqThread).state === 'ready') {
      this.thread(c.irqThread).state = 'running';
      c.running = c.irqThread;
      return true;
    }
    if (c.ready.length === 0) {
      c.running = -1;
      return false;
    }
    const pick = this.pickReady(c);
    const t = this.thread(pick);
    t.state = 'running';
    c.running = pick;
    if (c.last !== pick) {
      c.last = pick;
      c.sliceStart = this.m.now;
      this.m.tally(t.vm).contextSwitches++;
      this.m.fact(FACT['context-switch'], t.vm, 0, t.cpu, 0, 0);
      const row = this.piece(STEP['context-switch'], t.home, t.home, 0, NO_ACTION, 0);
      this.pushPiece(t, row, NO_COST, NO_START);
    }
    return true;
  }

  private pickReady(c: Cpu): number {
    let best = 0;
    if (c.ready[0] !== c.last) {
      for (let i = 1; i < c.ready.length; i++) {
        if (
          this.thread(c.ready[i] as number).vruntime < this.thread(c.ready[best] as number).vruntime
        )
          best = i;
      }
    }
    const pick = c.ready[best] as number;
    for (let i = best + 1; i < c.ready.length; i++) c.ready[i - 1] = c.ready[i] as number;
    c.ready.pop();
    return pick;
  }
}

/** Account that a step's time goes to, on a thread. */
function payerOf(step: number, t: Thread): number {
  const account = ACCOUNT[step] as number;
  return account === SOFTIRQ || account < 0 ? OWN_ACCOUNT[t.kind] : account;
}
