import { useApp } from '../store';
import type { Editable } from '../store/run';
import type { PathId } from '../store/vocabulary';
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

function withOneQueue(input: Editable, index: number): void {
  const group = (input['vms'] as Editable[] | undefined)?.[index];
  delete (group?.['tuning'] as Editable | undefined)?.['queues'];
}

function withoutStandby(input: Editable): void {
  for (const group of (input['vms'] as Editable[] | undefined) ?? []) delete group['failover'];
}

/** The guests of a group take another path. */
export function changePath(index: number, path: PathId): void {
  void useApp.getState().takePath(index, path);
}

/** Changes one value of the scenario, `nic.numVfs`; the lab starts the new run. A path is changed by {@link changePath}. */
export function change(path: string, value: unknown): void {
  useApp.getState().edit((input) => {
    const changed = withValue(input, path, value) as Editable;
    // One number for the card and one for each PF exclude each other.
    if (path === 'nic.numVfs') delete (changed['nic'] as Editable)['vfsPerPf'];
    // What moves with its VF, or without it, has one queue pair.
    const moves = /^vms\.(\d+)\.(failover|vfioDriver)$/.exec(path)?.[1];
    if (moves !== undefined) withOneQueue(changed, Number(moves));
    // A representor has the address in the bridge already.
    if (path === 'nic.eswitch' && value === 'switchdev') withoutStandby(changed);
    return changed;
  });
}
