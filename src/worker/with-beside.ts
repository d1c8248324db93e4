import { withFormerOf } from '../engine/scenario/fork';
import { onPath } from '../engine/scenario/on-path';
import type { PathId, Scenario } from '../engine/scenario/scenario';

/** One more guest like those of the first group, on the path to compare with; the same scenario where that is its own. */
export function withBeside(scenario: Scenario, beside: PathId | null): Scenario {
  const [first] = scenario.vms;
  if (beside === null || first === undefined || first.path === beside) return scenario;
  const vms = [...scenario.vms, { ...onPath(first, beside, scenario), count: 1 }];
  return withFormerOf({ ...scenario, vms }, vms.length - 1);
}
