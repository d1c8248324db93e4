import { VLAN_TAG } from '../hw/packets';
import { framing, superBytes } from '../hw/super-packet';
import { nextExponential, type RngState } from '../kernel/rng';
import { PS_PER_S, type Picos } from '../units';

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
  /** Flows that it consists of: a socket and a thread each. They take turns, packet by packet or batch by batch. */
  readonly flows: number;
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

/** What the senders on one vCPU that never wait hand over each time. */
export interface Bulk {
  readonly to: number;
  readonly as: number;
  readonly vlan: number;
  readonly length: number;
  readonly frames: number;
  /** They take turns. */
  readonly flows: readonly number[];
}

export function bulkOf(
  { to, as, vlan, bytes: message }: Stream,
  { mtu, tso }: Interface,
  flows: readonly number[],
): Bulk {
  const { bytes, together } = framing(message, mtu, tso);
  return { to, as, vlan, length: superBytes(bytes, together), frames: together, flows };
}

/** Flows whose threads run on the nth of a guest's `count` vCPUs: they are dealt out in turn. */
export function flowsOn(nth: number, count: number, flows: number): readonly number[] {
  return Array.from({ length: flows }, (_, flow) => flow).filter((flow) => flow % count === nth);
}

export interface StreamState {
  rng: RngState;
  nextFrame: number;
  /** Flow whose turn it is. */
  flow: number;
}

/** What the outside needs of the card: a frame starts to arrive. */
export interface Wire {
  /** Where the machine stands that sends to the guest. */
  place(vm: number): number;
  arrive(vm: number, packet: number): void;
  /** Time one frame occupies the wire. */
  frameTime(vm: number, bytes: number): Picos;
}

export const taggedBytes = ({ bytes, vlan }: Stream) => bytes + (vlan === 0 ? 0 : VLAN_TAG);

/** Until the next group of `batch` frames. */
export function gapOf({ kind, batch, pps }: Stream, rng: RngState): Picos {
  const mean = (PS_PER_S * batch) / pps;
  return Math.round(kind === 'poisson' ? nextExponential(rng, mean) : mean);
}
