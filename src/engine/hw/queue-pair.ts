import type { DropCause } from '../costs/facts';
import type { Picos } from '../units';
import type { Machine } from './machine';
import { HEADERS } from './packets';
import { cut } from './super-packet';

/** Descriptors of a ring. */
export const RING = 512;
/** Bytes of one. */
export const DESCRIPTOR = 16;
/** Descriptors fetched by one read (82599 data sheet: up to 8 prefetched at a time by default thresholds). */
const PREFETCH = 8;
/** Data reads that a queue keeps outstanding. */
export const OUTSTANDING = 8;

/** One queue pair of a function. Positions run freely; a register shows them modulo the ring's length. */
export interface QueuePair {
  /** Frames by position of their descriptor. Software fills [clean, tail), the device owns [head, doorbell). */
  tx: number[];
  txTail: number;
  txDoorbell: number;
  txFetched: number;
  txHead: number;
  /** Further frames of the super-packet at `txHead`, to be read after its first. */
  pieces: number[];
  firstRead: boolean;
  txDone: number;
  txClean: number;
  fetching: boolean;
  reading: number;
  stalled: boolean;
  /** Rate limiter: when the next frame may be read, and whether the queue waits for that. */
  paceAt: Picos;
  pacing: boolean;
  /** Up to when its guaranteed rate has been given. */
  owedAt: Picos;
  lastRead: Picos;
  rx: number[];
  rxTail: number;
  rxReady: number;
  rxHead: number;
  rxDone: number;
  rxClean: number;
  lastWrite: Picos;
  /** Both queues are disabled, and what becomes of frames that come; null = they work. */
  off: DropCause | null;
}

export function emptyQueues(): QueuePair {
  return {
    tx: [],
    txTail: 0,
    txDoorbell: 0,
    txFetched: 0,
    txHead: 0,
    pieces: [],
    firstRead: false,
    txDone: 0,
    txClean: 0,
    fetching: false,
    reading: 0,
    stalled: false,
    paceAt: 0,
    pacing: false,
    owedAt: 0,
    lastRead: 0,
    rx: [],
    rxTail: 0,
    rxReady: 0,
    rxHead: 0,
    rxDone: 0,
    rxClean: 0,
    lastWrite: 0,
    off: null,
  };
}

/** There is a descriptor for a frame that arrives; a queue that is disabled holds nobody up. */
export function hasBuffer({ rxHead, rxReady, off }: QueuePair): boolean {
  return off !== null || rxHead < rxReady;
}

/** Descriptors that the next read may fetch; 0 while one is under way. */
export function toFetch(q: QueuePair): number {
  return q.fetching || q.off !== null ? 0 : Math.min(PREFETCH, q.txDoorbell - q.txFetched);
}

/** There is a descriptor whose data may be asked for. */
export function mayRead(q: QueuePair): boolean {
  return q.off === null && q.txHead < q.txFetched && q.reading < OUTSTANDING;
}

/** Why a frame that is at the function does not get into its ring; null where it does. */
export function refusal(q: QueuePair, maxFrame: number, bytes: number): DropCause | null {
  if (q.off !== null) return q.off;
  if (bytes > maxFrame) return 'mtu';
  return hasBuffer(q) ? null : 'ring-full';
}

/** The frame whose data is read next. TSO: a super-packet is cut when its turn comes. */
export function frameToRead(q: QueuePair, m: Machine): number {
  if (q.firstRead) return q.pieces[0] as number;
  const packet = q.tx[q.txHead % RING] as number;
  if (m.framesOf(packet) > 1) q.pieces = cut(m, packet, true);
  return packet;
}

/** Bytes in memory beyond the frame's: `header` before it; less for further frames, whose headers the card makes. */
export function beyondFrame(q: QueuePair, header: number): number {
  return q.firstRead ? -HEADERS : header;
}

/** Its data has been asked for; with the last frame the descriptor is done. */
export function frameIsRead(q: QueuePair): void {
  q.reading++;
  if (q.firstRead) q.pieces.shift();
  q.firstRead = q.pieces.length > 0;
  if (!q.firstRead) q.txHead++;
}
