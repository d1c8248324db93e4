import { FACT, STEERINGS, type Steering } from '../costs/facts';
import type { Machine } from './machine';

/** Records that a frame's flow was set on a queue pair of guest `vm`, or (-1) on none yet. */
export function steered(m: Machine, packet: number, queue: number, by: Steering, vm: number): void {
  m.fact(FACT.flow, vm, packet, m.flowOf(packet), queue, STEERINGS.indexOf(by));
}
