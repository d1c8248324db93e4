import { REG } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import { E1000_RING, type E1000Rings } from '../hw/e1000-rings';
import type { Machine } from '../hw/machine';
import { cut } from '../hw/super-packet';
import type { Part } from '../kernel/sim';
import type { Picos } from '../units';
import type { E1000Irq } from './e1000-irq';
import type { TapReader } from './bridge-ports';
import type { HostNet } from './host-net';
import type { Kvm } from './kvm';
import type { LoopHandler, Vmm } from './vmm';

/** Registers of the modelled card. TDT, TDH, RDT, RDH run freely here; a read would show them modulo the ring. */
export interface E1000Registers {
  tdt: number;
  tdh: number;
  rdt: number;
  rdh: number;
  itr: number;
  /** Result of the last read. */
  value: number;
  /** RDT as written into the coalesced ring and not yet seen by the model; -1 = nothing there. */
  coalescedRdt: number;
  /** ITR as written, in units of 256 ns; -1 = nothing that the model has not seen. */
  coalescedItr: number;
}

const TXDW = 0x01;
const TXQE = 0x02;
const RXT0 = 0x80;
/** A unit of ITR: 256 ns. */
const ITR_UNIT: Picos = 256_000;
/** net/tap.c: frames read in one call of the main loop's handler. */
const TAP_BURST = 50;

/**
 * QEMU's e1000: registers in the VMM, transmission inside the trapped write of TDT, reception in the
 * main loop (hw/net/e1000.c).
 */
export class E1000Model implements Part, TapReader, LoopHandler {
  readonly name = 'e1000-model';
  s: { cards: E1000Registers[] };
  private readonly guests = new Set<number>();
  private readonly aWrite: Readonly<Record<number, number>>;
  private readonly aRead: Readonly<Record<number, number>>;
  private readonly aTransmit: number;
  private readonly aSegments: number;
  private readonly aToTap: number;
  private readonly aWrittenBack: number;
  private readonly aReceive: number;
  private readonly aFilled: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly kvm: Kvm;
  private readonly vmm: Vmm;
  private readonly net: HostNet;
  private readonly rings: E1000Rings;
  private readonly irq: E1000Irq;

  constructor(
    m: Machine,
    cpus: Cpus,
    kvm: Kvm,
    vmm: Vmm,
    net: HostNet,
    rings: E1000Rings,
    irq: E1000Irq,
    ims: number,
  ) {
    this.m = m;
    this.cpus = cpus;
    this.kvm = kvm;
    this.vmm = vmm;
    this.net = net;
    this.rings = rings;
    this.irq = irq;
    this.s = {
      cards: Array.from({ length: m.vmCount }, () => ({
        tdt: 0,
        tdh: 0,
        rdt: E1000_RING - 1,
        rdh: 0,
        itr: 0,
        value: 0,
        coalescedRdt: -1,
        coalescedItr: -1,
      })),
    };
    m.sim.add(this);
    const on = (run: (vm: number, packet: number) => void) =>
      cpus.action((_, packet, vm) => run(vm, packet));
    this.aWrite = {
      [REG.e1000Tdt]: on((vm, packet) => this.writeTdt(vm, packet)),
      [REG.e1000Rdt]: on((vm) => {
        this.card(vm).coalescedRdt = this.rings.of(vm).rxTail;
      }),
      [REG.e1000Itr]: on((vm) => {
        this.card(vm).coalescedItr = this.card(vm).itr;
      }),
      [REG.e1000Imc]: on((vm, packet) => this.setMask(vm, packet, 0)),
      [REG.e1000Ims]: on((vm, packet) => this.setMask(vm, packet, ims)),
    };
    this.aRead = {
      [REG.e1000Icr]: on((vm, packet) => this.readIcr(vm, packet)),
      [REG.e1000Status]: on((vm) => {
        this.flushCoalesced(vm);
        this.card(vm).value = 0x80080783;
      }),
    };
    this.aTransmit = on((vm, packet) => this.transmit(vm, packet));
    this.aSegments = on((vm, packet) => this.sendFrames(vm, packet));
    this.aToTap = on((vm, packet) => this.net.fromTap(vm, packet));
    this.aWrittenBack = on((vm) => this.writtenBack(vm));
    this.aReceive = on((vm) => this.receiveNext(vm, 0));
    this.aFilled = cpus.action((_, packet, arg) => this.filled(arg >> 8, packet, arg & 0xff));
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

  registers(vm: number): Readonly<E1000Registers> {
    return this.card(vm);
  }

  /** RegisterPort of the driver: every access traps, writes of RDT are coalesced. */
  write(vm: number, reg: number, value: number, packet: number): void {
    const action = this.aWrite[reg];
    if (action === undefined) throw new Error(`e1000: register ${String(reg)} is not modelled`);
    this.kvm.exits.countRegister(vm, reg, packet, value % E1000_RING, true, true);
    if (reg === REG.e1000Tdt) this.card(vm).tdt = value;
    if (reg === REG.e1000Itr) this.card(vm).itr = value;
    const coalesced = reg === REG.e1000Rdt || reg === REG.e1000Itr;
    this.trap(vm, reg, packet, coalesced ? 'LX' : 'H', action);
  }

  read(vm: number, reg: number, packet: number): void {
    const action = this.aRead[reg];
    if (action === undefined) throw new Error(`e1000: register ${String(reg)} is not modelled`);
    this.kvm.exits.countRegister(vm, reg, packet, 0, false, true);
    this.trap(vm, reg, packet, 'H', action);
  }

  value(vm: number): number {
    return this.card(vm).value;
  }

  private trap(vm: number, reg: number, packet: number, cls: 'LX' | 'H', action: number): void {
    this.kvm.exits.trap(
      vm,
      reg,
      packet,
      cls,
      action,
      vm,
      this.vmm.placeOf(vm),
      this.vmm.lock,
      this.vmm.unlock,
    );
  }

  // ---- transmit: start_xmit, in the vCPU's own thread ------------------------------------------

  private writeTdt(vm: number, packet: number): void {
    this.flushCoalesced(vm);
    this.transmit(vm, packet);
  }

  private transmit(vm: number, last: number): void {
    const c = this.card(vm);
    if (c.tdh === c.tdt) {
      this.irq.raise(vm, TXDW | TXQE, last);
      return;
    }
    const packet = this.rings.of(vm).tx[c.tdh % E1000_RING] as number;
    const { cpus } = this;
    const vmm = this.vmm.placeOf(vm);
    const driver = this.m.drivers[vm] as number;
    cpus.work(STEP['fetch-descriptor'], vmm, vmm, packet);
    cpus.work(STEP['copy-guest-to-model'], driver, vmm, packet, this.aSegments, vm);
    cpus.work(STEP['descriptor-writeback'], vmm, vmm, packet, this.aWrittenBack, vm);
    cpus.work(STEP['device-register'], vmm, vmm, packet, this.aTransmit, vm, 0);
  }

  /** process_tx_desc: segmentation, one writev a frame. */
  private sendFrames(vm: number, packet: number): void {
    const [vmm, tap] = [this.vmm.placeOf(vm), this.net.tapPlaceOf(vm)];
    for (const frame of [packet, ...cut(this.m, packet, false)]) {
      this.cpus.work(STEP['copy-to-tap'], vmm, tap, frame, this.aToTap, vm);
    }
  }

  private writtenBack(vm: number): void {
    this.m.wrote(vm, 'ring', 0);
    this.card(vm).tdh++;
    this.rings.of(vm).txDone++;
  }

  // ---- receive: tap_send, e1000_receive_iov, in the main loop ----------------------------------

  readable(vm: number, packet: number): void {
    if (this.canReceive(vm)) this.vmm.signal(vm, this.net.tapPlaceOf(vm), packet);
  }

  ready(vm: number): boolean {
    return this.irq.timerIsDue(vm) || (this.net.waiting(vm) > 0 && this.canReceive(vm));
  }

  run(vm: number): void {
    this.irq.runTimer(vm);
    if (this.net.waiting(vm) > 0)
      this.cpus.work(
        STEP['main-loop'],
        this.vmm.placeOf(vm),
        this.vmm.placeOf(vm),
        0,
        this.aReceive,
        vm,
        0,
      );
  }

  private receiveNext(vm: number, count: number): void {
    if (count >= TAP_BURST || !this.canReceive(vm)) return;
    const packet = this.net.read(vm);
    if (packet === 0) return;
    const vmm = this.vmm.placeOf(vm);
    this.cpus.work(STEP['copy-tap-to-vmm'], this.net.tapPlaceOf(vm), vmm, packet);
    this.cpus.work(
      STEP['copy-model-to-guest'],
      vmm,
      this.m.drivers[vm] as number,
      packet,
      this.aFilled,
      (vm << 8) | count,
    );
  }

  private filled(vm: number, packet: number, count: number): void {
    const c = this.card(vm);
    const r = this.rings.of(vm);
    this.m.wrote(vm, 'rx', c.rdh);
    this.m.wrote(vm, 'ring', 1);
    r.rx[c.rdh % E1000_RING] = packet;
    c.rdh++;
    r.rxDone++;
    this.irq.raise(vm, RXT0, packet);
    this.receiveNext(vm, count + 1);
  }

  /** R7: no reception while RDH = RDT. */
  private canReceive(vm: number): boolean {
    const c = this.card(vm);
    return c.rdh < c.rdt;
  }

  /** Coalesced writes reach the model before its next callback (memory_region_set_flush_coalesced). */
  private flushCoalesced(vm: number): void {
    const c = this.card(vm);
    if (c.coalescedItr >= 0) this.irq.setThrottle(vm, c.coalescedItr * ITR_UNIT);
    c.coalescedItr = -1;
    if (c.coalescedRdt < 0) return;
    const wasFull = !this.canReceive(vm);
    c.rdt = c.coalescedRdt;
    c.coalescedRdt = -1;
    if (wasFull && this.net.waiting(vm) > 0) this.vmm.signal(vm, this.vmm.placeOf(vm), 0);
  }

  private readIcr(vm: number, packet: number): void {
    this.flushCoalesced(vm);
    this.card(vm).value = this.irq.readIcr(vm, packet);
  }

  private setMask(vm: number, packet: number, ims: number): void {
    this.flushCoalesced(vm);
    this.irq.setMask(vm, ims, packet);
  }

  on(): void {
    throw new Error('e1000-model: has no events');
  }

  private card(vm: number): E1000Registers {
    return this.s.cards[vm] as E1000Registers;
  }
}
