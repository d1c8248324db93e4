import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import { isGroup, OUTSIDE, SERVICE } from '../hw/packets';
import type { Machine } from '../hw/machine';
import { steered } from '../hw/steering';
import { cut } from '../hw/super-packet';
import type { Part } from '../kernel/sim';
import { BridgeHooks, NO_PORT } from './bridge-hooks';
import type {
  BridgeNames,
  BridgePort,
  Learned,
  TapReader,
  TapSettings,
  Uplink,
} from './bridge-ports';
import type { HostFilter } from './host-filter';
import { learn, noFlows, queueOf, type TunFlows } from './tun-flows';

interface Tap {
  /** Frames for the guest, waiting for the reader of the tap's file descriptor (tun's pointer ring). */
  queue: number[];
}

/** drivers/net/tun.c: the ring has the length of the interface's transmit queue. */
const TAP_QUEUE = 1000;
/**
 * The host's network: a tap for each guest, a bridge, the uplink. Everything runs in the thread
 * that brought the frame. MODEL: the forwarding table is complete from the start (addresses learned).
 */
export class HostNet implements Part {
  readonly name = 'host-net';
  s: { taps: Tap[]; flows: TunFlows[] };
  private readonly bridge: number;
  private readonly tapPlace: number[] = [];
  private readonly readers: TapReader[] = [];
  private readonly settings: TapSettings[] = [];
  /** Programs of the host, which the address of the bridge itself leads to: up the host's stack. */
  private readonly locals: ((vm: number, packet: number) => void)[] = [];
  /** A frame that reached this host for a guest that is here no more. */
  gone: (vm: number, packet: number) => boolean = () => false;
  /** Representors, by the guest behind them. */
  private readonly ports: (BridgePort | undefined)[] = [];
  /** By port of the card: the bridge of that port. */
  private readonly uplinks: (Uplink | undefined)[] = [];
  /** Port of the card whose bridge the taps are on. */
  private main = 0;
  private uplinkPlace = -1;
  private learned: Learned | null = null;
  private hostStack = -1;
  private readonly aForward: number;
  private readonly aToTap: number;
  private readonly aUp: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly hashOf: (packet: number) => number;
  private readonly hooks: BridgeHooks;

  /** `hashOf`: the same for both directions of a flow (__skb_get_hash_symmetric). */
  constructor(
    m: Machine,
    cpus: Cpus,
    hashOf: (packet: number) => number,
    filter: HostFilter,
    names: BridgeNames,
  ) {
    this.m = m;
    this.cpus = cpus;
    this.hashOf = hashOf;
    this.s = {
      taps: m.channels.each(() => ({ queue: [] })),
      flows: Array.from({ length: m.vmCount }, noFlows),
    };
    m.sim.add(this);
    this.bridge = m.place('bridge');
    this.hooks = new BridgeHooks(filter, this.bridge, names, {
      forward: (packet, from) => this.forward(packet, from),
      up: (packet) => this.passUp(packet, m.dstOf(packet)),
      leave: (packet, from, to) => this.leave(packet, from, to),
    });
    this.aForward = cpus.action((_, packet, from) => this.hooks.prerouting(packet, from));
    this.aToTap = cpus.action((_, packet, vm) => this.toTap(packet, vm));
    this.aUp = cpus.action((_, packet, vm) => this.locals[vm]?.(vm, packet));
  }

  on(): void {
    throw new Error('host-net: has no events');
  }

  /** What each guest's tap lets through; before `addTap`. */
  setTap(vm: number, settings: TapSettings): void {
    this.settings[vm] = settings;
  }

  /** A queue of a guest's tap, for each of its channels: one file descriptor of a tap with IFF_MULTI_QUEUE. */
  addTap(ch: number, reader: TapReader): void {
    this.tapPlace[ch] = this.m.place('tap', this.m.guestOf(ch));
    this.readers[ch] = reader;
  }

  /** A program of the host; `receive` adds the work of the host's stack. */
  addLocal(vm: number, receive: (vm: number, packet: number) => void): void {
    this.hostStack = this.m.place('host-stack');
    this.locals[vm] = receive;
  }

  /** The PF of a port of the card; the first one is on the bridge of the taps, others have bridges of their own. */
  setUplink(port: number, uplink: Uplink, place: number): void {
    if (this.uplinkPlace < 0) this.main = port;
    this.uplinks[port] = uplink;
    this.uplinkPlace = place;
  }

  addPort(vm: number, port: BridgePort): void {
    this.ports[vm] = port;
  }

  setLearned(learned: Learned): void {
    this.learned = learned;
  }

  tapPlaceOf(vm: number): number {
    return this.tapPlace[vm] as number;
  }

  hasTap(vm: number): boolean {
    return this.readers[vm] !== undefined;
  }

  /** A guest behind the bridge of the taps, which the host's own programs reach. */
  reaches(vm: number): boolean {
    return this.isBehind(vm, this.main);
  }

  waiting(ch: number): number {
    return (this.s.taps[ch] as Tap).queue.length;
  }

  /** Takes the first frame that waits at a queue of the guest's tap; 0 when none. */
  read(ch: number): number {
    return (this.s.taps[ch] as Tap).queue.shift() ?? 0;
  }

  /** The tap of a guest that has left is closed; what waits in it is lost. */
  closeTap(vm: number): void {
    for (const ch of this.m.channels.of(vm)) {
      const tap = this.s.taps[ch] as Tap;
      for (const packet of tap.queue) this.m.drop(packet, 'migration-downtime');
      tap.queue = [];
    }
  }

  /** A frame was written into a queue of a guest's tap: bridge work in the writer's thread. */
  fromTap(ch: number, packet: number): void {
    const at = this.tapPlace[ch] as number;
    const vm = this.m.guestOf(ch);
    const { channels } = this.m;
    if (channels.countOf(vm) > 1)
      learn(this.s.flows[vm] as TunFlows, this.hashOf(packet), channels.nthOf(ch));
    this.m.tap(at, vm, packet, 'in');
    this.cpus.work(STEP['bridge-forward'], at, this.bridge, packet, this.aForward, vm);
  }

  /** A frame came up from the NIC's host driver, in its softirq. */
  fromUplink(port: number, packet: number): void {
    const at = this.uplinkPlace;
    this.m.tap(at, this.m.vmOf(packet), packet, 'in');
    this.cpus.work(STEP['bridge-forward'], at, this.bridge, packet, this.aForward, -1 - port);
  }

  /** A frame came in at a VF's representor, in the same softirq. */
  fromPort(vm: number, packet: number): void {
    const { place, bridged } = this.ports[vm] as BridgePort;
    this.m.tap(place, vm, packet, 'in');
    if (bridged)
      this.cpus.work(STEP['bridge-forward'], place, this.bridge, packet, this.aForward, vm);
    else this.m.drop(packet, 'not-bridged');
  }

  /** br_dev_xmit: the host itself has sent a frame to a guest behind the bridge, in the sender's thread. */
  fromHost(packet: number): void {
    const { m } = this;
    m.tap(this.bridge, m.vmOf(packet), packet, 'out');
    this.hooks.output(packet, m.dstOf(packet));
  }

  /** br_handle_frame_finish: to the one port of the destination, or to all but where it came from. `from` < 0: -1 - uplink. */
  private forward(packet: number, from: number): void {
    const { m } = this;
    const dst = m.dstOf(packet);
    // Only what the host itself gets comes in at the bridge's own interface (br_pass_frame_up).
    const up = isGroup(dst) || this.isLocal(dst);
    m.tap(this.bridge, m.vmOf(packet), packet, up ? 'in' : 'through');
    const port = from < 0 ? -1 - from : (this.ports[from]?.port ?? this.main);
    const uplink = from < 0 ? undefined : this.uplinks[port];
    if (!isGroup(dst)) {
      if (this.isLocal(dst) && port === this.main) this.hooks.input(packet, from);
      else if (this.isBehind(dst, port)) this.hooks.forward(packet, from, dst);
      else if (uplink) this.hooks.forward(packet, from, -1 - port);
      else m.drop(packet, 'no-receiver');
      return;
    }
    const others = this.readers.length > this.ports.length ? this.readers : this.ports;
    const taps = [...others.keys()].filter(
      (vm) => vm < m.vmCount && vm !== from && this.isBehind(vm, port),
    );
    const copies = taps.length + (uplink ? 1 : 0);
    if (copies === 0) {
      m.drop(packet, 'no-receiver');
      return;
    }
    // The frame itself goes to the last port; the others get clones (deliver_clone).
    taps.forEach((vm, i) => {
      const last = !uplink && i === taps.length - 1;
      this.hooks.forward(last ? packet : m.replica(packet, m.dstOf(packet), this.bridge), from, vm);
    });
    if (uplink) this.hooks.forward(packet, from, -1 - port);
  }

  /** It leaves the bridge by a tap, a representor or (below 0) an uplink. */
  private leave(packet: number, from: number, to: number): void {
    const port = to < 0 ? -1 - to : (this.ports[to]?.port ?? this.main);
    const dst = this.m.dstOf(packet);
    if (to < 0) this.uplinks[port]?.xmit(packet);
    else this.enqueue(packet, to);
    if (from !== NO_PORT && !isGroup(dst)) this.learn(port, packet, from, to);
  }

  /** Both ends are ports of the card's switch: a frame between them needs no host. */
  private learn(port: number, packet: number, from: number, to: number): void {
    const at = (end: number) => (end < 0 ? OUTSIDE : this.ports[end]?.fn);
    const [entry, exit] = [at(from), at(to)];
    if (entry !== undefined && exit !== undefined && !this.isLocal(this.m.dstOf(packet)))
      this.learned?.(port, packet, entry, exit);
  }

  private isBehind(vm: number, port: number): boolean {
    const at = this.ports[vm];
    if (at !== undefined) return at.bridged && at.port === port;
    return port === this.main && this.readers[vm] !== undefined;
  }

  private isLocal(vm: number): boolean {
    return vm === SERVICE || (vm >= 0 && this.locals[vm] !== undefined);
  }

  private passUp(packet: number, vm: number): void {
    // No program of the host listens at the address of the service.
    if (vm === SERVICE) return this.m.drop(packet, 'no-receiver');
    this.cpus.work(STEP['bridge-up'], this.bridge, this.hostStack, packet, this.aUp, vm);
  }

  /** br_dev_queue_push_xmit: too long for the port is dropped; validate_xmit_skb cuts what it cannot take whole. */
  private enqueue(packet: number, vm: number): void {
    const representor = this.ports[vm];
    if (representor !== undefined) return representor.xmit(packet);
    const { gso, maxFrame } = this.settings[vm] as TapSettings;
    // is_skb_forwardable: the length of what may pass uncut does not matter.
    const whole = gso && this.m.framesOf(packet) > 1;
    if (!whole && this.m.frameBytes(packet) > maxFrame) return this.m.drop(packet, 'mtu');
    const others = gso ? [] : cut(this.m, packet, false);
    this.work(packet, vm);
    for (const frame of others) this.work(frame, vm);
  }

  private work(packet: number, vm: number): void {
    const tap = this.tapPlace[vm] as number;
    this.cpus.work(STEP['tap-enqueue'], this.bridge, tap, packet, this.aToTap, vm);
  }

  private toTap(packet: number, vm: number): void {
    const ch = this.queueFor(packet, vm);
    const { queue } = this.s.taps[ch] as Tap;
    this.m.tap(this.tapPlace[vm] as number, vm, packet, 'out');
    if (this.gone(vm, packet)) {
      this.m.drop(packet, 'migration-downtime');
      return;
    }
    if (queue.length >= TAP_QUEUE) {
      this.m.drop(packet, 'tap-full');
      return;
    }
    queue.push(packet);
    (this.readers[ch] as TapReader).readable(ch, packet);
  }

  /** Channel whose queue of the tap the frame goes to. */
  private queueFor(packet: number, vm: number): number {
    const { m } = this;
    const all = m.channels.of(vm);
    if (all.length === 1) return vm;
    const { queue, known } = queueOf(this.s.flows[vm] as TunFlows, this.hashOf(packet), all.length);
    steered(m, packet, queue, known ? 'tun-flow' : 'tun-hash', vm);
    return all[queue] as number;
  }
}
