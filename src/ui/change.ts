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

/** Changes one value of the scenario, `vms.0.path`; the lab starts the new run. */
export function change(path: string, value: unknown): void {
  useApp.getState().edit((input) => {
    const changed = withValue(input, path, value) as Editable;
    // One number for the card and one for each PF exclude each other.
    if (path === 'nic.numVfs') delete (changed['nic'] as Editable)['vfsPerPf'];
    return changed;
  });
}
