import { deviceById } from '../pci/devices';
import { DEFAULT_GROUP } from './defaults';
import { actsOn, type TuningId } from './effects';
import { functionKindsOn } from './function-kinds';
import type { PathId, Scenario, Tuning, VmGroup } from './scenario';

/**
 * The same guest on another path: what that path has not (a standby, a kind of function, a driver that hands functions
 * out, a tuning without effect there) is as usual, so that nothing of one path stands on another.
 */
export function onPath(group: VmGroup, path: PathId, { nic }: Pick<Scenario, 'nic'>): VmGroup {
  if (group.path === path) return group;
  const { failover, vfioDriver, attack } = DEFAULT_GROUP;
  const kind = functionKindsOn(path).includes(group.function) ? group.function : 'vf';
  const moved: VmGroup = { ...group, path, function: kind, failover, vfioDriver, attack };
  const tuning = Object.entries(DEFAULT_GROUP.tuning).map(([id, usual]) => {
    const acts = actsOn(id as TuningId, moved);
    return [id, acts ? group.tuning[id as keyof Tuning] : usual] as const;
  });
  const kept = Object.fromEntries(tuning) as unknown as Tuning;
  const most = path === 'sriov' ? (deviceById(nic.device)?.queuesPerVf ?? Infinity) : Infinity;
  return { ...moved, tuning: { ...kept, queues: Math.min(kept.queues, most) } };
}
