import type { PathId, Scenario } from '../engine/scenario/scenario';

/** One way that a run goes, kept beside others. */
export interface Future {
  readonly id: number;
  /** As a file has it, and in full; of the one that is shown as they were when it was last left. */
  readonly text: string;
  readonly scenario: Scenario;
  readonly beside: PathId | null;
}

/** Ways of one run that are kept as tabs; the first is what the others are forks of. */
export interface Futures {
  readonly tabs: readonly Future[];
  /** The id of the one on the page. */
  readonly shown: number;
}
