import { FACT, REG } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import { cut } from '../hw/super-packet';
import { RTL8139_RING, type Rtl8139Rings } from '../hw/rtl8139-rings';
import type { Part } from '../kernel/sim';
import type { TapReader } from './bridge-ports';
import type { HostNet } from './host-net';
import type { Kvm } from './kvm';
import type { LoopHandler, Vmm } from './vmm';

/** Registers of the modelled card. */
export interface Rtl8139Registers {
  intrStatus: number;
  intrMask: number;
  /** Result of the last read. */
  value: number;
  lineHigh: boolean;
  interrupts: number;
}

/** Bits of IntrStatus and IntrMask (hw/net/rtl8139.c; drivers/net/ethernet/realtek/8139cp.c). */
export const INTR = { rxOk: 0x01, txOk: 0x04, rxOverflow: 0x10 } as const;

const VECTOR = 0;
/** Frames sent in one write of TxPoll (rtl8139_cplus_transmit). */
const TX_BURST = 64;
/** net/tap.c: frames read in one call of the main loop's handler. */
const TAP_BURST = 50;

/**
 * QEMU's rtl8139 in C+ mode: transmission inside the trapped write of TxPoll, reception in the main loop,
 * INTx without any mitigation (hw/net/rtl8139.c). A frame that finds no descriptor with OWN is lost.
 */
export class Rtl8139Model implements Part, TapReader, LoopHandler {
  readonly name = 'rtl8139-model';
  s: { cards: Rtl8139Registers[] };
  private readonly guests = new Set<number>();
  private readonly aWrite: Readonly<Record<number, number>>;
  private readonly aRead: Readonly<Record<number, number>>;
  private readonly aTransmit: number;
  private readonly aToTap: number;
  private readonly aSent: number;
  private readonly aReceive: number;
  private readonly aFetched: number;
  private readonly aFilled: number;
  private readonly aRaised: number;
  private readonly aLower: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly kvm: Kvm;
  private readonly vmm: Vmm;
  private readonly net: HostNet;
  private readonly rings: Rtl8139Rings;

  constructor(
    m: Machine,
    cpus: Cpus,
    kvm: Kvm,
    vmm: Vmm,
    net: HostNet,
    rings: Rtl8139Rings,
    mask: number,
  ) {
    this.m = m;
    this.cpus = cpus;
    this.kvm = kvm;
    this.vmm = vmm;
    this.net = net;
    this.rings = rings;
    this.s = {
      cards: Array.from({ length: m.vmCount }, () => ({
        intrStatus: 0,
        intrMask: mask,
        value: 0,
        lineHigh: false,
        interrupts: 0,
      })),
    };
    m.sim.add(this);
    // Argument of a register's action: guest and the 16-bit value.
    const on = (run: (vm: number, packet: number, value: number) => void) =>
      cpus.action((_, packet, arg) => run(arg >> 16, packet, arg & 0xffff));
    this.aWrite = {
      [REG.rtlTxPoll]: on((vm, packet) => this.transmit(vm, packet, 0)),
      [REG.rtlIntrStatus]: on((vm, packet, value) => {
        this.card(vm).intrStatus &= ~value;
        this.update(vm, packet);
      }),
      [REG.rtlIntrMask]: on((vm, packet, value) => {
        this.card(vm).intrMask = value;
        this.update(vm, packet);
      }),
    };
    this.aRead = {
      [REG.rtlIntrStatus]: on((vm) => {
        this.card(vm).value = this.card(vm).intrStatus;
      }),
      [REG.rtlIntrMask]: on((vm) => {
        this.card(vm).value = this.card(vm).intrMask;
      }),
    };
    this.aTransmit = on((vm, packet, count) => this.transmit(vm, packet, count));
    this.aToTap = cpus.action((_, packet, vm) => this.net.fromTap(vm, packet));
    this.aSent = cpus.action((_, packet, vm) => this.sent(vm, packet));
    this.aReceive = on((vm, _, count) => this.receiveNext(vm, count));
    this.aFetched = on((vm, packet, count) => this.fetched(vm, packet, count));
    this.aFilled = on((vm, packet, count) => this.filled(vm, packet, count));
    this.aRaised = cpus.action((thread, packet, vm) =>
      kvm.setLine(vm, VECTOR, true, packet, thread === kvm.vcpuThreadOf(vm)),
    );
    this.aLower = cpus.action((_, packet, vm) => kvm.setLine(vm, VECTOR, false, packet, true));
  }

  on(): void {
    throw new Error('rtl8139-model: has no events');
  }

  addGuest(vm: number): void {
    this.guests.add(vm);
    this.vmm.addHandler(vm, this);
    this.net.addTap(vm, this);
  }

  /** The guest has this card. */
  serves(vm: number): boolean {
    return this.guests.has(vm);
  }

  registers(vm: number): Readonly<Rtl8139Registers> {
    return this.card(vm);
  }

  /** RegisterPort of the driver: every access goes to user space, none is coalesced. */
  write(vm: number, reg: number, value: number, packet: number): void {
    this.kvm.exits.countRegister(vm, reg, packet, value, true, true);
    this.trap(vm, reg, packet, this.aWrite[reg], value);
  }

  read(vm: number, reg: number, packet: number): void {
    this.kvm.exits.countRegister(vm, reg, packet, 0, false, true);
    this.trap(vm, reg, packet, this.aRead[reg], 0);
  }

  value(vm: number): number {
    return this.card(vm).value;
  }

  private trap(
    vm: number,
    reg: number,
    packet: number,
    action: number | undefined,
    value: number,
  ): void {
    if (action === undefined) throw new Error(`rtl8139: register ${String(reg)} is not modelled`);
    const { exits } = this.kvm;
    const { lock, unlock } = this.vmm;
    const place = this.vmm.placeOf(vm);
    exits.trap(vm, reg, packet, 'H', action, (vm << 16) | value, place, lock, unlock);
  }

  // ---- transmit: rtl8139_cplus_transmit, in the vCPU's own thread -------------------------------

  private transmit(vm: number, last: number, count: number): void {
    const r = this.rings.of(vm);
    if (r.txDone === r.txHead || count >= TX_BURST) {
      if (count > 0) this.raise(vm, INTR.txOk, last);
      return;
    }
    const packet = r.tx[r.txDone % RTL8139_RING] as number;
    const { cpus } = this;
    const vmm = this.vmm.placeOf(vm);
    cpus.work(STEP['fetch-descriptor'], vmm, vmm, packet);
    cpus.work(STEP['copy-guest-to-model'], this.m.drivers[vm] as number, vmm, packet);
    cpus.work(STEP['descriptor-writeback'], vmm, vmm, packet, this.aSent, vm);
    const next = (vm << 16) | (count + 1);
    cpus.work(STEP['device-register'], vmm, vmm, packet, this.aTransmit, next, 0);
  }

  /** The descriptor is the driver's again; then segmentation, one writev a frame. */
  private sent(vm: number, packet: number): void {
    this.m.wrote(vm, 'ring', 0);
    this.rings.of(vm).txDone++;
    const [vmm, tap] = [this.vmm.placeOf(vm), this.net.tapPlaceOf(vm)];
    for (const frame of [packet, ...cut(this.m, packet, false)]) {
      this.cpus.work(STEP['copy-to-tap'], vmm, tap, frame, this.aToTap, vm);
    }
  }

  // ---- receive: rtl8139_do_receive, in the main loop --------------------------------------------

  readable(vm: number, packet: number): void {
    this.vmm.signal(vm, this.net.tapPlaceOf(vm), packet);
  }

  /** rtl8139_can_receive: always in C+ mode, also without a descriptor. */
  ready(vm: number): boolean {
    return this.net.waiting(vm) > 0;
  }

  run(vm: number): void {
    const at = this.vmm.placeOf(vm);
    this.cpus.work(STEP['main-loop'], at, at, 0, this.aReceive, vm << 16, 0);
  }

  private receiveNext(vm: number, count: number): void {
    const packet = count >= TAP_BURST ? 0 : this.net.read(vm);
    if (packet === 0) return;
    const arg = (vm << 16) | count;
    const [tap, vmm] = [this.net.tapPlaceOf(vm), this.vmm.placeOf(vm)];
    this.cpus.work(STEP['copy-tap-to-vmm'], tap, vmm, packet, this.aFetched, arg);
  }

  private fetched(vm: number, packet: number, count: number): void {
    const r = this.rings.of(vm);
    if (r.rxDone === r.rxOwned) {
      this.m.drop(packet, 'ring-full');
      this.raise(vm, INTR.rxOverflow, 0);
      this.receiveNext(vm, count + 1);
      return;
    }
    const [vmm, driver] = [this.vmm.placeOf(vm), this.m.drivers[vm] as number];
    const arg = (vm << 16) | count;
    this.cpus.work(STEP['copy-model-to-guest'], vmm, driver, packet, this.aFilled, arg);
  }

  private filled(vm: number, packet: number, count: number): void {
    const r = this.rings.of(vm);
    this.m.wrote(vm, 'rx', r.rxDone);
    this.m.wrote(vm, 'ring', 1);
    r.rx[r.rxDone % RTL8139_RING] = packet;
    r.rxDone++;
    this.raise(vm, INTR.rxOk, packet);
    this.receiveNext(vm, count + 1);
  }

  // ---- interrupt ---------------------------------------------------------------------------------

  private raise(vm: number, cause: number, packet: number): void {
    this.card(vm).intrStatus |= cause;
    this.update(vm, packet);
  }

  /** rtl8139_update_irq: INTx follows IntrStatus & IntrMask at once. */
  private update(vm: number, packet: number): void {
    const c = this.card(vm);
    const { m, vmm } = this;
    const high = (c.intrStatus & c.intrMask) !== 0;
    if (high === c.lineHigh) return;
    c.lineHigh = high;
    if (high) {
      c.interrupts++;
      m.fact(FACT['irq-raised'], vm, packet, 0, -1, 0);
    }
    vmm.raise(STEP['raise-irq-line'], vm, packet, high ? this.aRaised : this.aLower, vm);
  }

  private card(vm: number): Rtl8139Registers {
    return this.s.cards[vm] as Rtl8139Registers;
  }
}
