import { FACT } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { Nic } from '../hw/nic';
import { isGroup, OUTSIDE } from '../hw/packets';
import { RING } from '../hw/queue-pair';
import { RX, TX, type VirtioRings } from '../hw/virtio-rings';
import { availPending, callNeeded, pushUsed, takeAvail } from '../hw/vring';
import type { Part } from '../kernel/sim';
import type { Picos } from '../units';
import type { Kvm } from './kvm';
import type { SwitchPorts } from './switch-ports';

interface SwitchState {
  /** Frames that were read from the port at hand and not passed on yet. */
  burst: number[];
  /** Channels whose receive ring got frames in this burst. */
  filled: number[];
  refill: number;
  rounds: number;
  /** Guest whose rings are stopped, -1 = none, and whether the round in which that was said is over. */
  stopped: number;
  isQuiet: boolean;
}

/** Frames that are taken from a port at once (NETDEV_MAX_BURST, MAX_PKT_BURST). */
const BURST = 32;
/** Longest stretch of empty rounds that is simulated as one piece. */
const EMPTY_ROUNDS: Picos = 10_000_000;
const UPLINK = -1;

/**
 * A user-space switch on a core of its own (OVS-DPDK, testpmd): it polls the rings of its guests and of the
 * NIC, in turn, and never sleeps, so nobody has to notify it. It calls a guest only where the guest's driver asks.
 * MODEL: empty rounds are not simulated one by one; what comes is seen one round later.
 */
export class SwitchProcess implements Part {
  readonly name = 'switch-process';
  s: SwitchState = { burst: [], filled: [], refill: 0, rounds: 0, stopped: -1, isQuiet: false };
  /** A frame that reached this host for a guest that is here no more. */
  gone: (vm: number, packet: number) => boolean = () => false;
  readonly place: number;
  readonly ports: SwitchPorts;
  readonly thread: number;
  private readonly aPort: number;
  private readonly aTaken: number;
  private readonly aForward: number;
  private readonly aReceived: number;
  private readonly aPosted: number;
  private readonly aRing: number;
  private readonly aRefill: number;
  private readonly aFilled: number;
  private readonly aCalls: number;
  private readonly aInject: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly kvm: Kvm;
  private readonly nic: Nic;
  private readonly rings: VirtioRings;
  private readonly fn: number;

  constructor(
    m: Machine,
    cpus: Cpus,
    kvm: Kvm,
    nic: Nic,
    rings: VirtioRings,
    ports: SwitchPorts,
    fn: number,
    cpu: number,
  ) {
    this.m = m;
    this.cpus = cpus;
    this.kvm = kvm;
    this.nic = nic;
    this.rings = rings;
    this.fn = fn;
    this.ports = ports;
    m.sim.add(this);
    this.place = m.place('switch-process');
    this.aPort = cpus.action((_, __, arg) => this.poll(arg - 1));
    this.aTaken = cpus.action((_, packet) => void this.s.burst.push(packet));
    this.aForward = cpus.action((_, __, ch) => this.forward(ch));
    this.aReceived = cpus.action(() => this.received());
    this.aPosted = cpus.action((_, packet) => this.post(packet));
    this.aRing = cpus.action((_, packet) => void nic.ringTx(fn, packet));
    this.aRefill = cpus.action((_, packet) => this.refilled(packet));
    this.aFilled = cpus.action((_, packet, ch) => this.filled(ch, packet));
    this.aCalls = cpus.action(() => this.callFilled());
    this.aInject = cpus.action((_, packet, arg) => kvm.inject(arg >> 1, arg & 1, packet));
    this.thread = cpus.addThread('pmd', OUTSIDE, cpu, this.place, { next: () => this.next() });
  }

  on(): void {
    throw new Error('switch-process: has no events');
  }

  /** It has been running all along. */
  start(): void {
    this.cpus.boot(this.thread);
  }

  /** Nobody reads the eventfd; once in 65,536 buffers the index passes the stale event and the guest kicks. */
  notify(ch: number, queue: number, reg: number, packet: number): void {
    this.kvm.exits.kick(ch, queue, reg, packet, -1, this.place);
  }

  /** Something lies in a ring that is polled. */
  published(): void {
    if (this.cpus.runningStep(this.thread) === STEP['pmd-poll']) this.cpus.cutShort(this.thread);
  }

  /** VHOST_USER_GET_VRING_BASE: a guest's rings are left alone once this round is over (`isQuiet`); -1 = set up again. */
  stop(vm: number): void {
    this.s.stopped = vm;
    this.published();
  }

  /** One round over all ports, or a stretch of empty ones. */
  private next(): void {
    const { cpus, place } = this;
    this.s.isQuiet = this.s.stopped >= 0;
    const served = this.ports.channels.filter((ch) => this.m.guestOf(ch) !== this.s.stopped);
    if (!served.some((ch) => availPending(this.rings.tx(ch)) > 0) && this.arrived() === 0) {
      cpus.work(STEP['pmd-poll'], place, place, 0, -1, 0, EMPTY_ROUNDS);
      return;
    }
    this.s.rounds++;
    for (const port of [UPLINK, ...served]) {
      cpus.work(STEP['pmd-round'], place, place, 0, this.aPort, port + 1);
    }
  }

  /** Frames that the NIC has written and nobody has read. */
  private arrived(): number {
    const q = this.nic.queue(this.fn);
    return q.rxDone - q.rxClean;
  }

  private poll(port: number): void {
    const { cpus, place } = this;
    if (port === UPLINK) {
      const q = this.nic.queue(this.fn);
      const count = Math.min(BURST, this.arrived());
      for (let i = 0; i < count; i++) {
        const packet = q.rx[q.rxClean % RING] as number;
        q.rxClean++;
        cpus.work(STEP['pmd-rx'], place, place, packet, this.aTaken);
      }
      this.s.refill += count;
      if (count > 0) this.later(this.aReceived, 0);
      return;
    }
    const tx = this.rings.tx(port);
    const driver = this.m.drivers[port] as number;
    const count = Math.min(BURST, availPending(tx));
    for (let i = 0; i < count; i++) {
      cpus.work(STEP['pmd-dequeue'], driver, place, takeAvail(tx), this.aTaken);
    }
    if (count > 0) this.later(this.aForward, port);
  }

  /** A guest's frames are copied: their buffers go back, then each frame to its port. */
  private forward(ch: number): void {
    const tx = this.rings.tx(ch);
    const vm = this.m.guestOf(ch);
    const burst = this.takeBurst();
    this.m.wrote(vm, 'ring', TX);
    for (const packet of burst) pushUsed(tx, packet);
    this.ports.used(ch);
    this.call(ch, TX, burst.at(-1) ?? 0);
    let last = 0;
    for (const packet of burst) {
      if (this.pass(packet, vm)) last = packet;
    }
    this.later(this.aCalls, 0);
    if (last > 0) this.cpus.work(STEP['pmd-mmio'], this.place, this.place, last, this.aRing);
  }

  private received(): void {
    const burst = this.takeBurst();
    for (const packet of burst) this.pass(packet, UPLINK);
    this.later(this.aCalls, 0);
    if (this.s.refill >= BURST)
      this.cpus.work(STEP['pmd-mmio'], this.place, this.place, burst.at(-1) ?? 0, this.aRefill);
  }

  /** Looks one frame up and gives it to its port or ports; true when it leaves by the NIC. */
  private pass(packet: number, from: number): boolean {
    const { m } = this;
    const dst = m.dstOf(packet);
    if (isGroup(dst)) {
      const others = this.ports.guests.filter((vm) => vm !== from);
      const outside = from !== UPLINK;
      others.forEach((vm, i) => {
        const last = !outside && i === others.length - 1;
        this.enqueue(last ? packet : m.replica(packet, dst, this.place), vm);
      });
      if (outside) this.transmit(packet);
      else if (others.length === 0) m.drop(packet, 'no-receiver');
      return outside;
    }
    if (this.ports.serves(dst)) this.enqueue(packet, dst);
    else if (from !== UPLINK) {
      this.transmit(packet);
      return true;
    } else m.drop(packet, 'no-receiver');
    return false;
  }

  private transmit(packet: number): void {
    this.cpus.work(STEP['pmd-tx'], this.place, this.place, packet, this.aPosted);
  }

  private post(packet: number): void {
    const q = this.nic.queue(this.fn);
    // Buffers of sent frames are taken back when new ones are written.
    q.txClean = q.txDone;
    if (this.nic.txSpace(this.fn) <= 0) this.m.drop(packet, 'ring-full');
    else this.nic.post(this.fn, packet);
  }

  private refilled(packet: number): void {
    this.nic.ringRx(this.fn, this.s.refill, packet);
    this.s.refill = 0;
  }

  private enqueue(packet: number, vm: number): void {
    const ch = this.ports.queueFor(packet, vm);
    const driver = this.m.drivers[ch] as number;
    const rx = this.rings.rx(ch);
    if (this.m.frameBytes(packet) > this.ports.maxFrame(vm)) return this.m.drop(packet, 'mtu');
    if (this.gone(vm, packet)) return this.m.drop(packet, 'migration-downtime');
    if (availPending(rx) === 0) {
      this.m.drop(packet, 'ring-full');
      return;
    }
    takeAvail(rx);
    this.cpus.work(STEP['pmd-enqueue'], this.place, driver, packet, this.aFilled, ch);
  }

  private filled(ch: number, packet: number): void {
    const vm = this.m.guestOf(ch);
    this.m.wrote(vm, 'rx', this.rings.rx(ch).usedIdx);
    this.m.wrote(vm, 'ring', RX);
    pushUsed(this.rings.rx(ch), packet);
    this.ports.used(ch);
    if (!this.s.filled.includes(ch)) this.s.filled.push(ch);
  }

  /** One decision a burst and queue. */
  private callFilled(): void {
    const { filled } = this.s;
    this.s.filled = [];
    for (const ch of filled) {
      const rx = this.rings.rx(ch);
      this.call(ch, RX, rx.used[(rx.usedIdx + rx.size - 1) % rx.size] ?? 0);
    }
  }

  private call(ch: number, queue: number, packet: number): void {
    const { m } = this;
    if (!callNeeded(queue === TX ? this.rings.tx(ch) : this.rings.rx(ch))) {
      const vm = m.guestOf(ch);
      m.tally(vm).irqSuppressed++;
      m.fact(FACT['irq-suppressed'], vm, packet, 2, -1, 0);
      return;
    }
    const arg = (ch << 1) | queue;
    this.cpus.work(STEP['pmd-call'], this.place, m.kvmPlace, packet, this.aInject, arg);
  }

  private takeBurst(): number[] {
    const { burst } = this.s;
    this.s.burst = [];
    return burst;
  }

  private later(action: number, arg: number): void {
    this.cpus.work(STEP['pmd-round'], this.place, this.place, 0, action, arg, 0);
  }
}
