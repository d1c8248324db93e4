import type { DropCause } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import { steered } from '../hw/steering';
import { GROUP, NOBODY, REQUEST, SERVICE, vidOf } from '../hw/packets';
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
  refill(ch: number): number;
  /** A frame of a flow, with these flags, reached an application on vCPU `ch` and is gone. */
  received(ch: number, flags: number, flow: number): void;
  /** The application on vCPU `ch` answers a request. */
  answer(ch: number, request: Request): void;
}

export interface Request {
  /** Guest on whose account it is. */
  readonly owner: number;
  readonly from: number;
  readonly bytes: number;
  /** Its VLAN tag. */
  readonly vlan: number;
  readonly flow: number;
}

/** Netfilter of the host, for a program's frames: it goes on with `leave` or `up`, or drops them. */
export interface StackHooks {
  readonly out: (ch: number, packet: number, more: boolean) => void;
  readonly in: (ch: number, packet: number) => void;
}

export interface GuestWiring {
  /** Null: the guest has no network device. */
  readonly driver: GuestDriver | null;
  /** Frames sent with one doorbell (xmit_more). */
  readonly batch: number;
  /** It is a program of the host and not a guest. */
  readonly onHost: boolean;
  /** Entries of a transmit ring that one flow may fill. */
  readonly limit: number;
  /** VLAN that its interface is in besides untagged frames; 0 = none. */
  readonly vlan: number;
  /** Groups: whether an application here has joined the one there is. */
  readonly joined: boolean;
  /** Where its frames meet the host's own chains; null in a guest, and where there are none. */
  readonly hooks: StackHooks | null;
  /** Its VF's driver that is coming up, when that happens in the run. */
  readonly starting: VfStart | null;
}

/** net/sched: length of the queueing discipline in front of each queue of a driver (txqueuelen; mq). */
const QDISC = 1000;

/**
 * Application, TCP/IP and queueing discipline of each vCPU. What is sent there takes the queue pair of that channel (XPS); a
 * frame goes up where its queue's interrupt came, and its application goes on there (as the scheduler's wake affinity has it).
 * MODEL: no TCP windows or acknowledgements; an arrival while the guest is busy costs no timer interrupt.
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
  private readonly aHooked: number;
  private readonly aIgnored: number;
  private readonly aReceived: number;
  private readonly aRefused: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;

  constructor(m: Machine, cpus: Cpus) {
    this.m = m;
    this.cpus = cpus;
    this.s = { sockets: m.channels.each(() => ({ backlog: [] })) };
    m.sim.add(this);
    this.aXmit = cpus.action((_, packet, arg) => {
      const ch = arg >> 1;
      const vm = m.guestOf(ch);
      m.wrote(vm, 'tx', packet);
      m.wrote(vm, 'ring', 2);
      if (m.channels.countOf(vm) > 1) steered(m, packet, m.channels.nthOf(ch), 'xps', vm);
      this.driverOf(ch).xmit(ch, packet, (arg & 1) === 1);
    });
    this.aHooked = cpus.action((_, packet, arg) =>
      this.wiring[arg >> 1]?.hooks?.out(arg >> 1, packet, (arg & 1) === 1),
    );
    this.aNoDevice = cpus.action((_, packet) => this.m.drop(packet, 'no-device'));
    this.aRefused = cpus.action((_, packet, ch) =>
      this.m.drop(packet, this.refuses(ch, packet) ?? 'no-receiver'),
    );
    this.aIgnored = cpus.action((_, packet) => this.m.drop(packet, 'standby'));
    this.aReceived = cpus.action((_, packet, ch) => this.arrived(ch, packet));
  }

  on(): void {
    throw new Error('guest-net: has no events');
  }

  setApplication(app: Application): void {
    this.app = app;
  }

  /** `flows`: how many of its guest's a vCPU sends on. */
  addChannel(ch: number, wiring: GuestWiring, flows: number): void {
    const vm = this.m.guestOf(ch);
    this.wiring[ch] = { ...wiring, limit: wiring.limit * Math.max(1, flows) };
    this.capacity[ch] = wiring.driver?.txSpace(ch) ?? 1;
    this.places[ch] = {
      app: this.m.place(wiring.onHost ? 'process' : 'app', vm),
      stack: wiring.onHost ? this.m.place('host-stack') : this.m.place('stack', vm),
      driver: this.m.drivers[ch] as number,
    };
  }

  appPlace(ch: number): number {
    return this.placesOf(ch).app;
  }

  /** The application hands a frame over. It is lost here when the queueing discipline is full. */
  send(ch: number, packet: number): void {
    const { backlog } = this.s.sockets[ch] as Socket;
    if (backlog.length >= QDISC) this.m.drop(packet, 'ring-full');
    else backlog.push(packet);
  }

  /** A frame that goes before all others: the guest says where it is. */
  announce(ch: number, packet: number): void {
    (this.s.sockets[ch] as Socket).backlog.unshift(packet);
  }

  /** The frame that the stack takes up next; 0 = none. */
  next(ch: number): number {
    return (this.s.sockets[ch] as Socket).backlog[0] ?? 0;
  }

  waiting(ch: number, most = 0): number {
    this.fill(ch, most);
    return (this.s.sockets[ch] as Socket).backlog.length;
  }

  /** Up to `most` frames for a program that drives its device itself. */
  take(ch: number, most: number): readonly number[] {
    return (this.s.sockets[ch] as Socket).backlog.splice(0, most);
  }

  /** A sender that never waits hands over what is asked for. */
  private fill(ch: number, most: number): void {
    const { backlog } = this.s.sockets[ch] as Socket;
    if (backlog.length > 0) return;
    for (let i = 0; i < most; i++) {
      const packet = this.app?.refill(ch) ?? 0;
      if (packet === 0) return;
      backlog.push(packet);
    }
  }

  /** Entries that the flow may fill now. */
  room(ch: number): number {
    const { driver, limit } = this.wiring[ch] as GuestWiring;
    if (!driver) return 1;
    const space = driver.txSpace(ch);
    const capacity = driver.capacity?.(ch) ?? (this.capacity[ch] as number);
    return Math.min(space, limit - (capacity - space));
  }

  /** Idle guest: take up what waits to be sent. False when there is nothing, or no room in the ring. */
  work(ch: number): boolean {
    const { driver, batch, starting, hooks } = this.wiring[ch] as GuestWiring;
    if (starting?.isOver(this.m.guestOf(ch)) === false) return starting.work(ch);
    const { backlog } = this.s.sockets[ch] as Socket;
    const room = this.room(ch);
    if (room <= 0) return false;
    this.fill(ch, batch);
    const count = Math.min(batch, backlog.length, room);
    if (count === 0) return false;
    const { app, stack } = this.placesOf(ch);
    for (let i = 0; i < count; i++) {
      const packet = backlog[i] as number;
      const more = i < count - 1;
      const hooked = driver !== null && hooks !== null;
      const then = hooked ? this.aHooked : driver ? -1 : this.aNoDevice;
      this.cpus.work(STEP['app-send'], app, stack, packet, then, (ch << 1) | (more ? 1 : 0));
      if (driver && !hooked) this.leave(ch, packet, more);
    }
    // An array emptied by its length would give its memory back and take new one with the next frame.
    if (count === backlog.length) for (let i = 0; i < count; i++) backlog.pop();
    else if (count === 1) backlog.shift();
    else backlog.splice(0, count);
    return true;
  }

  /** Behind the stack: the work of the driver, or of the interface that the frame is routed to. */
  leave(ch: number, packet: number, more: boolean): void {
    const { stack, driver } = this.placesOf(ch);
    const route = this.driverOf(ch).route?.(ch, packet) ?? null;
    const [step, place] = [route?.step ?? STEP['driver-xmit'], route?.place ?? driver];
    this.cpus.work(step, stack, place, packet, this.aXmit, (ch << 1) | (more ? 1 : 0));
  }

  /** A frame on its way to the driver was dropped: what waits for its doorbell goes without it. */
  lost(ch: number, packet: number, more: boolean): void {
    if (!more) this.driverOf(ch).flush?.(ch, packet);
  }

  /** A driver, at `driver`, has taken a received frame out of its ring: work up to the application. */
  receive(ch: number, packet: number, driver = this.placesOf(ch).driver): void {
    const { stack } = this.placesOf(ch);
    if (this.refuses(ch, packet) !== null) {
      this.cpus.work(STEP['napi-rx'], driver, stack, packet, this.aRefused, ch);
      return;
    }
    this.cpus.work(STEP['napi-rx'], driver, stack, packet);
    this.deliver(ch, packet);
  }

  /** A driver has taken out of its ring what nobody listens for there. */
  ignore(ch: number, packet: number): void {
    const { stack, driver } = this.placesOf(ch);
    this.cpus.work(STEP['napi-rx'], driver, stack, packet, this.aIgnored);
  }

  /** The stack has the frame, by a driver or by an interface that is no device: work up to the application. */
  deliver(ch: number, packet: number): void {
    const hooks = this.wiring[ch]?.hooks ?? null;
    if (hooks === null) this.up(ch, packet);
    else hooks.in(ch, packet);
  }

  up(ch: number, packet: number): void {
    const { app, stack } = this.placesOf(ch);
    this.cpus.work(STEP['stack-receive'], stack, app, packet, this.aReceived, ch);
  }

  /** A frame is at its program. */
  arrived(ch: number, packet: number): void {
    const { m } = this;
    const flags = m.flagsOf(packet);
    const src = m.srcOf(packet);
    const bytes = m.bytesOf(packet);
    const owner = m.vmOf(packet);
    const vlan = vlanOf(m, packet);
    const flow = m.flowOf(packet);
    // A program that drives its device itself has no stack below it that would have looked.
    const refused = this.refuses(ch, packet);
    if (refused) return m.drop(packet, refused);
    if (!m.deliver(packet)) return;
    if (flags & REQUEST) this.app?.answer(ch, { owner, from: src, bytes, vlan, flow });
    else this.app?.received(ch, flags, flow);
  }

  /** vlan_do_receive finds no interface of the tag's VLAN; ip_rcv finds a frame for somebody else (PACKET_OTHERHOST). */
  private refuses(ch: number, packet: number): DropCause | null {
    const { m } = this;
    const { vlan, joined } = this.wiring[ch] as GuestWiring;
    const vid = vidOf(vlanOf(m, packet));
    if (vid !== 0 && vid !== vlan) return 'vlan';
    const dst = m.dstOf(packet);
    const nobody = dst === NOBODY || dst === SERVICE;
    return nobody || (dst === GROUP && !joined) ? 'no-receiver' : null;
  }

  private driverOf(ch: number): GuestDriver {
    const driver = this.wiring[ch]?.driver;
    if (!driver) throw new Error(`guest-net: channel ${String(ch)} has no driver`);
    return driver;
  }

  private placesOf(ch: number) {
    const places = this.places[ch];
    if (!places) throw new Error(`guest-net: no channel ${String(ch)}`);
    return places;
  }
}
