import type { Picos } from '../units';

/** Descriptors of a ring. */
export const RING = 512;
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
  txDone: number;
  txClean: number;
  fetching: boolean;
  reading: number;
  stalled: boolean;
  lastRead: Picos;
  rx: number[];
  rxTail: number;
  rxReady: number;
  rxHead: number;
  rxDone: number;
  rxClean: number;
  lastWrite: Picos;
}

export function emptyQueues(): QueuePair {
  return {
    tx: [],
    txTail: 0,
    txDoorbell: 0,
    txFetched: 0,
    txHead: 0,
    txDone: 0,
    txClean: 0,
    fetching: false,
    reading: 0,
    stalled: false,
    lastRead: 0,
    rx: [],
    rxTail: 0,
    rxReady: 0,
    rxHead: 0,
    rxDone: 0,
    rxClean: 0,
    lastWrite: 0,
  };
}
