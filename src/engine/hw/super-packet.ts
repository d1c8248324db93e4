import { FACT } from '../costs/facts';
import type { Machine } from './machine';
import {
  FRAME_OF_CHAIN,
  HEADERS,
  inherit,
  INHERITED,
  REQUEST,
  RESPONSE,
  SEGMENT,
  takeId,
} from './packets';

/** Largest super-packet with its headers (GSO_MAX_SIZE), and the frames it may be cut into. */
const LARGEST = 65_536;
const MOST_FRAMES = 128;

/** Ethernet header: what a frame has beyond the MTU. */
export const ETHERNET = 14;

/** How a guest's stack hands messages of one size to its driver. */
export interface Framing {
  /** Length of each frame on the wire. */
  readonly bytes: number;
  /** Frames that one message needs. */
  readonly perMessage: number;
  /** Frames that leave the stack as one super-packet at most; 1 without segmentation offload. */
  readonly together: number;
}

/**
 * `message` is the length of the frame that would carry it whole. Beyond the MTU it is divided into equal frames.
 * MODEL: TCP headers with time stamps, whatever the protocol.
 */
export function framing(message: number, mtu: number, tso: boolean): Framing {
  const most = mtu + ETHERNET;
  const payload = message - HEADERS;
  const perMessage = message <= most ? 1 : Math.ceil(payload / (most - HEADERS));
  const bytes = perMessage === 1 ? message : HEADERS + Math.ceil(payload / perMessage);
  const room = Math.floor((LARGEST - HEADERS) / Math.max(1, bytes - HEADERS));
  const together = tso && bytes > HEADERS ? Math.min(MOST_FRAMES, room) : 1;
  return { bytes, perMessage, together };
}

/** Length of `frames` frames as one super-packet: the headers once. */
export function superBytes(bytes: number, frames: number): number {
  return frames === 1 ? bytes : HEADERS + frames * (bytes - HEADERS);
}

/**
 * Segmentation: the packet shrinks to the first of its frames; the others are returned, in order. A request ends
 * with its last frame. `chained`: they share a descriptor, which is done with the last.
 */
export function cut(m: Machine, packet: number, chained: boolean): number[] {
  const frames = m.framesOf(packet);
  if (frames === 1) return [];
  const bytes = m.frameBytes(packet);
  const given = m.flagsOf(packet);
  const ends = given & (REQUEST | RESPONSE);
  const chain = chained ? FRAME_OF_CHAIN : 0;
  const others: number[] = [];
  for (let i = 1; i < frames; i++) {
    const last = i === frames - 1;
    others.push(frameLike(m, packet, i, bytes, (given & ~ends) | SEGMENT | (last ? ends : chain)));
  }
  shrink(m, packet, bytes, (given & ~ends) | chain);
  return others;
}

/** Another frame of a packet that is being cut: its number `n`, from 1. */
function frameLike(m: Machine, packet: number, n: number, bytes: number, flags: number): number {
  const p = m.s.packets;
  const id = takeId(p);
  const row = id & p.mask;
  inherit(p, id, packet, INHERITED);
  p.bytes[row] = bytes;
  p.frames[row] = 1;
  p.flags[row] = flags;
  p.since[row] = m.now;
  m.fact(FACT.derived, p.vm[row] as number, id, packet, n, bytes);
  return id;
}

/** What is left of a packet that was cut: its first frame. */
function shrink(m: Machine, packet: number, bytes: number, flags: number): void {
  const p = m.s.packets;
  const row = packet & p.mask;
  p.bytes[row] = bytes;
  p.frames[row] = 1;
  p.flags[row] = flags;
  m.fact(FACT.derived, p.vm[row] as number, packet, packet, 0, bytes);
}
