import type { Scenario } from '../engine/scenario/scenario';
import { planSweep } from '../engine/sweep/plan';
import { computePoint, type Sweep } from '../engine/sweep/sweep';
import type { SweepApi } from './sweep-api';

/**
 * Computes points of one sweep at a time. `asItRuns` makes of a scenario the one that runs, where it can be done here and
 * the order does not say what it runs on.
 */
export function createSweep(asItRuns = (scenario: Scenario) => scenario): SweepApi {
  let sweep: Sweep | null = null;
  return {
    ready: () => true,
    open: ({ base, vary, on }) => {
      const plan = planSweep(base, vary);
      const runs = on === null ? asItRuns : (scenario: Scenario) => ({ ...scenario, ...on });
      sweep = plan.ok ? { base, axes: plan.axes, asItRuns: runs } : null;
      return plan;
    },
    run: (indices) => {
      const opened = sweep;
      if (opened === null) throw new Error('sweep: nothing is open');
      return indices.map((index) => ({ index, result: computePoint(opened, index) }));
    },
  };
}
