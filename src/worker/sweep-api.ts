import type { Measured, WithoutDevice } from '../engine/sweep/point';
import type { SweepPlan } from '../engine/sweep/plan';
import type { PointResult } from '../engine/sweep/sweep';
import type { Scenario } from '../engine/scenario/scenario';

export type { Axis, SweepFault } from '../engine/sweep/vary';
export type { Measured, PointResult, SweepPlan, WithoutDevice };

/** What is to be computed: a product of values over one scenario. */
export interface SweepOrder {
  /** JSON of the scenario. */
  readonly base: unknown;
  /** One a key, as on the command line: `vms.0.count=1..16:x2`. */
  readonly vary: readonly string[];
  /** Host and card as they run, where they do not follow from the JSON: a described host, or one on which commands were typed. */
  readonly on: Pick<Scenario, 'host' | 'nic'> | null;
}

export interface SweepRow {
  readonly index: number;
  readonly result: PointResult;
}

/** Written as the worker implements it; comlink makes every call a promise. */
export interface SweepApi {
  ready(): true;
  /** Checks the order. Points can be asked for when it is right. */
  open(order: SweepOrder): SweepPlan;
  run(indices: readonly number[]): readonly SweepRow[];
}
