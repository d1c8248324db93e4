import { FACT } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { Part } from '../kernel/sim';
import type { Picos } from '../units';
import type { Kvm } from './kvm';
import type { Vmm } from './vmm';

/** Interrupt registers of one modelled card, and its mitigation. */
export interface E1000Causes {
  icr: number;
  ims: number;
  lineHigh: boolean;
  mitigationOn: boolean;
  /** The mitigation timer has expired and waits for the main loop. */
  timerFired: boolean;
  /** What the driver asks for by ITR; never below QEMU's floor. */
  throttle: Picos;
  /** Packet of the first cause that was held back; 0 = none. */
  packet: number;
  interrupts: number;
}

const VECTOR = 0;
/** hw/net/e1000.c, set_interrupt_cause: 500 units of 256 ns. */
const MITIGATION_FLOOR: Picos = 128_000_000;

/** INTx of QEMU's e1000 with its mitigation timer (hw/net/e1000.c, set_interrupt_cause, e1000_mit_timer). */
export class E1000Irq implements Part {
  readonly name = 'e1000-irq';
  s: { cards: E1000Causes[] };
  private readonly index: number;
  private readonly aRaised: number;
  private readonly aLower: number;
  private readonly m: Machine;
  private readonly vmm: Vmm;

  constructor(m: Machine, cpus: Cpus, kvm: Kvm, vmm: Vmm, ims: number) {
    this.m = m;
    this.vmm = vmm;
    this.s = {
      cards: Array.from({ length: m.vmCount }, () => ({
        icr: 0,
        ims,
        lineHigh: false,
        mitigationOn: false,
        timerFired: false,
        throttle: MITIGATION_FLOOR,
        packet: 0,
        interrupts: 0,
      })),
    };
    this.index = m.sim.add(this);
    this.aRaised = cpus.action((thread, packet, vm) =>
      kvm.setLine(vm, VECTOR, true, packet, thread === kvm.vcpuThreadOf(vm)),
    );
    this.aLower = cpus.action((_, packet, vm) => kvm.setLine(vm, VECTOR, false, packet, true));
  }

  /** ITR is written: from the next interrupt on. */
  setThrottle(vm: number, throttle: Picos): void {
    this.card(vm).throttle = Math.max(MITIGATION_FLOOR, throttle);
  }

  causes(vm: number): Readonly<E1000Causes> {
    return this.card(vm);
  }

  /** Adds causes; within an action of the thread that changed them. */
  raise(vm: number, cause: number, packet: number): void {
    this.card(vm).icr |= cause;
    this.update(vm, packet);
  }

  /** A read of ICR: the causes, which it clears. */
  readIcr(vm: number, packet: number): number {
    const c = this.card(vm);
    const causes = c.icr;
    c.icr = 0;
    this.update(vm, packet);
    return causes;
  }

  setMask(vm: number, ims: number, packet: number): void {
    this.card(vm).ims = ims;
    this.update(vm, packet);
  }

  /** The mitigation timer: the main loop looks at the causes again. */
  on(_kind: number, vm: number): void {
    const c = this.card(vm);
    c.timerFired = true;
    this.vmm.signal(vm, this.vmm.placeOf(vm), c.packet);
  }

  timerIsDue(vm: number): boolean {
    return this.card(vm).timerFired;
  }

  runTimer(vm: number): void {
    const c = this.card(vm);
    if (!c.timerFired) return;
    c.timerFired = false;
    c.mitigationOn = false;
    this.update(vm, c.packet);
  }

  /** R8: INTx is asserted while (ICR & IMS) ≠ 0, but its rising edge waits for the mitigation timer. */
  private update(vm: number, packet: number): void {
    const c = this.card(vm);
    const { m } = this;
    const pending = (c.icr & c.ims) !== 0;
    if (pending && !c.lineHigh) {
      if (c.mitigationOn) {
        if (c.packet === 0) c.packet = packet;
        m.tally(vm).irqSuppressed++;
        m.fact(FACT['irq-suppressed'], vm, packet, 0, -1, 0);
        return;
      }
      c.mitigationOn = true;
      m.sim.at(m.now + c.throttle, this.index, 0, vm, 0);
      c.lineHigh = true;
      c.packet = 0;
      c.interrupts++;
      m.fact(FACT['irq-raised'], vm, packet, 0, -1, 0);
      this.vmm.raise(STEP['raise-irq-line'], vm, packet, this.aRaised, vm);
    } else if (!pending && c.lineHigh) {
      c.lineHigh = false;
      this.vmm.raise(STEP['raise-irq-line'], vm, packet, this.aLower, vm);
    }
  }

  private card(vm: number): E1000Causes {
    return this.s.cards[vm] as E1000Causes;
  }
}
