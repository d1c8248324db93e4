import type { CostId } from '../costs/costs';
import type { ProfileId } from '../costs/profiles';
import type { Metrics } from '../metrics';
import type { ScenarioInput } from '../scenario/schema';

/** What sort of figure it is; decides how close the model has to come. */
export type Kind = 'price' | 'throughput' | 'latency' | 'exits' | 'formula';

/** Largest distance of model / published from 1; `exits` is a factor, both ways. */
export const TOLERANCES: Readonly<Record<Kind, number>> = {
  price: 0.3,
  throughput: 0.25,
  latency: 0.2,
  exits: 1.5,
  formula: 0.03,
};

/** Published figures that are no price of their own, cycles. */
export const CYCLES = {
  /** Exit and entry of the hardware alone, which tracepoints do not see: agesen12.hw_roundtrip.sandy_bridge. */
  hardware: 784,
  /** wanpeng19.msr_write.before less before_nomit, at 2.5 GHz. */
  mitigations: 875,
} as const;

/** A price of the model, put together from the cost table. */
export interface PriceProbe {
  readonly type: 'price';
  /** Each times its factor. */
  readonly terms: readonly (readonly [CostId | keyof typeof CYCLES, number])[];
}

/** A figure read off a run. The scenario opens on the page as it stands. */
export interface RunProbe {
  readonly type: 'run';
  readonly scenario: ScenarioInput;
  /** A second run, where the figure is a ratio or a difference of two. */
  readonly beside?: ScenarioInput;
  readonly read: (metrics: Metrics, beside: Metrics | null) => number;
}

/** A figure that parts of the model give without a run. */
export interface FormulaProbe {
  readonly type: 'formula';
  readonly value: () => number;
}

/** One published figure and how the model is asked for the same. */
export interface Check {
  readonly figure: string;
  readonly kind: Kind;
  /** Whose cost table, by the rule in profiles.ts. */
  readonly profile: ProfileId;
  /** What exactly is set beside the figure. */
  readonly how: string;
  /** A price of this profile was taken from this figure, so that it says nothing about the rest of the model. */
  readonly isInput?: true;
  /** Why the model misses it. A miss without a reason is a fault. */
  readonly why?: string;
  readonly probe: PriceProbe | RunProbe | FormulaProbe;
}

export const price = (...terms: PriceProbe['terms']): PriceProbe => ({ type: 'price', terms });
