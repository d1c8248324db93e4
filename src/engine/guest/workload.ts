import type { Machine } from '../hw/machine';
import { OUTSIDE, REQUEST, RESPONSE, VLAN_TAG } from '../hw/packets';
import { ETHERNET, framing, superBytes } from '../hw/super-packet';
import { delayOf, runningClock, runOn, type StoppedClock } from './stopped-clock';
import { nextExponential, seedRng, type RngState } from '../kernel/rng';
import type { Part } from '../kernel/sim';
import { PS_PER_NS, PS_PER_S, type Picos } from '../units';
import type { Application, GuestNet } from './guest-net';
import { vlanOf } from '../hw/vlan-tag';

/** One stream of frames, out of or into a guest. */
export interface Stream {
  readonly kind: 'single' | 'burst' | 'cbr' | 'poisson' | 'bulk' | 'request-response' | 'replay';
  readonly vm: number;
  /** True: the guest sends; false: the outside sends to it. */
  readonly out: boolean;
  /** Destination of its frames. */
  readonly to: number;
  /** Source address that the guest writes into them. */
  readonly as: number;
  /** VLAN ID of their tag; 0 = none. */
  readonly vlan: number;
  readonly bytes: number;
  readonly pps: number;
  readonly packets: number;
  readonly batch: number;
  /** Frames of a replay that belong to this stream, in order. */
  readonly frames: readonly StreamFrame[];
}

/** How a guest's network interface is set. */
export interface Interface {
  readonly mtu: number;
  readonly tso: boolean;
}

export interface StreamFrame {
  /** Nanoseconds after the start. */
  readonly at: number;
  readonly bytes: number;
  readonly src: number;
  readonly dst: number;
}

interface StreamState {
  rng: RngState;
  nextFrame: number;
}

/** What the outside needs of the card: a frame starts to arrive. */
export interface Wire {
  /** Where the machine stands that sends to the guest. */
  place(vm: number): number;
  arrive(vm: number, packet: number): void;
  /** Time one frame occupies the wire. */
  frameTime(vm: number, bytes: number): Picos;
}

/** What a sender that never waits hands over each time. */
interface Bulk {
  readonly to: number;
  readonly as: number;
  readonly vlan: number;
  readonly length: number;
  readonly frames: number;
}

const taggedBytes = ({ bytes, vlan }: Stream) => bytes + (vlan === 0 ? 0 : VLAN_TAG);
const ARRIVAL = 0;
const ANSWER = 1;
const BURST_CHUNK = 256;
/** An answer's length, below the tag that it carries: the longest frame is below 16 KiB. */
const ANSWER_BITS = 14;
const ANSWER_BYTES = (1 << ANSWER_BITS) - 1;

/** The applications: when frames are handed over, in the guests and on the machine at the other end. */
export class Workload implements Part, Application {
  readonly name = 'workload';
  s: { streams: StreamState[]; clock: StoppedClock };
  private readonly index: number;
  private readonly bulkOf: (Bulk | undefined)[] = [];
  private readonly clientOf: (Stream | undefined)[] = [];

  private readonly m: Machine;
  private readonly net: GuestNet;
  private readonly wire: Wire;
  private readonly streams: readonly Stream[];
  private readonly interfaces: readonly Interface[];
  private readonly poke: (vm: number) => void;
  private readonly wakesOnAnswer: (vm: number) => boolean;

  constructor(
    m: Machine,
    net: GuestNet,
    wire: Wire,
    streams: readonly Stream[],
    interfaces: readonly Interface[],
    poke: (vm: number) => void,
    seed: number,
    wakesOnAnswer: (vm: number) => boolean,
  ) {
    this.m = m;
    this.net = net;
    this.wire = wire;
    this.streams = streams;
    this.interfaces = interfaces;
    this.poke = poke;
    this.wakesOnAnswer = wakesOnAnswer;
    this.s = {
      streams: streams.map((stream, i) => ({
        rng: seedRng(seed, `${stream.out ? 'tx' : 'rx'} ${String(stream.vm)} ${String(i)}`),
        nextFrame: 0,
      })),
      clock: runningClock(m.vmCount, streams.length),
    };
    this.index = m.sim.add(this);
    for (const stream of streams) {
      if (stream.kind === 'bulk' && stream.out) this.bulkOf[stream.vm] = this.bulk(stream);
      if (stream.kind === 'request-response') this.clientOf[stream.vm] = stream;
    }
  }

  /** Schedules the first arrivals. */
  start(): void {
    this.streams.forEach((stream, i) => {
      if (stream.kind === 'replay' && stream.frames.length === 0) return;
      const first = stream.kind === 'poisson' ? this.gap(stream, i) : 0;
      this.m.sim.at(first, this.index, ARRIVAL, i, 0);
    });
  }

  on(kind: number, a: number, b: number): void {
    if (kind === ANSWER) this.fromOutside(a, a, b & ANSWER_BYTES, RESPONSE, b >> ANSWER_BITS);
    else if (!this.holdsBack(a)) this.arrival(a);
  }

  private holdsBack(i: number): boolean {
    const { vm, out } = this.streams[i] as Stream;
    const { clock } = this.s;
    const delay = out ? delayOf(clock, i, vm, this.m.now) : 0;
    if (delay > 0) this.m.sim.at(this.m.now + delay, this.index, ARRIVAL, i, 0);
    return delay !== 0;
  }

  /** The guest stands still from now on, and with it its clock. */
  stop(vm: number): void {
    this.s.clock.since[vm] = this.m.now;
  }

  resume(vm: number): void {
    const own = this.streams.flatMap((stream, i) => (stream.vm === vm && stream.out ? [i] : []));
    runOn(this.s.clock, vm, own, this.m.now, (i, at) =>
      this.m.sim.at(at, this.index, ARRIVAL, i, 0),
    );
  }

  private arrival(i: number): void {
    const stream = this.streams[i] as Stream;
    switch (stream.kind) {
      case 'single':
        return this.emit(stream, 1, 0);
      case 'burst':
        return this.emit(stream, stream.packets, 0);
      case 'request-response':
        return this.emit(stream, 1, REQUEST);
      case 'cbr':
      case 'poisson':
        this.emit(stream, stream.batch, 0);
        return this.again(i, this.gap(stream, i));
      case 'bulk':
        if (stream.out) return this.poke(stream.vm);
        this.emit(stream, 1, 0);
        return this.again(i, this.wire.frameTime(stream.vm, taggedBytes(stream)));
      case 'replay':
        return this.replay(stream, i);
    }
  }

  private again(i: number, after: Picos): void {
    this.m.sim.at(this.m.now + Math.max(1, after), this.index, ARRIVAL, i, 0);
  }

  /** Until the next group of `batch` frames. */
  private gap(stream: Stream, i: number): Picos {
    const mean = (PS_PER_S * stream.batch) / stream.pps;
    if (stream.kind !== 'poisson') return Math.round(mean);
    return Math.round(nextExponential((this.s.streams[i] as StreamState).rng, mean));
  }

  private emit(stream: Stream, count: number, flags: number): void {
    const { vm, to, as, bytes, vlan } = stream;
    if (stream.out) {
      this.handOver(vm, vm, as, to, bytes, count, flags, vlan);
      this.poke(vm);
      return;
    }
    for (let k = 0; k < count; k++) this.fromOutside(vm, to, bytes, flags, vlan);
  }

  /** What an application hands over at once: frames, or with segmentation offload as few super-packets as hold them. */
  private handOver(
    vm: number,
    owner: number,
    as: number,
    to: number,
    message: number,
    count: number,
    flags: number,
    vlan: number,
  ): void {
    const { mtu, tso } = this.interfaces[vm] as Interface;
    const { bytes, perMessage, together } = framing(message, mtu, tso);
    const place = this.net.appPlace(vm);
    const total = count * perMessage;
    for (let sent = 0, frames = 0; sent < total; sent += frames) {
      frames = Math.min(together, total - sent);
      const ends = sent + frames === total ? flags : 0;
      const length = superBytes(bytes, frames);
      this.net.send(vm, this.m.create(owner, as, to, length, ends, place, frames, vlan));
    }
  }

  private fromOutside(vm: number, to: number, bytes: number, flags: number, vlan: number): void {
    const { m, wire } = this;
    wire.arrive(vm, m.create(vm, OUTSIDE, to, bytes, flags, wire.place(vm), 1, vlan));
  }

  private replay(stream: Stream, i: number): void {
    const state = this.s.streams[i] as StreamState;
    const { vm, frames } = stream;
    for (let n = 0; n < BURST_CHUNK; n++) {
      const frame = frames[state.nextFrame];
      if (!frame) return;
      const late = stream.out ? (this.s.clock.offset[vm] as number) : 0;
      const at = Math.round(frame.at * PS_PER_NS) + late;
      if (at > this.m.now) {
        this.m.sim.at(at, this.index, ARRIVAL, i, 0);
        return;
      }
      state.nextFrame++;
      if (stream.out) {
        const { src, dst, bytes } = frame;
        const packet = this.m.create(vm, src, dst, bytes, 0, this.net.appPlace(vm));
        // The stack cuts messages, not frames of a capture.
        if (bytes > (this.interfaces[vm] as Interface).mtu + ETHERNET) this.m.drop(packet, 'mtu');
        else this.net.send(vm, packet);
        this.poke(vm);
      } else {
        this.wire.arrive(
          vm,
          this.m.create(vm, frame.src, frame.dst, frame.bytes, 0, this.wire.place(vm)),
        );
      }
    }
    this.again(i, 1);
  }

  refill(vm: number): number {
    const bulk = this.bulkOf[vm];
    if (!bulk) return 0;
    const { to, as, length, frames, vlan } = bulk;
    return this.m.create(vm, as, to, length, 0, this.net.appPlace(vm), frames, vlan);
  }

  private bulk({ vm, to, as, vlan, bytes: message }: Stream): Bulk {
    const { mtu, tso } = this.interfaces[vm] as Interface;
    const { bytes, together } = framing(message, mtu, tso);
    return { to, as, vlan, length: superBytes(bytes, together), frames: together };
  }

  /** A frame ended in guest `vm`'s application: an answer there starts the next request. */
  received(vm: number, flags: number): void {
    if (flags & RESPONSE) this.nextRequest(vm);
  }

  /** As long as the request. A guest looks for work when its handlers are done; a program has to be woken. */
  answer(vm: number, owner: number, to: number, bytes: number, vlan: number): void {
    const length = this.clientOf[owner]?.bytes ?? bytes;
    this.handOver(vm, owner, vm, to, length, 1, RESPONSE, vlan);
    if (this.wakesOnAnswer(vm)) this.poke(vm);
  }

  private nextRequest(vm: number): void {
    const client = this.clientOf[vm];
    if (client) this.emit(client, 1, REQUEST);
  }

  /** A frame arrived at the machine outside. */
  reached(packet: number): void {
    const { m } = this;
    const flags = m.flagsOf(packet);
    const src = m.srcOf(packet);
    const bytes = this.clientOf[src]?.bytes ?? m.bytesOf(packet);
    const tag = vlanOf(m, packet) << ANSWER_BITS;
    if (!m.deliver(packet) || src < 0) return;
    if (flags & REQUEST)
      m.sim.at(m.now + m.prices.peerTurnaround, this.index, ANSWER, src, bytes | tag);
    if (flags & RESPONSE) this.nextRequest(src);
  }
}
