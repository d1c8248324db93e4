import type { Machine } from './machine';
import type { FunctionWiring } from './nic-wiring';
import { hasBuffer, type QueuePair } from './queue-pair';
import { steered } from './steering';

/** Entries of the redirection table (82599 data sheet 8.2.3.7.11, RETA); the low bits of the hash choose one. */
export const RETA_ENTRIES = 128;

/** What the driver writes into an entry: queue after queue (ixgbe_setup_reta). */
export const retaEntry = (entry: number, queues: number) => entry % queues;

/**
 * The Toeplitz hash as NICs have it: for each bit of the input that is set, the 32 bits of the key that begin there are
 * added without carry. Unsigned, 32 bits.
 */
export function toeplitz(key: Uint8Array, input: Uint8Array): number {
  let hash = 0;
  const word = (at: number) => key[at] ?? 0;
  for (let i = 0; i < input.length; i++) {
    const high = ((word(i) << 24) | (word(i + 1) << 16) | (word(i + 2) << 8) | word(i + 3)) >>> 0;
    const next = word(i + 4);
    for (let bit = 0; bit < 8; bit++) {
      if (((input[i] as number) & (0x80 >> bit)) === 0) continue;
      hash ^= bit === 0 ? high : (high << bit) | (next >>> (8 - bit));
    }
  }
  return hash >>> 0;
}

/** Queue pair of the function that takes a received frame; the driver of a function with one has RSS off. */
export function receiveQueue({ queues, pool, hashOf }: FunctionWiring, packet: number): number {
  if (queues.length === 1) return pool;
  return queues[retaEntry(hashOf(packet) % RETA_ENTRIES, queues.length)] as number;
}

/** Records which one it was. */
export function received(m: Machine, { queues, nth, vm }: FunctionWiring, packet: number): void {
  if (queues.length > 1) steered(m, packet, nth, 'rss', vm);
}

/** The queue pair that will take a frame has a buffer for it. */
export function hasRoom(
  card: { wiring(fn: number): FunctionWiring; queue(fn: number): QueuePair },
  fn: number,
  packet: number,
): boolean {
  return hasBuffer(card.queue(receiveQueue(card.wiring(fn), packet)));
}
