import type { Scenario } from '../engine/scenario/scenario';
import { PciIds } from '../formats/lspci/ids';
import { asItRuns, isOwn } from '../shell/as-it-runs';
import { startHost } from '../shell/host';
import { createSweep } from '../worker/sweep';
import type { SweepApi } from '../worker/sweep-api';

/** Computes points; a described host, or one with lines typed on it, is started for each. */
export function sweepHere(): SweepApi {
  return createSweep((scenario: Scenario) => {
    if (!isOwn(scenario) && scenario.edits.length === 0) return scenario;
    const { kernel, pfs } = startHost(scenario, new PciIds(''), null);
    return asItRuns(scenario, kernel, pfs);
  });
}
