import type { CostId, Prices } from '../costs/costs';
import { STEPS, type StepId } from '../costs/steps';
import type { Picos } from '../units';

/**
 * What time was spent on: a price of the table; bytes on the wire; the PCIe link, its bytes and waiting for it;
 * a CPU that spins because it was told to poll; waiting, where nothing was done for the packet.
 */
export type Due = CostId | 'wire' | 'link' | 'poll' | 'waiting';

export interface Charge {
  readonly due: Due;
  readonly ps: Picos;
  /** How many times the price; bytes of `copyByte`. 0 where it is no price. */
  readonly times: number;
}

/** What a translation in the IOMMU took: levels walked, 0 where the IOTLB had it; null where none was needed. */
export type Walk = number | null;

type Term = readonly [id: CostId, times: number];

/** What a step charges for a frame of `bytes`, beside the link and the wire. */
function termsOf(
  step: StepId,
  time: Picos,
  bytes: number,
  prices: Prices,
  walk: Walk,
): readonly Term[] {
  const [only] = STEPS[step].cost;
  if (repeats(step) && only !== undefined && prices[only[0]] > 0) {
    return [[only[0], time / prices[only[0]]]];
  }
  const terms: Term[] = STEPS[step].cost.map(([id, factor]) => [
    id,
    id === 'copyByte' ? factor * bytes : factor,
  ]);
  if (walk === null) return terms;
  return [...terms, ['iotlbHit', 1], ...(walk > 0 ? [['iotlbWalkLevel', walk] as const] : [])];
}

/** What a step's time is put down to where its prices do not cover it. */
function restOf(step: StepId): Due {
  const { account, glyph } = STEPS[step];
  if (step === 'wire-tx' || step === 'wire-rx') return 'wire';
  if (glyph === 'wait') return 'waiting';
  // A CPU's piece of work that lasts longer than it costs was interrupted.
  if (account !== 'hardware') return spins(step) ? 'poll' : 'waiting';
  return 'link';
}

const repeats = (step: StepId): boolean => 'repeats' in STEPS[step];

/** Steps without a price that take time: a CPU that polls or idles. */
export function spins(step: StepId): boolean {
  return STEPS[step].account !== 'hardware' && STEPS[step].cost.length === 0;
}

/** An interrupt that a CPU sends to another flies first; one that the IOMMU sends does not. */
function delivery(time: Picos, prices: Prices): readonly Term[] {
  const both = time >= prices.ipi + prices.posted;
  return both
    ? [
        ['ipi', 1],
        ['posted', 1],
      ]
    : [['posted', 1]];
}

/** Divides a step's time among its prices; what is seen of a step that is cut at an edge shrinks evenly. Sums to `time`. */
export function chargesOf(
  step: StepId,
  time: Picos,
  bytes: number,
  prices: Prices,
  walk: Walk = null,
): readonly Charge[] {
  const terms =
    step === 'posted-delivery' ? delivery(time, prices) : termsOf(step, time, bytes, prices, walk);
  const whole = terms.reduce((sum, [id, times]) => sum + times * prices[id], 0);
  const part = whole > time + terms.length ? time / whole : 1;
  const charges: Charge[] = [];
  let left = time;
  for (const [due, times] of terms) {
    // Prices are rounded to picoseconds when they are charged.
    const ps = Math.min(left, Math.round(times * part * prices[due]));
    left -= ps;
    if (ps > 0) charges.push({ due, ps, times: times * part });
  }
  const [first] = charges;
  if (first !== undefined && left <= terms.length) {
    charges[0] = { ...first, ps: first.ps + left };
  } else if (left > 0) charges.push({ due: restOf(step), ps: left, times: 0 });
  return charges;
}

/** The same dues together, the largest first. */
export function summed(charges: Iterable<Charge>): readonly Charge[] {
  const sums = new Map<Due, Charge>();
  for (const { due, ps, times } of charges) {
    const before = sums.get(due);
    sums.set(due, { due, ps: ps + (before?.ps ?? 0), times: times + (before?.times ?? 0) });
  }
  return [...sums.values()].toSorted((a, b) => b.ps - a.ps);
}
