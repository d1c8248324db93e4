import { formatBdf } from '../engine/pci/routing';
import { Run } from '../engine/run';
import type { Scenario } from '../engine/scenario/scenario';
import { asItRuns } from '../shell/as-it-runs';
import type { PciNames } from '../shell/command';
import { withFormerSwitches } from '../shell/former-switches';
import { startHost, type SimulatedHost } from '../shell/host';
import { createLabAccess, type Moment } from '../shell/lab-access';

/** Events between two looks at whether the run is complete. */
const SLICE = 100_000;

/**
 * The host of a scenario beside its run from start to end, which is computed when a command first asks for it: as the
 * host was then, with the VFs that were on.
 */
export function startHostBesideRun(scenario: Scenario, names: PciNames): SimulatedHost {
  let moment: Moment | null = null;
  const access = createLabAccess(
    () => (moment ??= wholeRun(scenario, host, names)),
    (pf) => netNames(host)(pf),
  );
  const host = startHost(scenario, names, access);
  return host;
}

/** What the host calls the interface of a PF. */
export function netNames({ kernel, pfs }: Pick<SimulatedHost, 'kernel' | 'pfs'>) {
  return (pf: number): string | null => {
    const port = kernel.netDevices.find(({ rid }) => rid !== null && formatBdf(rid, 0) === pfs[pf]);
    return port?.name ?? null;
  };
}

/** The run of a scenario on a host that was started for it, not computed yet. */
export function runOn(
  { kernel, pfs, guests }: SimulatedHost,
  scenario: Scenario,
  names: PciNames,
): Run {
  const runs = withFormerSwitches(asItRuns(scenario, kernel, pfs), scenario, names);
  const { given } = guests;
  return new Run(given === undefined ? runs : { ...runs, nic: { ...runs.nic, given } });
}

/** The run of a scenario from start to end, on its host with the VFs that are on. */
export function runToEnd(scenario: Scenario, names: PciNames): Run {
  return wholeRun(scenario, startHost(scenario, names, null), names).run;
}

/** The run of a scenario from its start on, to its end or until `enough`. */
export function runUntil(scenario: Scenario, names: PciNames, enough: (run: Run) => boolean): Run {
  const run = runOn(startHost(scenario, names, null), scenario, names);
  while (!run.extend(SLICE) && !enough(run));
  return run;
}

function wholeRun(scenario: Scenario, host: SimulatedHost, names: PciNames): Moment {
  const run = runOn(host, scenario, names);
  while (!run.extend(SLICE));
  return { run, at: run.end };
}
