import type { Prices } from '../costs/costs';
import { STEP_IDS, STEPS, type StepId } from '../costs/steps';
import type { Tally } from '../hw/ledger';
import type { Run } from '../run';
import type { Picos } from '../units';
import { summed, type Charge } from './charges';

/** What the host's CPUs did for a guest in one kind of step. */
export interface StepTime {
  readonly step: StepId;
  /** Times it was done to its end; a share of them where a switch process works for several. */
  readonly count: number;
  readonly ps: Picos;
  readonly charges: readonly Charge[];
}

/** The host's CPU time for one guest from the start of the run: steps and charges each sum to it. */
export interface CpuTime {
  readonly ps: Picos;
  /** The largest first. */
  readonly steps: readonly StepTime[];
  readonly charges: readonly Charge[];
}

/** Where the host's CPU time for a guest went, up to a moment. */
export function cpuTime(run: Run, at: Picos, vm: number): CpuTime {
  const { stepTime, stepCount }: Tally = run.booksAt(at, vm);
  const steps = STEP_IDS.map((step, i): StepTime => {
    const ps = stepTime[i] as number;
    const count = stepCount[i] as number;
    return { step, count, ps, charges: divided(step, ps, count, run.prices) };
  });
  return {
    ps: steps.reduce((sum, { ps }) => sum + ps, 0),
    steps: steps.filter(({ ps }) => ps > 0).toSorted((a, b) => b.ps - a.ps),
    charges: summed(steps.flatMap(({ charges }) => charges)),
  };
}

/** A step's time by its prices: what a frame costs whatever its length first, the rest by the byte. */
function divided(step: StepId, ps: Picos, count: number, prices: Prices): readonly Charge[] {
  if (ps === 0) return [];
  const { cost } = STEPS[step];
  if (cost.length === 0) return [{ due: 'poll', ps, times: 0 }];
  const fixed = cost.filter(([id]) => id !== 'copyByte');
  const once = fixed.reduce((sum, [id, factor]) => sum + factor * prices[id], 0);
  const perByte = cost.length > fixed.length;
  const fixedPart = perByte ? Math.min(ps, count * once) : ps;
  const charges: Charge[] = fixed.map(([due, factor]) => {
    const share = once === 0 ? 0 : (fixedPart * factor * prices[due]) / once;
    return { due, ps: share, times: prices[due] === 0 ? 0 : share / prices[due] };
  });
  if (!perByte) return charges;
  const bytes = ps - fixedPart;
  const times = prices.copyByte === 0 ? 0 : bytes / prices.copyByte;
  return [...charges, { due: 'copyByte', ps: bytes, times }];
}
