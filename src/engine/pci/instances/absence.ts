import type { DeviceProfile } from '../device-profile';
import type { Absence, InstanceKind } from './kinds';

/** Cards whose firmware makes scalable functions: NVIDIA's pages name 16.31.0378 (ConnectX-5), 20.30.1004, BlueField-2. */
const WITH_SF: ReadonlySet<string> = new Set([
  'nvidia-connectx5',
  'nvidia-connectx6dx',
  'nvidia-connectx7',
  'nvidia-bluefield2',
]);

/** Cards whose queues read a virtio ring: `mlx5_vdpa` needs a ConnectX-6 Dx or later. */
const WITH_VDPA: ReadonlySet<string> = new Set([
  'nvidia-connectx6dx',
  'nvidia-connectx7',
  'nvidia-bluefield2',
]);

/**
 * The maker's own driver makes assignable device interfaces (`ice_siov.c`, `ice_vdcm.c` of the ice that Intel publishes
 * beside the kernel's, which has none). MODEL: that the card's PASID capability is on is assumed; public listings show none.
 */
const ADI_DRIVERS: ReadonlySet<string> = new Set(['ice']);

function sfAbsence({ id, driverPf }: DeviceProfile): Absence | null {
  if (WITH_SF.has(id)) return null;
  if (driverPf === 'mlx5_core') return 'sf-firmware';
  return driverPf === 'ice' ? 'sf-kernel' : 'sf-driver';
}

const vdpaAbsence = ({ id }: DeviceProfile): Absence | null =>
  WITH_VDPA.has(id) ? null : 'no-vdpa';

/** Why a card has no instances of a kind; null where it has them. */
export function absenceOf(kind: InstanceKind, device: DeviceProfile): Absence | null {
  switch (kind) {
    case 'sf':
      return sfAbsence(device);
    case 'adi':
      return ADI_DRIVERS.has(device.driverPf) ? null : 'no-pasid';
    case 'vdpa-vf':
    case 'vdpa-sf':
      return vdpaAbsence(device);
    case 'vf':
    case 'virtio':
    case 'emulated':
      return null;
  }
}
