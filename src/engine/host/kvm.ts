import { FACT, REG } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Program } from '../hw/threads';
import type { Machine } from '../hw/machine';
import type { GuestWork, InterruptHandler } from '../hw/ports';
import type { Part } from '../kernel/sim';
import { exitArg, Exits } from './exits';
import { Idle } from './idle';
import { createVcpu, VECTORS, type KvmSettings, type Vcpu, type VcpuMode } from './vcpu';

/** x86 vector of a guest's first device interrupt; only its number is shown. */
const VECTOR_BASE = 0x31;

const NOTIFY = 0;
const KICK = 1;
const BOOT = 2;
/**
 * The hypervisor: interrupts into the guest, its end of interrupt, its halt. Follows arch/x86/kvm
 * (vmx_deliver_interrupt, kvm_vcpu_halt); x2APIC, in-kernel irqchip. A vCPU is known by its channel.
 */
export class Kvm implements Part {
  readonly name = 'kvm';
  s: { vcpus: Vcpu[] };
  readonly exits: Exits;
  readonly idle: Idle;
  private readonly index: number;
  private readonly vcpuThread: number[] = [];
  private readonly handlers: (InterruptHandler | undefined)[] = [];
  private readonly place: number;
  private readonly driverPlace: number[] = [];
  private readonly aEoi: number;
  private readonly aEoiExit: number;
  private readonly aIrqArrived: number;
  private readonly aInject: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly settings: KvmSettings;

  constructor(m: Machine, cpus: Cpus, settings: KvmSettings) {
    this.m = m;
    this.cpus = cpus;
    this.settings = settings;
    this.s = {
      vcpus: settings.idlePoll.map((polls) => createVcpu(polls)),
    };
    this.index = m.sim.add(this);
    // The first event of all: what a guest that never halts does first is part of the run.
    m.sim.at(0, this.index, BOOT, 0, 0);
    this.place = m.kvmPlace;
    this.exits = new Exits(m, cpus, (ch, packet) => this.entered(ch, packet));
    this.idle = new Idle(m, cpus, this.exits, (ch) => this.vcpu(ch), settings);
    this.aEoi = cpus.action((_, packet, ch) => this.endOfInterrupt(ch, packet));
    this.aEoiExit = cpus.action((_, packet, ch) => {
      this.exits.bookEntry(ch, packet);
      this.endOfInterrupt(ch, packet);
    });
    this.aIrqArrived = cpus.action((thread) => this.cpus.irq(this.cpus.cpuOf(thread)));
    this.aInject = cpus.action((_, packet, arg) => this.handle(arg >> 8, arg & 0xff, packet));
  }

  /** Creates the thread of a vCPU. `work` is asked whenever the guest has nothing to do. */
  addVcpu(ch: number, cpu: number, work: GuestWork): number {
    const program: Program = {
      next: () => this.idle.next(ch),
      preempted: () => this.exits.preempted(ch),
      parked: () => {
        if (this.vcpu(ch).halt === 'no') this.exits.preempted(ch);
      },
    };
    const home = this.m.drivers[ch] as number;
    const thread = this.cpus.addThread('vcpu', this.m.guestOf(ch), cpu, home, program);
    this.vcpuThread[ch] = thread;
    this.exits.bind(ch, thread, home);
    this.idle.addChannel(ch, thread, home, work);
    this.driverPlace[ch] = home;
    return thread;
  }

  setHandler(ch: number, vector: number, handler: InterruptHandler): void {
    this.handlers[ch * VECTORS + vector] = handler;
  }

  on(kind: number, ch: number): void {
    if (kind === BOOT) return this.idle.boot();
    const v = this.vcpu(ch);
    v.notified = false;
    const thread = this.vcpuThread[ch] as number;
    if (v.irr === 0 || !this.cpus.inGuestMode(thread)) return;
    if (kind === KICK) {
      this.cpus.interrupt(thread, () => this.exits.around(ch, exitArg(1, 'L'), 0));
      return;
    }
    if (v.interruptible && !v.idling) this.cpus.interrupt(thread, () => this.deliver(ch));
  }

  vcpuThreadOf(ch: number): number {
    return this.vcpuThread[ch] as number;
  }

  /** CPU the vCPU is pinned to. */
  cpuOf(ch: number): number {
    return this.cpus.cpuOf(this.vcpuThread[ch] as number);
  }

  get apicv(): boolean {
    return this.settings.apicv;
  }

  private entered(ch: number, packet: number): void {
    const v = this.vcpu(ch);
    this.exits.bookEntry(ch, packet);
    // From here to HLT the idle loop has interrupts off (sti; hlt): what is pending lets HLT return at once.
    if (v.idling) return;
    if (v.irr !== 0) this.deliver(ch);
    if (v.timer) this.timerTick(ch);
  }

  // ---- interrupts ------------------------------------------------------------------------------

  /**
   * Asks for a virtual interrupt. `own` = the caller is the vCPU's own thread, in root mode.
   * `posted` = the IOMMU wrote the descriptor and notifies the CPU by itself.
   */
  inject(ch: number, vector: number, packet: number, own = false, posted = false): void {
    if (!this.setPending(ch, vector, packet) || own) return;
    const v = this.vcpu(ch);
    if (v.halt !== 'no') {
      this.idle.rouse(ch);
      return;
    }
    const thread = this.vcpuThread[ch] as number;
    if (!this.cpus.inGuestMode(thread) || v.notified) return;
    v.notified = true;
    const { ipi, posted: processing } = this.m.prices;
    const { apicv } = this.settings;
    const flight = apicv ? (posted ? processing : ipi + processing) : ipi;
    const step = apicv ? STEP['posted-delivery'] : STEP['kick-ipi'];
    const from = posted ? this.m.iommuPlace : this.place;
    const { now } = this.m;
    const [vm, to] = [this.m.guestOf(ch), this.driverPlace[ch] as number];
    this.m.hop(now, now + flight, packet, vm, step, from, to);
    this.m.sim.at(now + flight, this.index, apicv ? NOTIFY : KICK, ch, 0);
  }

  /** The vCPU sleeps in the host: a posted interrupt then goes to the wake-up vector of its CPU (NV = 0xf1). */
  isBlocked(ch: number): boolean {
    return this.vcpu(ch).halt === 'blocked';
  }

  /** Wakes a halted guest that has an interrupt pending (pi_wakeup_handler). */
  wakeIfPending(ch: number): void {
    const v = this.vcpu(ch);
    if (v.irr !== 0 && v.halt !== 'no') this.idle.rouse(ch);
  }

  /** Sets the vector's bit in the IRR or the posted-interrupt descriptor; false when it was set already (R13). */
  setPending(ch: number, vector: number, packet: number): boolean {
    const v = this.vcpu(ch);
    if (v.irr & (1 << vector)) {
      const vm = this.m.guestOf(ch);
      this.m.tally(vm).irqSuppressed++;
      this.m.fact(FACT['irq-suppressed'], vm, packet, 3, vector, 0);
      return false;
    }
    v.irr |= 1 << vector;
    v.irrPacket[vector] = packet;
    return true;
  }

  /** Level-triggered line of a vector: asserted stays pending until the device lowers it. */
  setLine(ch: number, vector: number, high: boolean, packet: number, own: boolean): void {
    const v = this.vcpu(ch);
    const bit = 1 << vector;
    if (!high) {
      v.lines &= ~bit;
      return;
    }
    if (v.lines & bit) return;
    v.lines |= bit;
    // While the handler runs the IOAPIC's remote IRR holds the next one back until EOI.
    if (v.inService === vector) return;
    this.inject(ch, vector, packet, own);
  }

  /** Starts the handler of the first pending interrupt; the vCPU is in the guest, or about to be. */
  private deliver(ch: number): void {
    const v = this.vcpu(ch);
    if (!v.interruptible) {
      if (!this.settings.apicv) v.windowWanted = true;
      return;
    }
    const vector = 31 - Math.clz32(v.irr & -v.irr);
    v.irr &= ~(1 << vector);
    v.interruptible = false;
    v.inService = vector;
    const packet = v.irrPacket[vector] as number;
    const driver = this.driverPlace[ch] as number;
    const arg = (ch << 8) | vector;
    // Without APICv the event is written into the VMCS; with it the CPU takes it from the virtual APIC page.
    if (this.settings.apicv) this.cpus.work(STEP.isr, driver, driver, packet, this.aInject, arg);
    else {
      this.cpus.work(STEP.inject, this.place, driver, packet);
      this.cpus.work(STEP.isr, driver, driver, packet, this.aInject, arg);
    }
    this.m.tally(this.m.guestOf(ch)).irqVirtual++;
    this.m.fact(FACT['irq-injected'], this.m.guestOf(ch), packet, VECTOR_BASE + vector, 0, 0);
  }

  private handle(ch: number, vector: number, packet: number): void {
    const handler = this.handlers[ch * VECTORS + vector];
    if (!handler)
      throw new Error(`kvm: vCPU ${String(ch)} has no handler for vector ${String(vector)}`);
    handler(ch, packet);
  }

  /** End of interrupt, as work of the vCPU. Only a level-triggered one exits with APICv (EOI-exit bitmap). */
  eoi(ch: number, packet: number, level: boolean, idle = false): void {
    const driver = this.driverPlace[ch] as number;
    const { cpus, place } = this;
    // PV EOI is armed while nothing else waits; it is a bit in memory that the guest clears.
    const shared = this.settings.pvEoi[ch] === true && this.vcpu(ch).irr === 0;
    const free = !level && (this.settings.apicv || shared);
    this.exits.countRegister(ch, REG.eoi, packet, 0, true, !free);
    if (free) {
      cpus.work(STEP.eoi, driver, driver, packet, this.aEoi, ch);
      return;
    }
    const reason = this.settings.apicv ? 45 : 32;
    cpus.work(STEP['exit-eoi'], driver, place, packet, -1, exitArg(reason, 'L', REG.eoi, idle));
    cpus.work(STEP['entry-eoi'], place, driver, packet, this.aEoiExit, ch);
  }

  private endOfInterrupt(ch: number, packet: number): void {
    const v = this.vcpu(ch);
    const vector = v.inService;
    v.inService = -1;
    v.interruptible = true;
    // R9: a level line that is still asserted interrupts again at once.
    if (vector >= 0 && v.lines & (1 << vector) && !(v.irr & (1 << vector))) {
      v.irr |= 1 << vector;
      v.irrPacket[vector] = packet;
    }
    if (v.irr === 0) return;
    if (v.windowWanted) {
      v.windowWanted = false;
      this.exits.around(ch, exitArg(7, 'L'), packet);
    } else {
      this.deliver(ch);
    }
  }

  /** A device's interrupt reached a CPU of the host: whatever guest runs there leaves non-root mode first. */
  hostInterrupt(cpu: number, packet: number): void {
    const running = this.cpus.runningOn(cpu);
    const ch = running >= 0 ? this.exits.channelOf(running) : -1;
    this.m.fact(FACT['irq-host'], this.m.guestOf(ch), packet, cpu, 0, 0);
    if (ch >= 0 && this.cpus.inGuestMode(running)) {
      const driver = this.driverPlace[ch] as number;
      this.cpus.interrupt(running, () => {
        const arg = exitArg(1, 'L');
        this.cpus.work(STEP['exit-light'], driver, this.place, packet, this.aIrqArrived, arg);
        this.cpus.work(STEP['entry-light'], this.place, driver, packet, this.exits.entry, ch);
      });
    } else {
      this.cpus.irq(cpu);
    }
  }

  /** The guest's timer interrupt, edge-triggered; its end costs an exit without APICv. */
  private timerTick(ch: number): void {
    const v = this.vcpu(ch);
    v.timer = false;
    if (!v.interruptible) return;
    const driver = this.driverPlace[ch] as number;
    this.cpus.work(STEP.isr, driver, driver, 0);
    this.eoi(ch, 0, false, true);
  }

  /** For the inspector. */
  describe(ch: number): { readonly vcpu: Readonly<Vcpu>; readonly mode: VcpuMode } {
    const v = this.vcpu(ch);
    const thread = this.vcpuThread[ch] as number;
    const mode =
      v.halt !== 'no'
        ? v.halt
        : this.cpus.inGuestMode(thread)
          ? 'guest'
          : this.cpus.isRunning(thread)
            ? 'root'
            : 'preempted';
    return { vcpu: v, mode };
  }

  private vcpu(ch: number): Vcpu {
    return this.s.vcpus[ch] as Vcpu;
  }
}
