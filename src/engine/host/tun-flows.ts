/**
 * A tap's table of flows (drivers/net/tun.c, tun_flow_update): on which of its queues the guest last sent on each, so that
 * what comes back goes to the vCPU whose application it is for.
 * MODEL: entries are not forgotten after 3 s, and there is room for all.
 */
export interface TunFlows {
  hashes: number[];
  queues: number[];
}

export const noFlows = (): TunFlows => ({ hashes: [], queues: [] });

/** The guest has sent a frame of the flow on a queue. */
export function learn({ hashes, queues }: TunFlows, hash: number, queue: number): void {
  const at = hashes.indexOf(hash);
  if (at >= 0) queues[at] = queue;
  else {
    hashes.push(hash);
    queues.push(queue);
  }
}

/** Queue for a frame to the guest, of `count` (tun_automq_select_queue): the one its flow came by, else by the hash. */
export function queueOf(
  { hashes, queues }: TunFlows,
  hash: number,
  count: number,
): { readonly queue: number; readonly known: boolean } {
  const at = hashes.indexOf(hash);
  if (at >= 0) return { queue: queues[at] as number, known: true };
  return { queue: reciprocalScale(hash, count), known: false };
}

/** reciprocal_scale: a 32-bit hash to 0 … count - 1. */
export function reciprocalScale(hash: number, count: number): number {
  return Math.floor((hash * count) / 2 ** 32);
}
