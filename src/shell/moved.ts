import { reportMigration, type MigrationReport } from '../engine/migration-report';
import { buildHost } from '../engine/paths/host';
import { DEFAULT_MIGRATION } from '../engine/scenario/defaults';
import type { Scenario } from '../engine/scenario/scenario';

/** Events that a migration typed at the prompt may take before it counts as endless. */
const MOST_EVENTS = 400_000;

/** How the migration of a guest goes in the run of this scenario; null where there is no such guest. */
export function movedIn(scenario: Scenario, guest: string): MigrationReport | null {
  const migration = { ...(scenario.migration ?? DEFAULT_MIGRATION), guest };
  const host = buildHost({ ...scenario, migration });
  host.machine.sim.run(scenario.run.until, MOST_EVENTS);
  return reportMigration(host);
}
