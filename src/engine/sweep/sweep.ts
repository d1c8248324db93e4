import { withSet } from '../scenario/futures';
import { parseScenario } from '../scenario/parse';
import type { Issue, Scenario } from '../scenario/scenario';
import { inputAt } from './grid';
import { runPoint, type Effort, type Measured, type WithoutDevice } from './point';
import type { Axis } from './vary';

/** What became of one point. */
export type PointResult =
  | Measured
  | WithoutDevice
  /** No scenario: what is refused of it. */
  | { readonly kind: 'refused'; readonly issues: readonly Issue[] }
  /** The run broke. */
  | { readonly kind: 'failed'; readonly message: string };

export interface Sweep {
  /** JSON of a scenario. */
  readonly base: unknown;
  readonly axes: readonly Axis[];
  /** What a checked scenario needs before it can run: the card of a described host, VFs that were switched on by hand. */
  readonly asItRuns?: (scenario: Scenario) => Scenario;
  readonly effort?: Effort;
}

const ONE_WAY = { fork: null, futures: null };

/** Computes point `index`. Never throws: an impossible point is one with its reason. */
export function computePoint(sweep: Sweep, index: number): PointResult {
  try {
    // A point is one run, which from its start is as the scenario says.
    const parsed = parseScenario(withSet(inputAt(sweep.base, sweep.axes, index), ONE_WAY));
    if (!parsed.ok) return { kind: 'refused', issues: parsed.issues };
    const { asItRuns, effort } = sweep;
    return runPoint(asItRuns === undefined ? parsed.scenario : asItRuns(parsed.scenario), effort);
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}
