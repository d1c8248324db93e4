import { FACT } from './costs/facts';
import { STEP_IDS, STEPS } from './costs/steps';
import type { Window } from './run';
import type { Picos } from './units';

/** What a step through a run goes to: any hop, one to another place, a VM exit, the birth of a packet. */
export type Grain = 'hop' | 'stage' | 'exit' | 'packet';

const MOVES = STEP_IDS.map((id) => ['packet', 'copy', 'dma'].includes(STEPS[id].glyph));

/** Of what a window holds, the nearest moment after (1) or before (-1) `at` at which something begins. */
export function nearest(
  { hops, facts }: Window,
  at: Picos,
  direction: 1 | -1,
  grain: Grain,
  packet: number,
): Picos | null {
  let best: Picos | null = null;
  const offer = (t: Picos) => {
    if (direction > 0 ? t <= at : t >= at) return;
    if (best === null || (direction > 0 ? t < best : t > best)) best = t;
  };
  if (grain === 'exit' || grain === 'packet') {
    const kind = grain === 'exit' ? FACT['vm-exit'] : FACT.sent;
    for (let i = 0; i < facts.count; i++) {
      if (facts.kind[i] !== kind) continue;
      if (packet > 0 && grain === 'exit' && facts.packet[i] !== packet) continue;
      offer(facts.time[i] as number);
    }
    return best;
  }
  for (let i = 0; i < hops.count; i++) {
    const step = hops.step[i] as number;
    if (packet > 0 ? hops.packet[i] !== packet : hops.packet[i] === 0) continue;
    if (grain === 'stage' && !(MOVES[step] && hops.from[i] !== hops.to[i])) continue;
    offer(hops.start[i] as number);
    // The end of a packet's last hop is a moment worth seeing too.
    if (grain === 'hop' && MOVES[step]) offer(hops.end[i] as number);
  }
  return best;
}
