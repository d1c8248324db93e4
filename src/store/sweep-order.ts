import type { SweepSetup } from '../engine/sweep/setup';
import type { RunInfo } from '../worker/api';
import type { Axis, SweepOrder } from '../worker/sweep-api';
import { kindFor, SWEPT_KIND, underLoad, varyOf } from '../worker/vocabulary';
import { withoutCapture } from './replay';
import type { Editable } from './run';
import { withValue } from './url-scenario';

export type { SweepSetup };

/** The sweep over the scenario that runs: all that is not varied stays as it is, but for its length. */
export function orderOf(info: RunInfo, setup: SweepSetup): SweepOrder {
  const { scenario, host } = info;
  const own = host.from !== 'lab' || scenario.edits.length > 0 || scenario.nic.given !== undefined;
  const input = info.scenarioInput as Editable;
  return {
    base: loaded(own ? onItsOwn(input) : input, info, setup.rates),
    vary: varyOf(setup),
    on: own ? { host: scenario.host, nic: scenario.nic } : null,
  };
}

/** The scenario with the kind of traffic that the rates ask for. */
export function loaded(input: Editable, { scenario }: RunInfo, rates: string): Editable {
  const traffic = scenario.vms[0]?.traffic;
  const kind = traffic?.kind ?? 'cbr';
  const replays = (traffic?.replay ?? null) !== null;
  return replays
    ? withoutCapture(input, kindFor(rates, kind))
    : (underLoad(input, rates, kind) as Editable);
}

/** What of a scenario is not said by the host and card that are given along. */
function onItsOwn({ seed, vms, costs, host }: Editable): Editable {
  return Object.fromEntries(
    Object.entries({ seed, vms, costs, host }).filter(([, value]) => value !== undefined),
  );
}

/** A scenario without what the sweep sets, to tell whether its results still belong to the one that runs. */
export function essence(input: Editable, axes: readonly Axis[]): string {
  const {
    run: _run,
    fork: _fork,
    ...rest
  } = [SWEPT_KIND, ...axes.map(({ key }) => key)].reduce<Editable>(
    (left, key) => withValue(left, key, undefined) as Editable,
    input,
  );
  return JSON.stringify(pruned(rest) ?? {});
}

/** Without empty objects and lists, so that a part left out and one with nothing in it are the same; keys in order. */
function pruned(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = (value as unknown[]).map(pruned);
    return items.every((item) => item === undefined) ? undefined : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, pruned(inner)] as const)
    .filter(([, inner]) => inner !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
