import { useApp } from '../store';
import type { Editable } from '../store/run';
import { withValue } from '../store/url-scenario';

/** A value as the learner last set it: asked for, if the worker has not answered yet, else what runs. */
export function useShown<T>(path: string, runs: T): T {
  const asked = useApp((s) => (s.wanted === null ? undefined : valueAt(s.wanted, path)));
  return asked === undefined || asked === null ? runs : (asked as T);
}

function valueAt(input: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => {
    return typeof at === 'object' && at !== null ? (at as Editable)[key] : undefined;
  }, input);
}

/** Without a VF there is nothing for a standby to stand by, and nobody that gives a VF away. */
function withoutVf(input: Editable, index: number): void {
  const groups = input['vms'] as Editable[] | undefined;
  delete groups?.[index]?.['failover'];
  delete groups?.[index]?.['vfioDriver'];
  delete groups?.[index]?.['function'];
}

function withOneQueue(input: Editable, index: number): void {
  const group = (input['vms'] as Editable[] | undefined)?.[index];
  delete (group?.['tuning'] as Editable | undefined)?.['queues'];
}

function withoutStandby(input: Editable): void {
  for (const group of (input['vms'] as Editable[] | undefined) ?? []) delete group['failover'];
}

/** Changes one value of the scenario, `vms.0.path`; the lab starts the new run. */
export function change(path: string, value: unknown): void {
  useApp.getState().edit((input) => {
    const changed = withValue(input, path, value) as Editable;
    // One number for the card and one for each PF exclude each other.
    if (path === 'nic.numVfs') delete (changed['nic'] as Editable)['vfsPerPf'];
    const group = /^vms\.(\d+)\.path$/.exec(path)?.[1];
    if (group !== undefined && value !== 'sriov') withoutVf(changed, Number(group));
    // What moves with its VF, or without it, has one queue pair.
    const moves = /^vms\.(\d+)\.(failover|vfioDriver)$/.exec(path)?.[1];
    if (moves !== undefined) withOneQueue(changed, Number(moves));
    // A representor has the address in the bridge already.
    if (path === 'nic.eswitch' && value === 'switchdev') withoutStandby(changed);
    return changed;
  });
}
