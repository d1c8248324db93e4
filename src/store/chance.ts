import type { Scenario } from '../engine/scenario/scenario';

/** What of a run is drawn from its seed; another seed gives other figures. */
export type Chance = 'poisson' | 'flows' | 'filter';

export function chanceIn({ vms, host }: Pick<Scenario, 'vms' | 'host'>): readonly Chance[] {
  const found: Chance[] = [];
  if (vms.some(({ traffic }) => traffic.kind === 'poisson')) found.push('poisson');
  if (vms.some(({ traffic }) => traffic.flows > 1)) found.push('flows');
  if (/\brandom\b/u.test(JSON.stringify([host.firewall, host.netfilter ?? null])))
    found.push('filter');
  return found;
}
