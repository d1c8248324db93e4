import { DROP, FACT, TAP_WAY, type DropCause, type TapWay } from '../costs/facts';
import type { Prices } from '../costs/costs';
import { packSender } from '../costs/packing';
import type { Place, PlaceKind } from '../costs/places';
import { STEP } from '../costs/steps';
import { record } from '../kernel/histogram';
import { Recorder } from '../kernel/recorder';
import { Sim, type Part } from '../kernel/sim';
import type { Picos } from '../units';
import { Channels } from './channels';
import { createTally, numberOn, type Tally } from './ledger';
import { steered } from './steering';
import { vlanOf } from './vlan-tag';
import {
  createPackets,
  endOfLife,
  HEADERS,
  HEADERS_OF,
  inherit,
  OVERWRITTEN,
  NOBODY,
  REPLICA,
  takeId,
  type PacketTable,
} from './packets';

/** Where in a guest's memory: rings, receive buffers, what it has to send. */
export type MemoryArea = 'ring' | 'rx' | 'tx';

interface Books {
  packets: PacketTable;
  /** One for each guest, then one for what belongs to none. */
  tallies: Tally[];
  /** Frames that a guest, and behind it whom it talks to, has sent so far on its account; flow by flow. */
  flows: Int32Array;
  /** When each guest went on after a migration; 0 before one. */
  resumed: number[];
}

/** What all parts of one simulated host share: the event loop, prices, places, packets and the books. */
export class Machine implements Part {
  readonly name = 'machine';
  readonly sim = new Sim();
  rec = new Recorder();
  readonly places: Place[] = [];
  /** Places that everybody's work passes: the driver of each channel, KVM, the IOMMU. */
  readonly drivers: readonly number[];
  readonly kvmPlace: number;
  readonly iommuPlace: number;
  s: Books;
  /** Told of every write into a guest's memory, while somebody logs them. */
  dirtied: ((vm: number, area: MemoryArea, index: number, dma: boolean) => void) | null = null;

  readonly prices: Prices;
  readonly vmCount: number;
  readonly channels: Channels;

  /** `onHost` tells which of the guests are programs of the host: its PF driver is theirs. */
  constructor(
    prices: Prices,
    vmCount: number,
    onHost: (vm: number) => boolean = () => false,
    channels = new Channels(vmCount, () => 1),
  ) {
    this.prices = prices;
    this.vmCount = vmCount;
    this.channels = channels;
    const tallies = Array.from({ length: vmCount + 1 }, createTally);
    const resumed = Array.from({ length: vmCount }, () => 0);
    this.s = { packets: createPackets(), tallies, resumed, flows: new Int32Array(2 * vmCount) };
    this.sim.add(this);
    this.drivers = channels.each((vm) =>
      onHost(vm) ? this.place('pf-driver') : this.place('driver', vm),
    );
    this.kvmPlace = this.place('kvm');
    this.iommuPlace = this.place('iommu');
  }

  on(): void {
    throw new Error('machine: has no events');
  }

  get now(): Picos {
    return this.sim.now;
  }

  /** Index of the place, made on first use; only while the host is being built. */
  place(kind: PlaceKind, vm = -1, fn = -1): number {
    const found = this.places.findIndex((p) => p.kind === kind && p.vm === vm && p.fn === fn);
    return found >= 0 ? found : this.places.push({ kind, vm, fn }) - 1;
  }

  /** Guest of a channel; what is below 0 is nobody's. */
  guestOf(ch: number): number {
    return ch < 0 ? ch : this.channels.guestOf(ch);
  }

  /** The guest's books; anything below 0 is nobody's. */
  tally(vm: number): Tally {
    return this.s.tallies[vm < 0 ? this.vmCount : vm] as Tally;
  }

  /** A new packet, counted as sent for guest `vm` unless it is a replica: a super-packet as its frames. Returns its id. */
  create(
    vm: number,
    src: number,
    dst: number,
    bytes: number,
    flags: number,
    place: number,
    frames = 1,
    vlan = 0,
    flow = 0,
  ): number {
    const p = this.s.packets;
    const id = takeId(p);
    const row = id & p.mask;
    p.vm[row] = vm;
    p.src[row] = src;
    p.dst[row] = dst;
    p.vlan[row] = vlan;
    p.flow[row] = flow;
    p.bytes[row] = bytes;
    p.frames[row] = frames;
    p.flags[row] = flags;
    p.created[row] = this.now;
    p.copies[row] = 0;
    p.place[row] = place;
    p.since[row] = this.now;
    let before = 0;
    if (flags & REPLICA) this.tally(vm).replicated += frames;
    else {
      this.tally(vm).sent += frames;
      const side = src === vm || src === NOBODY ? 0 : 1;
      before = numberOn(this.s, 2 * (this.vmCount * flow + vm) + side, frames);
    }
    p.before[row] = before;
    p.sentAs[row] = frames;
    p.target[row] = dst;
    this.fact(FACT.sent, vm, id, bytes, packSender(src, dst, flags, frames), before);
    if (vlan !== 0) this.fact(FACT.retagged, vm, id, vlan, 0, 0);
    if (flow !== 0) steered(this, id, -1, 'none', vm);
    return id;
  }

  /** A CPU of the host has copied the payload, on account of guest `vm`. */
  countCopy(vm: number, packet: number, step: number): void {
    const bytes = this.bytesOf(packet);
    const { copies, mask } = this.s.packets;
    copies[packet & mask] = (copies[packet & mask] as number) + 1;
    const tally = this.tally(vm);
    tally.copies++;
    tally.copiedBytes += bytes;
    this.fact(FACT.copy, vm, packet, bytes, step, 0);
  }

  /** A copy of a frame that goes to several. */
  replica(packet: number, dst: number, place: number): number {
    const [vm, src, bytes] = [this.vmOf(packet), this.srcOf(packet), this.bytesOf(packet)];
    const [flags, frames] = [this.flagsOf(packet) | REPLICA, this.framesOf(packet)];
    const [vlan, flow] = [vlanOf(this, packet), this.flowOf(packet)];
    const id = this.create(vm, src, dst, bytes, flags, place, frames, vlan, flow);
    inherit(this.s.packets, id, packet, HEADERS_OF);
    this.fact(FACT.derived, vm, id, packet, -1, bytes);
    return id;
  }

  /** Frames on the wire that it stands for. */
  framesOf(packet: number): number {
    return this.s.packets.frames[packet & this.s.packets.mask] as number;
  }

  /** Length of each of its frames on the wire. */
  frameBytes(packet: number): number {
    const frames = this.framesOf(packet);
    const bytes = this.bytesOf(packet);
    return frames === 1 ? bytes : HEADERS + (bytes - HEADERS) / frames;
  }

  bytesOf(packet: number): number {
    return this.s.packets.bytes[packet & this.s.packets.mask] as number;
  }

  vmOf(packet: number): number {
    return this.s.packets.vm[packet & this.s.packets.mask] as number;
  }

  createdAt(packet: number): Picos {
    return this.s.packets.created[packet & this.s.packets.mask] as number;
  }

  srcOf(packet: number): number {
    return this.s.packets.src[packet & this.s.packets.mask] as number;
  }

  dstOf(packet: number): number {
    return this.s.packets.dst[packet & this.s.packets.mask] as number;
  }

  flowOf(packet: number): number {
    return this.s.packets.flow[packet & this.s.packets.mask] as number;
  }

  flagsOf(packet: number): number {
    return this.s.packets.flags[packet & this.s.packets.mask] as number;
  }

  /** The packet reached its destination and is gone. False: what arrived is no longer what was sent, and is dropped. */
  deliver(packet: number): boolean {
    const p = this.s.packets;
    if (this.flagsOf(packet) & OVERWRITTEN) {
      this.drop(packet, 'overwritten');
      return false;
    }
    const row = packet & p.mask;
    const vm = p.vm[row] as number;
    const latency = this.now - (p.created[row] as number);
    const tally = this.tally(vm);
    const frames = p.frames[row] as number;
    tally.delivered += frames;
    if ((p.created[row] as number) < (this.s.resumed[vm] as number)) tally.late += frames;
    tally.deliveredBytes += (p.bytes[row] as number) + (frames - 1) * HEADERS;
    tally.deliveredCopies += frames * (p.copies[row] as number);
    for (let i = 0; i < frames; i++) record(tally.latency, latency);
    this.fact(FACT.delivered, vm, packet, Math.min(latency / 1000, 0x7fffffff), 0, 0);
    endOfLife(p, packet);
    return true;
  }

  /** A CPU, or a device of the guest's own past the host (`dma`), wrote entry `index` of an area of its memory. */
  wrote(vm: number, area: MemoryArea, index: number, dma = false): void {
    this.dirtied?.(vm, area, index, dma);
  }

  drop(packet: number, cause: DropCause): void {
    const p = this.s.packets;
    const vm = this.vmOf(packet);
    const dropped = this.tally(vm).dropped;
    dropped[DROP[cause]] = (dropped[DROP[cause]] as number) + this.framesOf(packet);
    const place = p.place[packet & p.mask] as number;
    this.fact(FACT.dropped, vm, packet, DROP[cause], place, this.bytesOf(packet));
    endOfLife(p, packet);
  }

  /** A packet tap of the host sees the frame. */
  tap(place: number, vm: number, packet: number, way: TapWay): void {
    this.fact(FACT.tapped, vm, packet, place, TAP_WAY[way], this.bytesOf(packet));
  }

  fact(kind: number, vm: number, packet: number, a: number, b: number, c: number): void {
    const { rec } = this;
    if (rec.wants(kind)) rec.fact(this.now, kind, vm, packet, a, b, c);
    else rec.skipped++;
  }

  /** Something happened between two places, on account of a packet or of none (0). */
  hop(
    start: Picos,
    end: Picos,
    packet: number,
    vm: number,
    step: number,
    from: number,
    to: number,
  ): void {
    const { rec } = this;
    if (rec.on) rec.hop(start, end, packet, vm, step, from, to);
    else rec.skipped++;
  }

  /** Records where packets wait, as far as known until `until`: otherwise written only when they move on. */
  recordOpenWaits(until: Picos): void {
    const p = this.s.packets;
    for (let row = 0; row <= p.mask; row++) {
      const since = p.since[row] as number;
      if (!p.alive[row] || since >= until) continue;
      const at = p.place[row] as number;
      this.rec.hop(since, until, p.id[row] as number, p.vm[row] as number, STEP.queued, at, at);
    }
  }

  /** The packet itself moves; the time since it arrived at `from` was waiting. */
  move(start: Picos, end: Picos, packet: number, step: number, from: number, to: number): void {
    const p = this.s.packets;
    const { rec } = this;
    const row = packet & p.mask;
    const since = p.since[row] as number;
    if (rec.on) {
      const vm = p.vm[row] as number;
      const at = p.place[row] as number;
      const { by } = rec;
      rec.by = -1;
      if (start > since) rec.hop(since, start, packet, vm, STEP.queued, at, at);
      rec.by = by;
      rec.hop(start, end, packet, vm, step, from, to);
    } else rec.skipped += start > since ? 2 : 1;
    p.place[row] = to;
    p.since[row] = end;
  }
}
