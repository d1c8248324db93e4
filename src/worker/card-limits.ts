import type { DeviceProfile } from '../engine/pci/device-profile';
import type { PcieHost } from '../engine/pci/host-bus';
import { instanceBills } from '../engine/pci/instances/bill';
import { liftOf } from '../engine/pci/lift';
import { LIMIT_IDS, vfLimits } from '../engine/pci/limits';
import type { CardLimits } from './api';

/** Every limit of a card on a host, what lifting each would give, and what other kinds of instances take. */
export function cardLimits(device: DeviceProfile, host: PcieHost): CardLimits {
  const lifts = LIMIT_IDS.flatMap((id) => {
    const lift = liftOf(id, device, host);
    if (lift === null) return [];
    const { max, binding } = lift.limits;
    return [{ id, by: lift.by, max, binding }];
  });
  return { ...vfLimits(device, host), lifts, bills: instanceBills(device, host) };
}
