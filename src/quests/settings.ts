import { modeOf, usualPolicy } from '../engine/paths/card-switch';
import type { Plan } from '../engine/paths/plan';
import type { Scenario } from '../engine/scenario/scenario';
import type { World } from './world';

/** A setting that is not as it was. */
export interface Change {
  /** JSON path, `vms.1.tuning.mtu`; a VF's policy is `nic.switches.0.vfs.1.vlan`. */
  readonly path: string;
  readonly before: string;
  readonly now: string;
}

/** How many rows two lists of settings may differ in before the rest is not told. */
const MOST_CHANGES = 20;

/** What differs between two scenarios as they run: host, card, switches and guests. What was typed to get there does not count. */
export function changes(before: World, now: World): readonly Change[] {
  const [was, is] = [settings(before), settings(now)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => was.get(path) !== is.get(path))
    .slice(0, MOST_CHANGES)
    .map((path) => ({ path, before: was.get(path) ?? '', now: is.get(path) ?? '' }));
}

function settings({ scenario, plan }: World): ReadonlyMap<string, string> {
  const { seed, host, nic, machine, vms, run, migration, costs } = scenario;
  const found = new Map<string, string>();
  flatten('', { seed, host, machine, vms, run, migration, costs }, found);
  const { device, numVfs, reflectiveRelay, given } = nic;
  flatten('nic', { device, numVfs, reflectiveRelay, given: given ?? null }, found);
  flatten('nic.switches', switchesOf(plan, nic), found);
  return found;
}

/** With what nobody has set up as its driver leaves it. */
function switchesOf({ card }: Plan, nic: Scenario['nic']): object {
  return card.pfs.map((pf) => ({
    mode: modeOf(nic, pf.index),
    vfs: Array.from(
      { length: pf.numVfs },
      (_, vf) => nic.switches?.[pf.index]?.vfs[vf] ?? usualPolicy(pf.driver),
    ),
  }));
}

function flatten(path: string, value: unknown, into: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) {
    into.set(path, String(value));
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    flatten(path === '' ? key : `${path}.${key}`, inner, into);
  }
}

/** Is a setting the one, or below the one, that may be changed? */
export function isBelow(path: string, allowed: readonly string[]): boolean {
  return allowed.some((one) => path === one || path.startsWith(`${one}.`));
}
