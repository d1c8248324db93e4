import type { Scenario } from '../engine/scenario/scenario';

const PS_PER_S = 1e12;

/** The seed matters: packets are expected to come at random moments before the run ends. */
export function isRandom({ vms, run }: Pick<Scenario, 'vms' | 'run'>): boolean {
  return vms.some(
    ({ traffic }) => traffic.kind === 'poisson' && traffic.pps * run.until >= PS_PER_S,
  );
}
