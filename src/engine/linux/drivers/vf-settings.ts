import { SysError, type Errno } from '../errno';
import type { VfSettings } from '../kernel';
import type { HostNetDevice } from '../net-table';

/** The settings of a VF; what the driver answers for a number it does not have. */
export function vfOf(net: HostNetDevice, vf: number, otherwise: Errno = 'EINVAL'): VfSettings {
  const settings = net.vfs[vf];
  if (settings === undefined) throw new SysError(otherwise);
  return settings;
}
