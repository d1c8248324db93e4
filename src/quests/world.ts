import { planHost } from '../engine/paths/plan';
import type { Plan } from '../engine/paths/plan';
import type { Metrics } from '../engine/metrics';
import { Run } from '../engine/run';
import { parseScenario } from '../engine/scenario/parse';
import type { Scenario } from '../engine/scenario/scenario';
import type { Topology } from '../engine/topology';
import { asItRuns } from '../shell/as-it-runs';
import type { PciNames } from '../shell/command';
import { startHost } from '../shell/host';

/** A host as it was set up, and what came of its run: all that symptoms and signs are read from. */
export interface World {
  /** As it ran, with the VFs and switches of the host. */
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly topology: Topology;
  readonly metrics: Metrics;
}

/** Nobody has to be told what a vendor is called. */
export const NO_NAMES: PciNames = {
  vendor: () => undefined,
  device: () => undefined,
  subsystem: () => undefined,
  className: () => undefined,
  progIf: () => undefined,
  baseClassName: () => undefined,
};

/** Events between two looks at whether a run is complete. */
const SLICE = 100_000;

/** What comes of a scenario that already has the VFs and switches of its host. */
export function worldOf(scenario: Scenario): World {
  const run = new Run(scenario);
  while (!run.extend(SLICE));
  return worldOfRun(run);
}

/** The same of a run that is complete. */
export function worldOfRun(run: Run): World {
  const { scenario, topology } = run;
  return { scenario, topology, plan: planHost(scenario), metrics: run.metrics() };
}

/** Starts the host of a scenario file, types its lines and lets it run. */
export function worldOfInput(input: unknown): World {
  return worldOf(asRuns(input));
}

/** A scenario file as it runs on its host. */
export function asRuns(input: unknown): Scenario {
  const parsed = parseScenario(input);
  if (!parsed.ok) {
    const [issue] = parsed.issues;
    throw new Error(`quests: ${issue?.path ?? ''}: ${issue?.found ?? ''}`);
  }
  const { kernel, pfs } = startHost(parsed.scenario, NO_NAMES, null);
  return asItRuns(parsed.scenario, kernel, pfs);
}
