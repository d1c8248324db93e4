import { type Part, Sim } from '../../engine/kernel/sim';
import { HopTrace } from './hop-trace';
import {
  A,
  HISTOGRAM_BUCKETS,
  OWN_SERVICE,
  OWN_STATIONS,
  SHARED_SERVICE,
  checksum,
  quota,
  rngStart,
  xorshift32,
} from './workload';

const EMIT = 0;
const COMPLETE = 0;
const NONE = -1;

// A station is a row of numbers; so is a packet. NONE ends a list.
const STATION = 8;
const NEXT = 0;
const BUSY = 1;
const FIRST = 2;
const LAST = 3;
const WAITING = 4;
const MAX_WAITING = 5;
const PACKET = 2;
const CREATED = 0;
const ARRIVED = 1;

interface StationsState {
  service: Float64Array;
  stations: Int32Array;
  packets: Float64Array;
  /** Packet behind this one in a FIFO or in the list of unused ones. */
  behind: Int32Array;
  unused: number;
  left: number;
  /** Sum of latencies (high · 2^32 + low) and the largest. */
  sums: Float64Array;
  histogram: Uint32Array;
}

/** All stations of the chain, with the packets in them. */
class Stations implements Part {
  readonly name = 'stations';
  s: StationsState;
  private readonly sim: Sim;
  private readonly trace: HopTrace;
  private readonly index: number;
  private readonly perBucket: number;

  constructor(sim: Sim, trace: HopTrace, sources: number) {
    this.sim = sim;
    this.trace = trace;
    this.index = sim.add(this);
    this.perBucket = 1 / (sources * 2 ** 27);
    const own = sources * OWN_STATIONS;
    const n = own + SHARED_SERVICE.length;
    this.s = {
      service: new Float64Array(n),
      stations: new Int32Array(n * STATION),
      packets: new Float64Array(0),
      behind: new Int32Array(0),
      unused: NONE,
      left: 0,
      sums: new Float64Array(3),
      histogram: new Uint32Array(HISTOGRAM_BUCKETS),
    };
    for (let st = 0; st < n; st++) {
      const k = st % OWN_STATIONS;
      this.s.service[st] =
        st < own ? sources * (OWN_SERVICE[k] as number) : (SHARED_SERVICE[st - own] as number);
      const row = this.s.stations.subarray(st * STATION);
      row[NEXT] = st < own && k === OWN_STATIONS - 1 ? own : st + 1;
      row[FIRST] = NONE;
      if (st === n - 1) row[NEXT] = NONE;
    }
    this.grow();
  }

  on(_kind: number, st: number, packet: number): void {
    const s = this.s;
    const { stations } = s;
    const row = st * STATION;
    this.trace.hop(s.packets[packet * PACKET + ARRIVED] as number, this.sim.now, packet, st);
    const first = stations[row + FIRST] as number;
    if (first === NONE) {
      stations[row + BUSY] = 0;
    } else {
      stations[row + FIRST] = s.behind[first] as number;
      stations[row + WAITING] = (stations[row + WAITING] as number) - 1;
      this.serve(st, first);
    }
    const next = stations[row + NEXT] as number;
    if (next === NONE) this.leave(packet);
    else this.arrive(next, packet);
  }

  enter(st: number): void {
    const s = this.s;
    if (s.unused === NONE) this.grow();
    const packet = s.unused;
    s.unused = s.behind[packet] as number;
    s.packets[packet * PACKET + CREATED] = this.sim.now;
    this.arrive(st, packet);
  }

  private arrive(st: number, packet: number): void {
    const s = this.s;
    const { stations } = s;
    const row = st * STATION;
    s.packets[packet * PACKET + ARRIVED] = this.sim.now;
    if (stations[row + BUSY] === 0) {
      stations[row + BUSY] = 1;
      this.serve(st, packet);
      return;
    }
    s.behind[packet] = NONE;
    if (stations[row + FIRST] === NONE) stations[row + FIRST] = packet;
    else s.behind[stations[row + LAST] as number] = packet;
    stations[row + LAST] = packet;
    const waiting = (stations[row + WAITING] as number) + 1;
    stations[row + WAITING] = waiting;
    if (waiting > (stations[row + MAX_WAITING] as number)) stations[row + MAX_WAITING] = waiting;
  }

  private serve(st: number, packet: number): void {
    const sim = this.sim;
    sim.at(sim.now + (this.s.service[st] as number), this.index, COMPLETE, st, packet);
  }

  private leave(packet: number): void {
    const s = this.s;
    const latency = this.sim.now - (s.packets[packet * PACKET + CREATED] as number);
    s.left++;
    const sums = s.sums;
    const high = Math.floor(latency / 4294967296);
    sums[0] = (sums[0] as number) + high;
    sums[1] = (sums[1] as number) + (latency - high * 4294967296);
    if (latency > (sums[2] as number)) sums[2] = latency;
    const x = latency * this.perBucket;
    const bucket = x < HISTOGRAM_BUCKETS ? x | 0 : HISTOGRAM_BUCKETS - 1;
    s.histogram[bucket] = (s.histogram[bucket] as number) + 1;
    s.behind[packet] = s.unused;
    s.unused = packet;
  }

  /** Room for twice as many packets. */
  private grow(): void {
    const s = this.s;
    const old = s.behind.length;
    const size = Math.max(64, 2 * old);
    const packets = new Float64Array(size * PACKET);
    packets.set(s.packets);
    const behind = new Int32Array(size);
    behind.set(s.behind);
    s.packets = packets;
    s.behind = behind;
    for (let packet = size - 1; packet >= old; packet--) {
      behind[packet] = s.unused;
      s.unused = packet;
    }
  }
}

/** All sources. */
class Sources implements Part {
  readonly name = 'sources';
  s: { left: Int32Array; rng: Int32Array };
  private readonly sim: Sim;
  private readonly stations: Stations;
  private readonly index: number;
  private readonly sources: number;

  constructor(sim: Sim, stations: Stations, sources: number, packets: number) {
    this.sim = sim;
    this.stations = stations;
    this.index = sim.add(this);
    this.sources = sources;
    this.s = { left: new Int32Array(sources), rng: new Int32Array(sources) };
    for (let i = 0; i < sources; i++) {
      this.s.left[i] = quota(packets, sources, i);
      this.s.rng[i] = rngStart(i);
      if ((this.s.left[i] as number) > 0) sim.at(i * A + i, this.index, EMIT, i, 0);
    }
  }

  on(_kind: number, source: number): void {
    const { s, sim } = this;
    const left = (s.left[source] as number) - 1;
    s.left[source] = left;
    if (left > 0) {
      const word = xorshift32(s.rng[source] as number);
      s.rng[source] = word;
      const gap = this.sources * (2 ** 29 + (word >>> 2));
      sim.at(sim.now + gap, this.index, EMIT, source, 0);
    }
    this.stations.enter(source * OWN_STATIONS);
  }
}

/** The workload on our kernel, every hop recorded. */
export function runKernel(sources: number, packets: number): string {
  const sim = new Sim();
  const trace = new HopTrace();
  const stations = new Stations(sim, trace, sources);
  new Sources(sim, stations, sources, packets);
  sim.run(Infinity);
  const { s } = stations;
  let maxOwnQueue = 0;
  let maxSharedQueue = 0;
  for (let st = 0; st < s.service.length; st++) {
    const longest = s.stations[st * STATION + MAX_WAITING] as number;
    if (st < sources * OWN_STATIONS) maxOwnQueue = Math.max(maxOwnQueue, longest);
    else maxSharedQueue = Math.max(maxSharedQueue, longest);
  }
  return checksum({
    packets: s.left,
    sumHigh: s.sums[0] as number,
    sumLow: s.sums[1] as number,
    maxLatency: s.sums[2] as number,
    maxOwnQueue,
    maxSharedQueue,
    end: sim.now,
    histogram: s.histogram,
  });
}
