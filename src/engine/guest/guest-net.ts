import type { DropCause } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import { GROUP, NOBODY, REQUEST, vidOf } from '../hw/packets';
import type { GuestDriver } from '../hw/ports';
import type { Part } from '../kernel/sim';
import type { VfStart } from './vf-start';
import { vlanOf } from '../hw/vlan-tag';

interface Socket {
  /** Frames that the application has handed over and the stack has not taken up yet. */
  backlog: number[];
}

/** Where frames come from and what happens at their end; the workload. */
export interface Application {
  /** One frame to send at once, for a sender that never waits; 0 = none. */
  refill(vm: number): number;
  /** A frame with these flags reached the application of guest `vm` and is gone. */
  received(vm: number, flags: number): void;
  /** The application of guest `vm` answers a request of `bytes` from `to`, which counts for guest `owner`, with its VLAN tag. */
  answer(vm: number, owner: number, to: number, bytes: number, vlan: number): void;
}

export interface GuestWiring {
  /** Null: the guest has no network device. */
  readonly driver: GuestDriver | null;
  /** Frames sent with one doorbell (xmit_more). */
  readonly batch: number;
  /** It is a program of the host and not a guest. */
  readonly onHost: boolean;
  /** Entries of the transmit ring that its flow may fill. */
  readonly limit: number;
  /** VLAN that its interface is in besides untagged frames; 0 = none. */
  readonly vlan: number;
  /** Groups: whether an application here has joined the one there is. */
  readonly joined: boolean;
  /** Its VF's driver that is coming up, when that happens in the run. */
  readonly starting: VfStart | null;
}

/** net/sched: length of the queueing discipline in front of a driver (txqueuelen). */
const QDISC = 1000;

/**
 * Application, TCP/IP and queueing discipline of each guest.
 * MODEL: one flow, no TCP windows or acknowledgements; an arrival while the guest is busy costs no timer interrupt.
 */
export class GuestNet implements Part {
  readonly name = 'guest-net';
  s: { sockets: Socket[] };
  private readonly wiring: GuestWiring[] = [];
  /** Entries of each transmit ring. */
  private readonly capacity: number[] = [];
  private readonly places: {
    readonly app: number;
    readonly stack: number;
    readonly driver: number;
  }[] = [];
  private app: Application | null = null;
  private readonly aXmit: number;
  private readonly aNoDevice: number;
  private readonly aIgnored: number;
  private readonly aReceived: number;
  private readonly aRefused: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;

  constructor(m: Machine, cpus: Cpus) {
    this.m = m;
    this.cpus = cpus;
    this.s = { sockets: Array.from({ length: m.vmCount }, () => ({ backlog: [] })) };
    m.sim.add(this);
    this.aXmit = cpus.action((_, packet, arg) => {
      m.wrote(arg >> 1, 'tx', packet);
      m.wrote(arg >> 1, 'ring', 2);
      this.driverOf(arg >> 1).xmit(arg >> 1, packet, (arg & 1) === 1);
    });
    this.aNoDevice = cpus.action((_, packet) => this.m.drop(packet, 'no-device'));
    this.aRefused = cpus.action((_, packet, vm) =>
      this.m.drop(packet, this.refuses(vm, packet) ?? 'no-receiver'),
    );
    this.aIgnored = cpus.action((_, packet) => this.m.drop(packet, 'standby'));
    this.aReceived = cpus.action((_, packet, vm) => this.arrived(vm, packet));
  }

  on(): void {
    throw new Error('guest-net: has no events');
  }

  setApplication(app: Application): void {
    this.app = app;
  }

  addGuest(vm: number, wiring: GuestWiring): void {
    this.wiring[vm] = wiring;
    this.capacity[vm] = wiring.driver?.txSpace(vm) ?? 1;
    this.places[vm] = {
      app: this.m.place(wiring.onHost ? 'process' : 'app', vm),
      stack: wiring.onHost ? this.m.place('host-stack') : this.m.place('stack', vm),
      driver: this.m.drivers[vm] as number,
    };
  }

  appPlace(vm: number): number {
    return this.placesOf(vm).app;
  }

  /** The application hands a frame over. It is lost here when the queueing discipline is full. */
  send(vm: number, packet: number): void {
    const { backlog } = this.s.sockets[vm] as Socket;
    if (backlog.length >= QDISC) this.m.drop(packet, 'ring-full');
    else backlog.push(packet);
  }

  /** A frame that goes before all others: the guest says where it is. */
  announce(vm: number, packet: number): void {
    (this.s.sockets[vm] as Socket).backlog.unshift(packet);
  }

  /** The frame that the stack takes up next; 0 = none. */
  next(vm: number): number {
    return (this.s.sockets[vm] as Socket).backlog[0] ?? 0;
  }

  waiting(vm: number, most = 0): number {
    this.fill(vm, most);
    return (this.s.sockets[vm] as Socket).backlog.length;
  }

  /** Up to `most` frames for a program that drives its device itself. */
  take(vm: number, most: number): readonly number[] {
    return (this.s.sockets[vm] as Socket).backlog.splice(0, most);
  }

  /** A sender that never waits hands over what is asked for. */
  private fill(vm: number, most: number): void {
    const { backlog } = this.s.sockets[vm] as Socket;
    if (backlog.length > 0) return;
    for (let i = 0; i < most; i++) {
      const packet = this.app?.refill(vm) ?? 0;
      if (packet === 0) return;
      backlog.push(packet);
    }
  }

  /** Entries that the flow may fill now. */
  room(vm: number): number {
    const { driver, limit } = this.wiring[vm] as GuestWiring;
    if (!driver) return 1;
    const space = driver.txSpace(vm);
    const capacity = driver.capacity?.(vm) ?? (this.capacity[vm] as number);
    return Math.min(space, limit - (capacity - space));
  }

  /** Idle guest: take up what waits to be sent. False when there is nothing, or no room in the ring. */
  work(vm: number): boolean {
    const { driver, batch, starting } = this.wiring[vm] as GuestWiring;
    if (starting !== null && !starting.isOver(vm)) return starting.work(vm);
    const { backlog } = this.s.sockets[vm] as Socket;
    const room = this.room(vm);
    if (room <= 0) return false;
    this.fill(vm, batch);
    const count = Math.min(batch, backlog.length, room);
    if (count === 0) return false;
    const { app, stack, driver: driverPlace } = this.placesOf(vm);
    for (let i = 0; i < count; i++) {
      const packet = backlog[i] as number;
      this.cpus.work(STEP['app-send'], app, stack, packet, driver ? -1 : this.aNoDevice);
      if (driver) {
        const more = i < count - 1 ? 1 : 0;
        const route = driver.route?.(vm, packet) ?? null;
        this.cpus.work(
          route?.step ?? STEP['driver-xmit'],
          stack,
          route?.place ?? driverPlace,
          packet,
          this.aXmit,
          (vm << 1) | more,
        );
      }
    }
    // An array emptied by its length would give its memory back and take new one with the next frame.
    if (count === backlog.length) for (let i = 0; i < count; i++) backlog.pop();
    else if (count === 1) backlog.shift();
    else backlog.splice(0, count);
    return true;
  }

  /** A driver, at `driver`, has taken a received frame out of its ring: work up to the application. */
  receive(vm: number, packet: number, driver = this.placesOf(vm).driver): void {
    const { stack } = this.placesOf(vm);
    if (this.refuses(vm, packet) !== null) {
      this.cpus.work(STEP['napi-rx'], driver, stack, packet, this.aRefused, vm);
      return;
    }
    this.cpus.work(STEP['napi-rx'], driver, stack, packet);
    this.deliver(vm, packet);
  }

  /** A driver has taken out of its ring what nobody listens for there. */
  ignore(vm: number, packet: number): void {
    const { stack, driver } = this.placesOf(vm);
    this.cpus.work(STEP['napi-rx'], driver, stack, packet, this.aIgnored);
  }

  /** The stack has the frame, by a driver or by an interface that is no device: work up to the application. */
  deliver(vm: number, packet: number): void {
    const { app, stack } = this.placesOf(vm);
    this.cpus.work(STEP['stack-receive'], stack, app, packet, this.aReceived, vm);
  }

  /** A frame is at its program. */
  arrived(vm: number, packet: number): void {
    const { m } = this;
    const flags = m.flagsOf(packet);
    const src = m.srcOf(packet);
    const bytes = m.bytesOf(packet);
    const owner = m.vmOf(packet);
    const tag = vlanOf(m, packet);
    // A program that drives its device itself has no stack below it that would have looked.
    const refused = this.refuses(vm, packet);
    if (refused) return m.drop(packet, refused);
    if (!m.deliver(packet)) return;
    if (flags & REQUEST) this.app?.answer(vm, owner, src, bytes, tag);
    else this.app?.received(vm, flags);
  }

  /** vlan_do_receive finds no interface of the tag's VLAN; ip_rcv finds a frame for somebody else (PACKET_OTHERHOST). */
  private refuses(vm: number, packet: number): DropCause | null {
    const { m } = this;
    const { vlan, joined } = this.wiring[vm] as GuestWiring;
    const vid = vidOf(vlanOf(m, packet));
    if (vid !== 0 && vid !== vlan) return 'vlan';
    const dst = m.dstOf(packet);
    return dst === NOBODY || (dst === GROUP && !joined) ? 'no-receiver' : null;
  }

  private driverOf(vm: number): GuestDriver {
    const driver = this.wiring[vm]?.driver;
    if (!driver) throw new Error(`guest-net: guest ${String(vm)} has no driver`);
    return driver;
  }

  private placesOf(vm: number) {
    const places = this.places[vm];
    if (!places) throw new Error(`guest-net: no guest ${String(vm)}`);
    return places;
  }
}
