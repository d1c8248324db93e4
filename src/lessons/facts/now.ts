import type { Value } from '../predicate/expression';
import type { Evidence } from './evidence';

/** The kind of place that guest 0's vCPU thread works for at a moment; null while it does not run. */
export function vcpuPlace({ window: { hops }, topology, at }: Evidence): Value {
  const vcpu = topology.threads.findIndex(({ kind, vm }) => kind === 'vcpu' && vm === 0);
  for (let i = hops.count - 1; i >= 0; i--) {
    const works = hops.thread[i] === vcpu && (hops.start[i] ?? 0) <= at && at < (hops.end[i] ?? 0);
    if (works) return topology.places[hops.to[i] ?? -1]?.kind ?? null;
  }
  return null;
}
