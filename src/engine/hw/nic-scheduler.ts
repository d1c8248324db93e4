import { bitsToPicos, type Picos } from '../units';
import type { FunctionWiring, Rates } from './nic-wiring';
import type { QueuePair } from './queue-pair';

/** Whose turn it is when the transmit FIFO has room again. */
export interface Turns {
  queues: QueuePair[];
  nextStalled: number;
  /** Queues that wait for FIFO space. */
  stalled: number;
}

/**
 * The next queue of `port` that waits for room, one after the other; who is behind his guaranteed rate comes first.
 * It waits no more. -1 for none.
 */
export function nextInTurn(
  s: Turns,
  functions: readonly (FunctionWiring | undefined)[],
  port: number,
  now: Picos,
): number {
  const { queues, nextStalled } = s;
  let next = -1;
  const n = queues.length;
  for (let i = 0; i < n; i++) {
    let fn = nextStalled + i;
    if (fn >= n) fn -= n;
    const w = functions[fn];
    const q = queues[fn] as QueuePair;
    if (w?.port !== port || !q.stalled) continue;
    if (next < 0) next = fn;
    if (w.rates.min === 0 || q.owedAt > now) continue;
    next = fn;
    break;
  }
  if (next < 0) return -1;
  (queues[next] as QueuePair).stalled = false;
  s.stalled--;
  s.nextStalled = next + 1;
  return next;
}

/** How far a queue may lie behind its guaranteed rate and still get what it missed. */
const CREDIT: Picos = 100_000_000;

/**
 * A frame of `bits` on the wire is being read: the limiter holds the next one back by the frame's time at the highest
 * rate (82599 data sheet 7.2.4, RTTBCNRC), and the scheduler notes what it owes.
 */
export function countRate(q: QueuePair, { max, min }: Rates, bits: number, now: Picos): void {
  if (max > 0) q.paceAt = Math.max(q.paceAt, now) + bitsToPicos(bits, max / 1000);
  if (min > 0) q.owedAt = Math.max(q.owedAt, now - CREDIT) + bitsToPicos(bits, min / 1000);
}
