import type { Scenario } from '../engine/scenario/scenario';
import { planSweep } from '../engine/sweep/plan';
import { computePoint, type Sweep } from '../engine/sweep/sweep';
import type { SweepApi } from './sweep-api';

/** Computes points of one sweep at a time. */
export function createSweep(): SweepApi {
  let sweep: Sweep | null = null;
  return {
    ready: () => true,
    open: ({ base, vary, on }) => {
      const plan = planSweep(base, vary);
      const asItRuns = on === null ? {} : { asItRuns: (s: Scenario) => ({ ...s, ...on }) };
      sweep = plan.ok ? { base, axes: plan.axes, ...asItRuns } : null;
      return plan;
    },
    run: (indices) => {
      const opened = sweep;
      if (opened === null) throw new Error('sweep: nothing is open');
      return indices.map((index) => ({ index, result: computePoint(opened, index) }));
    },
  };
}
