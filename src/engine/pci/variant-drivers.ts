import type { DeviceProfile } from './device-profile';

/**
 * vfio drivers that take a VF through its migration states, and the VFs their id tables name: for mlx5_vfio_pci all
 * "mlx5Gen Virtual Functions" (ConnectX-6 Dx, ConnectX-7, BlueField-2). Others save no network card of the lab.
 */
export const VARIANT_DRIVERS = {
  mlx5_vfio_pci: { vendorId: 0x15b3, vfDeviceId: 0x101e },
} as const;

/** Can this driver give a VF of the card away? */
export function takesVf(
  driver: string,
  { vendorId, vfDeviceId }: Pick<DeviceProfile, 'vendorId' | 'vfDeviceId'>,
): boolean {
  if (!(driver in VARIANT_DRIVERS)) return driver === 'vfio-pci';
  const id = VARIANT_DRIVERS[driver as keyof typeof VARIANT_DRIVERS];
  return id.vendorId === vendorId && id.vfDeviceId === vfDeviceId;
}
