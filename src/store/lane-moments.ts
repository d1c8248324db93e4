import { FACT_KINDS, STEP_IDS, STEPS } from '../worker/vocabulary';
import type { Picos } from '../engine/units';
import type { Grain } from '../worker/api';
import type { PacketComparison } from '../worker/compare-api';

const EXIT = FACT_KINDS.indexOf('vm-exit');
const MOVES = STEP_IDS.map((id) => ['packet', 'copy', 'dma'].includes(STEPS[id].glyph));

/** From the packet's creation until nobody does anything for it, on the lane that takes longest. */
export function spanOf({ lanes }: PacketComparison): {
  readonly from: Picos;
  readonly to: Picos;
} | null {
  const traces = lanes.flatMap((lane) => lane?.trace ?? []);
  if (traces.length === 0) return null;
  return {
    from: Math.min(...traces.map(({ from }) => from)),
    to: Math.max(...traces.map(({ over }) => over)),
  };
}

/**
 * The nearest moment after (1) or before (-1) `at` at which something begins on any lane: a hop of the packet, one of
 * its milestones (`stage`), a VM exit. Beyond the ends, when the packet after or before it is made; null without one.
 */
export function laneMoment(
  comparison: PacketComparison,
  at: Picos,
  direction: 1 | -1,
  grain: Grain,
): Picos | null {
  const { before, after } = comparison;
  const beyond = direction === 1 ? after : before;
  if (grain === 'packet') return beyond;
  const moments = momentsOf(comparison, grain).filter((t) => (direction === 1 ? t > at : t < at));
  if (moments.length === 0) {
    return beyond !== null && (direction === 1 ? beyond > at : beyond < at) ? beyond : null;
  }
  return moments.reduce((best, t) => (direction === 1 ? Math.min(best, t) : Math.max(best, t)));
}

function momentsOf({ lanes }: PacketComparison, grain: Exclude<Grain, 'packet'>): Picos[] {
  const moments: Picos[] = [];
  for (const lane of lanes) {
    if (lane === null) continue;
    const { trace, milestones } = lane;
    const { hops, facts, packet } = trace;
    if (grain === 'stage') moments.push(...milestones.map(({ at }) => at));
    else if (grain === 'exit') {
      for (let i = 0; i < facts.count; i++) {
        if (facts.kind[i] === EXIT) moments.push(facts.time[i] as number);
      }
    } else {
      moments.push(trace.from, trace.over);
      for (let i = 0; i < hops.count; i++) {
        if (hops.packet[i] !== packet) continue;
        moments.push(hops.start[i] as number);
        if (MOVES[hops.step[i] as number]) moments.push(hops.end[i] as number);
      }
    }
  }
  return moments;
}
