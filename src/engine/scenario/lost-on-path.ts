import { onPath } from './on-path';
import { parseScenario } from './parse';
import type { PathId, Tuning, VmGroup } from './scenario';
import { withPath } from './with-path';

const OF_GUEST = [
  'function',
  'failover',
  'vfioDriver',
  'attack',
] as const satisfies readonly (keyof VmGroup)[];

/**
 * What a group of guests has set that does not go with another path, as places of the scenario (`vms.0.function`): those
 * that the scenario's check has something against there. What is merely without effect stays set.
 */
export function lostOnPath(input: unknown, index: number, path: PathId): readonly string[] {
  const before = parseScenario(input);
  const group = before.ok ? before.scenario.vms[index] : undefined;
  if (!before.ok || group === undefined || group.path === path) return [];
  const moved = onPath(group, path, before.scenario);
  const at = `vms.${String(index)}`;
  const tunings = Object.keys(group.tuning) as (keyof Tuning)[];
  const candidates = [
    ...OF_GUEST.filter((key) => moved[key] !== group[key]).map((key) => `${at}.${key}`),
    ...tunings
      .filter((key) => moved.tuning[key] !== group.tuning[key])
      .map((key) => `${at}.tuning.${key}`),
  ];
  const lost: string[] = [];
  for (;;) {
    const now = parseScenario(withPath(input, index, path, lost));
    if (now.ok) return lost;
    const named = new Set(
      now.issues.map(({ path: place, rule }) =>
        rule === 'attack-needs-function' ? `${at}.attack` : place,
      ),
    );
    const next = candidates.filter((place) => named.has(place) && !lost.includes(place));
    if (next.length === 0) return lost;
    lost.push(...next);
  }
}
