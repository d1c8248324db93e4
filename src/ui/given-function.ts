import type { Messages } from '../i18n';
import { neededFor } from '../store/vocabulary';
import type { FunctionKind, PathId, Scenario } from '../store/vocabulary';
import type { Editable } from '../store/run';
import { withValue } from '../store/url-scenario';

/** Without more a program of the host has a queue of the PF. */
export function functionName(
  { tunings, instances }: Pick<Messages, 'tunings' | 'instances'>,
  kind: FunctionKind,
  path: PathId,
): string {
  return kind === 'vf' && path === 'bare-metal' ? tunings.functionOfPf : instances.kinds[kind];
}

/**
 * The scenario with a group of guests that has that of the card, and with what it needs: an assignable interface an IOMMU
 * that knows PASIDs, vDPA an honest guest.
 */
export function withFunction(
  input: Editable,
  { vms }: Scenario,
  index: number,
  kind: FunctionKind,
  path: PathId = vms[index]?.path ?? 'sriov',
): Editable {
  const groups = (input['vms'] ?? []) as readonly Editable[];
  const changed = vms.map((_, n): Editable => {
    const group = groups[n] ?? {};
    if (n !== index) return group;
    const { attack: _attack, failover: _failover, vfioDriver: _driver, ...rest } = group;
    return { ...rest, path, function: kind };
  });
  const needed = { ...neededFor(kind, true), ...(kind === 'adi' ? { 'host.iommu': true } : {}) };
  return Object.entries(needed).reduce<Editable>(
    (at, [place, value]) => withValue(at, place, value) as Editable,
    { ...input, vms: changed },
  );
}
