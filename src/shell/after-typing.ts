import type { Scenario } from '../engine/scenario/scenario';
import { asItRuns } from './as-it-runs';
import type { PciNames } from './command';
import { startHost } from './host';

/** Width of a terminal, in characters. */
const COLUMNS = 80;

/** The scenario as it runs after these lines were typed on its host: with the VFs that are on, and whose they are. */
export function afterTyping(
  scenario: Scenario,
  names: PciNames,
  lines: readonly string[],
): Scenario {
  const { kernel, pfs, shell, guests } = startHost(scenario, names, null);
  for (const line of lines) shell.run(line, COLUMNS);
  const runs = asItRuns(scenario, kernel, pfs);
  const { given } = guests;
  return given === undefined ? runs : { ...runs, nic: { ...runs.nic, given } };
}
