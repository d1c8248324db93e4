import type { Machine } from '../hw/machine';
import { OUTSIDE, REQUEST, RESPONSE } from '../hw/packets';
import { ETHERNET, framing, superBytes } from '../hw/super-packet';
import { delayOf, runningClock, runOn, type StoppedClock } from './stopped-clock';
import { seedRng } from '../kernel/rng';
import type { Part } from '../kernel/sim';
import { PS_PER_NS, type Picos } from '../units';
import type { Application, GuestNet, Request } from './guest-net';
import { bulkOf, flowsOn, gapOf, taggedBytes, type Bulk, type Interface } from './stream';
import type { Stream, StreamState, Wire } from './stream';
import { vlanOf } from '../hw/vlan-tag';

const ARRIVAL = 0;
const ANSWER = 1;
const BURST_CHUNK = 256;
/** An answer's length, below the tag that it carries: the longest frame is below 16 KiB. */
const ANSWER_BITS = 14;
const ANSWER_BYTES = (1 << ANSWER_BITS) - 1;
/** Whom it is for, and above that on which flow. */
const ANSWER_FLOW = 8;
const ANSWER_VM = (1 << ANSWER_FLOW) - 1;

/** The applications: when frames are handed over, in the guests and on the machine at the other end. */
export class Workload implements Part, Application {
  readonly name = 'workload';
  s: { streams: StreamState[]; turns: number[]; clock: StoppedClock };
  private readonly index: number;
  /** By channel. */
  private readonly bulks: (Bulk | undefined)[] = [];
  private readonly clientOf: (Stream | undefined)[] = [];

  private readonly m: Machine;
  private readonly net: GuestNet;
  private readonly wire: Wire;
  private readonly streams: readonly Stream[];
  private readonly interfaces: readonly Interface[];
  private readonly poke: (ch: number) => void;
  private readonly wakesOnAnswer: (ch: number) => boolean;

  constructor(
    m: Machine,
    net: GuestNet,
    wire: Wire,
    streams: readonly Stream[],
    interfaces: readonly Interface[],
    poke: (ch: number) => void,
    seed: number,
    wakesOnAnswer: (ch: number) => boolean,
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
        flow: 0,
      })),
      turns: m.channels.each(() => 0),
      clock: runningClock(m.vmCount, streams.length),
    };
    this.index = m.sim.add(this);
    for (const stream of streams) {
      if (stream.kind === 'bulk' && stream.out) this.addBulk(stream);
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
    if (kind === ANSWER) this.answerFromOutside(a & ANSWER_VM, a >> ANSWER_FLOW, b);
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
        return this.emit(stream, 1, 0, 0);
      case 'burst':
        return this.burst(stream);
      case 'request-response':
        for (let flow = 0; flow < stream.flows; flow++) this.emit(stream, 1, REQUEST, flow);
        return;
      case 'cbr':
      case 'poisson':
        this.emit(stream, stream.batch, 0, this.turn(stream, i));
        return this.again(i, this.gap(stream, i));
      case 'bulk':
        if (stream.out) return this.startBulk(stream.vm);
        this.emit(stream, 1, 0, this.turn(stream, i));
        return this.again(i, this.wire.frameTime(stream.vm, taggedBytes(stream)));
      case 'replay':
        return this.replay(stream, i);
    }
  }

  private again(i: number, after: Picos): void {
    this.m.sim.at(this.m.now + Math.max(1, after), this.index, ARRIVAL, i, 0);
  }

  private gap(stream: Stream, i: number): Picos {
    return gapOf(stream, (this.s.streams[i] as StreamState).rng);
  }

  private turn(stream: Stream, i: number): number {
    const state = this.s.streams[i] as StreamState;
    const { flow } = state;
    state.flow = (flow + 1) % stream.flows;
    return flow;
  }

  /** From the outside they come mixed; in a guest each thread hands over its part at once. */
  private burst(stream: Stream): void {
    const { flows, packets, out } = stream;
    if (!out) {
      for (let n = 0; n < packets; n++) this.emit(stream, 1, 0, n % flows);
      return;
    }
    for (let flow = 0; flow < Math.min(flows, packets); flow++)
      this.emit(stream, Math.ceil((packets - flow) / flows), 0, flow);
  }

  private emit(stream: Stream, count: number, flags: number, flow: number): void {
    const { vm, out } = stream;
    if (out) return this.emitOn(this.channelOf(vm, flow), stream, count, flags, flow);
    const { to, bytes, vlan } = stream;
    for (let k = 0; k < count; k++) this.fromOutside(vm, to, bytes, flags, vlan, flow);
  }

  private emitOn(ch: number, stream: Stream, count: number, flags: number, flow: number): void {
    const { vm, to, as, bytes, vlan } = stream;
    this.handOver(ch, vm, as, to, bytes, count, flags, vlan, flow);
    this.poke(ch);
  }

  /** Where the thread of a flow runs. */
  private channelOf(vm: number, flow: number): number {
    const all = this.m.channels.of(vm);
    return all[flow % all.length] as number;
  }

  /** What an application hands over at once: frames, or with segmentation offload as few super-packets as hold them. */
  private handOver(
    ch: number,
    owner: number,
    as: number,
    to: number,
    message: number,
    count: number,
    flags: number,
    vlan: number,
    flow: number,
  ): void {
    const vm = this.m.guestOf(ch);
    const { mtu, tso } = this.interfaces[vm] as Interface;
    const { bytes, perMessage, together } = framing(message, mtu, tso);
    const place = this.net.appPlace(vm);
    const total = count * perMessage;
    for (let sent = 0, frames = 0; sent < total; sent += frames) {
      frames = Math.min(together, total - sent);
      const ends = sent + frames === total ? flags : 0;
      const length = superBytes(bytes, frames);
      this.net.send(ch, this.m.create(owner, as, to, length, ends, place, frames, vlan, flow));
    }
  }

  private fromOutside(
    vm: number,
    to: number,
    bytes: number,
    flags: number,
    vlan: number,
    flow: number,
  ): void {
    const { m, wire } = this;
    wire.arrive(vm, m.create(vm, OUTSIDE, to, bytes, flags, wire.place(vm), 1, vlan, flow));
  }

  private answerFromOutside(vm: number, flow: number, what: number): void {
    const [bytes, vlan] = [what & ANSWER_BYTES, what >> ANSWER_BITS];
    this.fromOutside(vm, vm, bytes, RESPONSE, vlan, flow);
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

  refill(ch: number): number {
    const bulk = this.bulks[ch];
    if (!bulk) return 0;
    const { to, as, length, frames, vlan, flows } = bulk;
    const turn = this.s.turns[ch] as number;
    this.s.turns[ch] = (turn + 1) % flows.length;
    const vm = this.m.guestOf(ch);
    const [place, flow] = [this.net.appPlace(vm), flows[turn] as number];
    return this.m.create(vm, as, to, length, 0, place, frames, vlan, flow);
  }

  private addBulk(stream: Stream): void {
    const all = this.m.channels.of(stream.vm);
    all.forEach((ch, nth) => {
      const flows = flowsOn(nth, all.length, stream.flows);
      if (flows.length === 0) return;
      this.bulks[ch] = bulkOf(stream, this.interfaces[stream.vm] as Interface, flows);
    });
  }

  private startBulk(vm: number): void {
    for (const ch of this.m.channels.of(vm)) if (this.bulks[ch]) this.poke(ch);
  }

  /** A frame ended in an application on vCPU `ch`: an answer there starts the next request. */
  received(ch: number, flags: number, flow: number): void {
    const client = flags & RESPONSE ? this.clientOf[this.m.guestOf(ch)] : undefined;
    if (client?.out === true) this.emitOn(ch, client, 1, REQUEST, flow);
  }

  /** As long as the request. A guest looks for work when its handlers are done; a program has to be woken. */
  answer(ch: number, { owner, from, bytes, vlan, flow }: Request): void {
    const length = this.clientOf[owner]?.bytes ?? bytes;
    this.handOver(ch, owner, this.m.guestOf(ch), from, length, 1, RESPONSE, vlan, flow);
    if (this.wakesOnAnswer(ch)) this.poke(ch);
  }

  /** A frame arrived at the machine outside. */
  reached(packet: number): void {
    const { m } = this;
    const flags = m.flagsOf(packet);
    const src = m.srcOf(packet);
    const flow = m.flowOf(packet);
    const bytes = this.clientOf[src]?.bytes ?? m.bytesOf(packet);
    const tag = vlanOf(m, packet) << ANSWER_BITS;
    if (!m.deliver(packet) || src < 0) return;
    if (flags & REQUEST) {
      const who = src | (flow << ANSWER_FLOW);
      m.sim.at(m.now + m.prices.peerTurnaround, this.index, ANSWER, who, bytes | tag);
    }
    const client = flags & RESPONSE ? this.clientOf[src] : undefined;
    if (client) this.emit(client, 1, REQUEST, flow);
  }
}
