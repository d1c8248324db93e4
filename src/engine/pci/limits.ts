import type { DeviceProfile } from './device-profile';
import type { PcieHost } from './host-bus';
import { deviceLimits, registerLimit } from './limit-device';
import { ariReach, busNumbers, functionsPerBus, memoryWindows } from './limit-host';
import type { VfLimit, VfLimits } from './limit-kinds';

export { LIMIT_IDS, type LimitId, type LimitWhy, type VfLimit, type VfLimits } from './limit-kinds';

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

function nextAbove(all: readonly VfLimit[], lowest: number): VfLimits['next'] {
  const above = all.filter((l) => l.max > lowest);
  if (above.length === 0) return null;
  const { id, max } = above.reduce((a, b) => (b.max < a.max ? b : a));
  return { id, max, margin: max - lowest };
}

/** All limits on the number of VFs of this card on this host, and which one is met first. */
export function vfLimits(device: DeviceProfile, host: PcieHost): VfLimits {
  const reach = ariReach(device, host);
  const all = [
    ...deviceLimits(device),
    ...(reach === null ? [] : [reach]),
    busNumbers(device, host),
    functionsPerBus(device, host),
    ...memoryWindows(device, host),
    registerLimit(device),
  ];
  const maxPerPf = Array.from({ length: device.pfs }, (_, pf) =>
    Math.min(...all.map((l) => (l.perPf === null ? Infinity : (l.perPf[pf] ?? 0)))),
  );
  const lowest = Math.min(...all.map((l) => l.max));
  const ties = all.filter((l) => l.max === lowest).map((l) => l.id);
  return {
    max: Math.min(lowest, sum(maxPerPf)),
    maxPerPf,
    binding: ties[0] ?? 'total-vfs',
    ties,
    next: nextAbove(all, lowest),
    all,
  };
}
