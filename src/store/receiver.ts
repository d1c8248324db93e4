import type { PathId } from '../engine/scenario/scenario';
import type { Editable } from './run';
import { withValue } from './url-scenario';

/** A guest that is there to receive: a packet a second from outside is none in most runs. */
const QUIET = { kind: 'poisson', pps: 1, direction: 'rx' } as const;

/**
 * The first group sends to the guest of that name. `beside` is the path of that guest where it only stood beside for
 * comparison: a scenario can name none but its own, so it becomes one.
 */
export function withReceiver(input: Editable, name: string, beside: PathId | null): Editable {
  const given: unknown = input['vms'];
  const groups: readonly unknown[] = Array.isArray(given) && given.length > 0 ? given : [{}];
  const first = typeof groups[0] === 'object' ? groups[0] : {};
  const receiver = { ...first, count: 1, path: beside, traffic: QUIET };
  const vms = beside === null ? groups : [...groups, receiver];
  return withValue({ ...input, vms }, 'vms.0.traffic.direction', { to: name }) as Editable;
}
