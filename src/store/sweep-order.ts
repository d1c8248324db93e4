import type { PathId } from '../engine/scenario/scenario';
import type { RunInfo } from '../worker/api';
import type { Axis, SweepOrder } from '../worker/sweep-api';
import { withoutCapture } from './replay';
import type { Editable } from './run';
import { withValue } from './url-scenario';

/** What the learner wants to vary; lists and ranges as on the command line, '' = as the scenario has it. */
export interface SweepSetup {
  readonly paths: readonly PathId[];
  readonly sizes: string;
  readonly guests: string;
  /** '' = as fast as it goes. */
  readonly rates: string;
}

export const SWEPT = {
  paths: 'vms.0.path',
  sizes: 'vms.0.traffic.packetBytes',
  guests: 'vms.0.count',
  rates: 'vms.0.traffic.pps',
} as const satisfies Record<keyof SweepSetup, string>;

const KIND = 'vms.0.traffic.kind';
const PACED = ['cbr', 'poisson'];

/** The sweep over the scenario that runs: all that is not varied stays as it is, but for its length. */
export function orderOf(info: RunInfo, { paths, sizes, guests, rates }: SweepSetup): SweepOrder {
  const { scenario, host } = info;
  const own = host.from !== 'lab' || scenario.edits.length > 0 || scenario.nic.given !== undefined;
  const input = info.scenarioInput as Editable;
  const vary = [
    ...(paths.length > 0 ? [`${SWEPT.paths}=${paths.join(',')}`] : []),
    ...(rates.trim() === '' ? [] : [`${SWEPT.rates}=${rates}`]),
    ...(guests.trim() === '' ? [] : [`${SWEPT.guests}=${guests}`]),
    ...(sizes.trim() === '' ? [] : [`${SWEPT.sizes}=${sizes}`]),
  ];
  return {
    base: loaded(own ? onItsOwn(input) : input, info, rates),
    vary,
    on: own ? { host: scenario.host, nic: scenario.nic } : null,
  };
}

/** The kind of traffic that the rates ask for. */
export function loaded(input: Editable, { scenario }: RunInfo, rates: string): Editable {
  const traffic = scenario.vms[0]?.traffic;
  const kind = traffic?.kind ?? 'cbr';
  const wanted = rates.trim() === '' ? 'bulk' : PACED.includes(kind) ? kind : 'cbr';
  const replays = (traffic?.replay ?? null) !== null;
  return replays ? withoutCapture(input, wanted) : (withValue(input, KIND, wanted) as Editable);
}

/** What of a scenario is not said by the host and card that are given along. */
function onItsOwn({ seed, vms, costs, host }: Editable): Editable {
  return Object.fromEntries(
    Object.entries({ seed, vms, costs, host }).filter(([, value]) => value !== undefined),
  );
}

/** A scenario without what the sweep sets, to tell whether its results still belong to the one that runs. */
export function essence(input: Editable, axes: readonly Axis[]): string {
  const { run: _run, ...rest } = [KIND, ...axes.map(({ key }) => key)].reduce<Editable>(
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
