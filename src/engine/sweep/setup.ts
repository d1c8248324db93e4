import type { PathId, TrafficKind } from '../scenario/scenario';
import { withValue } from './grid';

/** What somebody wants to vary; lists and ranges as on the command line, '' = as the scenario has it. */
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

/** Key of the kind of traffic, which follows from whether rates are given. */
export const SWEPT_KIND = 'vms.0.traffic.kind';
const PACED: readonly TrafficKind[] = ['cbr', 'poisson'];

/** What varies, in the order of its axes: paths, rates, guests, sizes. */
export function varyOf({ paths, sizes, guests, rates }: SweepSetup): readonly string[] {
  return [
    ...(paths.length > 0 ? [`${SWEPT.paths}=${paths.join(',')}`] : []),
    ...(rates.trim() === '' ? [] : [`${SWEPT.rates}=${rates}`]),
    ...(guests.trim() === '' ? [] : [`${SWEPT.guests}=${guests}`]),
    ...(sizes.trim() === '' ? [] : [`${SWEPT.sizes}=${sizes}`]),
  ];
}

/** The kind of traffic that the rates ask for. */
export function kindFor(rates: string, own: TrafficKind): TrafficKind {
  if (rates.trim() === '') return 'bulk';
  return PACED.includes(own) ? own : 'cbr';
}

/** A scenario's JSON under the load that the rates ask for. */
export function underLoad(input: unknown, rates: string, own: TrafficKind): unknown {
  return withValue(input, SWEPT_KIND, kindFor(rates, own));
}
